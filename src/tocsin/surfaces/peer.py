"""The peer door: where counterparts bring envelopes. It takes bytes, gives bytes, and says nothing else.

Whoever cannot be authenticated gets the same refusal, whatever was wrong. One kind of request is all there is, so the
door is an ASGI application of its own: a framework would take longer than the cryptography.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

import structlog

from tocsin.domain.errors import UnavailableError
from tocsin.ports.node import Node
from tocsin.usecases.reception import receive
from tocsin.wire.limits import MAX_ENVELOPE
from tocsin.wire.receipt import REFUSAL

log = structlog.get_logger("tocsin.peer")

Event: TypeAlias = MutableMapping[str, Any]  # ASGI's own
Receive: TypeAlias = Callable[[], Awaitable[Event]]
Send: TypeAlias = Callable[[Event], Awaitable[None]]
Door: TypeAlias = Callable[[Event, Receive, Send], Awaitable[None]]


def create(node: Node) -> Door:
    """Return the peer door of a node, an ASGI application."""

    async def door(scope: Event, receive_: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive_, send)
            return
        is_known = (scope.get("method"), scope["path"]) == ("POST", "/envelopes")
        envelope = await _body(receive_) if is_known else None
        status, answer = (400, REFUSAL) if envelope is None else await asyncio.to_thread(_answer, node, envelope)
        kind = b"application/octet-stream" if status == 200 else b"text/plain; charset=utf-8"
        headers = [(b"content-type", kind), (b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    return door


async def _live(receive_: Receive, send: Send) -> None:
    """Have nothing to do when the server begins and ends."""
    while (await receive_())["type"] != "lifespan.shutdown":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})


async def _body(receive_: Receive) -> bytes | None:
    """Return what is brought; None where it is more than an envelope, or its sender has gone."""
    parts, size, has_more = [], 0, True
    while has_more:
        event = await receive_()
        part = event.get("body", b"")
        size += len(part)
        if event["type"] != "http.request" or size > MAX_ENVELOPE:
            return None
        parts.append(part)
        has_more = event.get("more_body", False)
    return b"".join(parts)


def _answer(node: Node, envelope: bytes) -> tuple[int, bytes]:
    try:
        answer = receive(node, envelope)
    except UnavailableError as error:
        log.warning("envelope.not_kept", reason=str(error))
        return 503, b""
    except Exception as error:  # noqa: BLE001  # who brings something learns nothing of our mistakes
        log.error("envelope.failed", error=type(error).__name__)
        return 503, b""
    if answer == REFUSAL:
        log.info("envelope.refused", size=len(envelope))
        return 400, REFUSAL
    return 200, answer
