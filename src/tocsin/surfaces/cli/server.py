"""Serving: the console and the peer door on two ports, and the worker beside them, in one process."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from threading import Event, Thread

import uvicorn
from litestar import Litestar

from tocsin.domain.errors import UnavailableError
from tocsin.ports.node import Node
from tocsin.settings import Settings
from tocsin.surfaces import peer
from tocsin.surfaces.console.app import create as create_console
from tocsin.surfaces.worker import Worker


class _Quiet(uvicorn.Server):
    """A server that leaves signals to whoever runs several of them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def run(node: Node, settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    stop = Event()
    worker = Thread(target=Worker(node).run, args=(stop,), name="worker")
    worker.start()
    try:
        asyncio.run(_serve(node, settings))
    finally:
        stop.set()
        worker.join()


async def _serve(node: Node, settings: Settings) -> None:
    servers = [
        _server(create_console(node), "127.0.0.1", settings.console_port),
        _server(peer.create(node), settings.peer_host, settings.peer_port),
    ]

    def stop() -> None:
        for server in servers:
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        await asyncio.gather(*(server.serve() for server in servers))
    except SystemExit as error:  # uvicorn leaves so when its port is taken
        stop()
        raise UnavailableError("a port is taken: set console_port and peer_port in tocsin.toml") from error


def _server(app: Litestar, host: str, port: int) -> _Quiet:
    return _Quiet(
        uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False, timeout_graceful_shutdown=3)
    )
