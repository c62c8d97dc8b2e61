"""Serving: the console and the peer door on two ports, and the worker beside them, in one process."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterable, Iterator
from threading import Event, Thread
from typing import Any, TypeAlias

import uvicorn

from tocsin.domain.errors import UnavailableError
from tocsin.ports.node import Node
from tocsin.settings import Settings
from tocsin.surfaces import mailroom, peer
from tocsin.surfaces.console.app import create as create_console
from tocsin.surfaces.worker import Worker

Application: TypeAlias = Callable[..., Any]  # ASGI


class _Quiet(uvicorn.Server):
    """A server that leaves signals to whoever runs several of them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def run(node: Node, settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    console = _listen("127.0.0.1", settings.console_port, setting="console_port")
    door = _listen(settings.peer_host, settings.peer_port, setting="peer_port")
    stop = Event()
    threads = [Thread(target=Worker(node).run, args=(stop,), name="worker")]
    threads += [Thread(target=mailroom.run, args=(node, each, stop), name=each) for each in node.mailboxes]
    for thread in threads:
        thread.start()
    try:
        asyncio.run(_serve(((create_console(node), console), (peer.create(node), door))))
    finally:
        stop.set()
        for thread in threads:
            thread.join()


async def _serve(doors: Iterable[tuple[Application, socket.socket]]) -> None:
    servers = [(_server(app), listener) for app, listener in doors]

    def stop() -> None:
        for server, _ in servers:
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    await asyncio.gather(*(server.serve(sockets=[listener]) for server, listener in servers))


def _listen(host: str, port: int, *, setting: str) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as error:
        raise UnavailableError(
            f"port {port} of {host} is taken, or is not this machine's: set another {setting} in tocsin.toml"
        ) from error


def _server(app: Application) -> _Quiet:
    return _Quiet(uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=3))
