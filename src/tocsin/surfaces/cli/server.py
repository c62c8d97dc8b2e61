"""Serving: the console and the peer door on two ports, and the worker beside them, in one process."""

import asyncio
import contextlib
import signal
import socket
import ssl
from collections.abc import Callable, Collection, Iterator
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


def run(node: Node, settings: Settings, tls: ssl.SSLContext | None = None) -> None:
    """Serve until SIGINT or SIGTERM; the peer door speaks TLS where it is given how."""
    console = _listen("127.0.0.1", settings.console_port, setting="console_port")
    door = _listen(settings.peer_host, settings.peer_port, setting="peer_port")
    servers = ((_server(create_console(node)), console), (_server(peer.create(node), tls), door))
    stop = Event()
    threads = [Thread(target=Worker(node).run, args=(stop,), name="worker")]
    threads += [Thread(target=mailroom.run, args=(node, each, stop), name=each) for each in node.mailboxes]
    for thread in threads:
        thread.start()
    try:
        asyncio.run(_serve(servers))
    finally:
        stop.set()
        for thread in threads:
            thread.join()


async def _serve(servers: Collection[tuple[_Quiet, socket.socket]]) -> None:
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


def _server(app: Application, tls: ssl.SSLContext | None = None) -> _Quiet:
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
        ssl_context_factory=None if tls is None else lambda *_: tls,
    )
    return _Quiet(config)
