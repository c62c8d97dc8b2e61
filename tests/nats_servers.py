"""A real NATS server with JetStream, for tests: on a free port, with a folder of its own, stopped by its pid."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARY = Path(sys.executable).parent / "nats-server"
PATIENCE = 30  # seconds
MAX_PAYLOAD = 8 * 1024 * 1024


class NatsServer:
    """A server that can be killed and started again on the same port with the same folder."""

    def __init__(self, folder: Path, settings: dict[str, object]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._folder = folder
        jetstream = {"store_dir": str(folder / "jetstream"), "max_file_store": 64 * 1024**3}
        asked = {"listen": f"127.0.0.1:{self.port}", "max_payload": MAX_PAYLOAD, "jetstream": jetstream} | settings
        self._settings = {name: value for name, value in asked.items() if value is not None}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"nats://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        (self._folder / "nats.json").write_text(json.dumps(self._settings))
        with (self._folder / "nats.log").open("ab") as log:
            self._process = subprocess.Popen([BINARY, "-c", self._folder / "nats.json"], stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        self.kill()
        raise AssertionError((self._folder / "nats.log").read_text())

    def kill(self) -> None:
        """Kill it; what it acknowledged is on the disk."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def a_nats_server(folder: Path, **settings: object) -> Iterator[NatsServer]:
    """Run a server until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    server = NatsServer(folder, settings)
    server.start()
    try:
        yield server
    finally:
        server.kill()
