"""OpenAI-compatible endpoints for tests, on a free port of this machine: each answers as the test says."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from tocsin.reading.endpoint.endpoint import Endpoint

Answer = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One question; `passage` is the text that is to be read."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.question: dict[str, Any] = json.loads(self.rfile.read(length))
        self.passage: str = json.loads(self.question["messages"][-1]["content"])["passage"]
        self.server.asked.append(self)
        self.server.answer(self)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Answer with these bytes."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Keeps what it was asked."""

    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.answer = answer
        self.asked: list[Asked] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def endpoint(self, **settings: Any) -> Endpoint:
        """Return the settings of a reader that asks here."""
        return Endpoint(**({"url": self.url, "model": "parrot", "timeout": 5.0} | settings))

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is part of the test."""


@contextmanager
def serving(answer: Answer) -> Iterator[Server]:
    """Serve until the block ends."""
    server = Server(answer)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def completion(content: str) -> bytes:
    """Wrap what a model wrote as servers do."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def saying(*events: dict[str, Any], attributes: tuple[dict[str, Any], ...] = ()) -> Answer:
    """Return an endpoint that gives these claims to every passage."""
    return writing(json.dumps({"events": events, "attributes": attributes}))


def writing(content: str) -> Answer:
    """Return an endpoint whose model writes this."""
    return lambda asked: asked.send(completion(content))


def an_event(**changes: Any) -> dict[str, Any]:
    """Return an event as a model tells it: a plan against a ferry, of FERRY."""
    told = {
        "type": "attack",
        "status": "planned",
        "trigger": "attack",
        "quote": "two Tunisian members of the Ash Column plan to attack a ferry in Malta",
        "participants": [{"role": "perpetrator", "name": "two Tunisian members", "kind": "group"}],
        "places": [{"role": "target", "name": "Malta"}],
        "time": None,
        "source": None,
    }
    return told | changes


def an_attribute(**changes: Any) -> dict[str, Any]:
    """Return an attribute as a model tells it."""
    told = {
        "name": "two Tunisian members",
        "kind": "group",
        "says": "nationality",
        "value": "Tunisian",
        "status": "stated",
        "quote": "two Tunisian members of the Ash Column",
    }
    return told | changes


FERRY = "According to a port official, two Tunisian members of the Ash Column plan to attack a ferry in Malta on 3 May."
