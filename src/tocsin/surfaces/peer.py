"""The peer door: where counterparts bring envelopes. It takes bytes, gives bytes, and says nothing else.

Whoever cannot be authenticated gets the same refusal, whatever was wrong. One envelope, or a bundle of
them, is all that is taken, so the door is an ASGI application of its own: a framework would take longer than the
cryptography.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import structlog

from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.ports.node import Node
from tocsin.usecases.reception import receipts_among, receive, receive_all
from tocsin.wire import bundle
from tocsin.wire.limits import MAX_BATCH, MAX_ENVELOPE
from tocsin.wire.receipt import REFUSAL

log = structlog.get_logger("tocsin.peer")

Event: TypeAlias = MutableMapping[str, Any]  # ASGI's own
Receive: TypeAlias = Callable[[], Awaitable[Event]]
Send: TypeAlias = Callable[[Event], Awaitable[None]]
Door: TypeAlias = Callable[[Event, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Way:
    """What is done with what is brought, and how much of it may be brought."""

    take: Callable[[Node, bytes], bytes]
    limit: int  # bytes


def create(node: Node) -> Door:
    """Return the peer door of a node, an ASGI application."""

    async def door(scope: Event, receive_: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive_, send)
            return
        way = _WAYS.get(scope["path"]) if scope.get("method") == "POST" else None
        body = None if way is None else await _body(receive_, way.limit)
        status, answer = (400, REFUSAL)
        if way is not None and body is not None:
            status, answer = await asyncio.to_thread(_answer, node, way, body)
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


async def _body(receive_: Receive, limit: int) -> bytes | None:
    """Return what is brought; None where it is more than may be, or its sender has gone."""
    parts, size, has_more = [], 0, True
    while has_more:
        event = await receive_()
        part = event.get("body", b"")
        size += len(part)
        if event["type"] != "http.request" or size > limit:
            return None
        parts.append(part)
        has_more = event.get("more_body", False)
    return b"".join(parts)


def _answer(node: Node, way: _Way, body: bytes) -> tuple[int, bytes]:
    try:
        answer = way.take(node, body)
    except UnavailableError as error:
        log.warning("envelope.not_kept", reason=str(error))
        return 503, b""
    except Exception as error:  # noqa: BLE001  # who brings something learns nothing of our mistakes
        log.error("envelope.failed", error=type(error).__name__)
        return 503, b""
    if answer == REFUSAL:
        log.info("envelope.refused", size=len(body))
        return 400, REFUSAL
    return 200, answer


def _receive_batch(node: Node, body: bytes) -> bytes:
    """Take in a bundle of envelopes; return the bundle of receipts, or the one bare refusal where there is none."""
    try:
        envelopes = bundle.batch(body, bundle.Item.ENVELOPE)
    except UntrustedError:
        return REFUSAL
    receipts = receipts_among(receive_all(node, envelopes))
    return bundle.compose(receipts) if receipts else REFUSAL


_WAYS = {"/envelopes": _Way(receive, MAX_ENVELOPE), "/bundles": _Way(_receive_batch, MAX_BATCH)}
