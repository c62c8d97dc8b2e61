"""The peer door: where counterparts bring envelopes. It takes bytes, gives bytes, and says nothing else.

Whoever cannot be authenticated gets the same refusal, whatever was wrong.
"""

from typing import Any

import structlog
from litestar import HttpMethod, Litestar, MediaType, Request, Response, route
from litestar.exceptions import HTTPException
from litestar.params import RawBody

from tocsin.domain.errors import UnavailableError
from tocsin.ports.node import Node
from tocsin.usecases.reception import receive
from tocsin.wire.limits import MAX_ENVELOPE
from tocsin.wire.receipt import REFUSAL

log = structlog.get_logger("tocsin.peer")


def create(node: Node) -> Litestar:
    """Return the peer door of a node, an ASGI application."""

    # OPTIONS too: the framework's own answer to it would say what else there is.
    @route("/envelopes", http_method=[HttpMethod.POST, HttpMethod.OPTIONS], status_code=200, sync_to_thread=True)
    def bring(body: RawBody) -> Response[bytes]:
        return _answer(node, body)

    return Litestar(
        route_handlers=[bring],
        request_max_body_size=MAX_ENVELOPE,
        exception_handlers={HTTPException: _refuse, Exception: _fail},
        openapi_config=None,
        logging_config=None,
    )


def _answer(node: Node, envelope: bytes) -> Response[bytes]:
    try:
        answer = receive(node, envelope)
    except UnavailableError as error:
        log.warning("envelope.not_kept", reason=str(error))
        return _bare(b"", 503)
    if answer == REFUSAL:
        log.info("envelope.refused", size=len(envelope))
        return _bare(REFUSAL, 400)
    return _bare(answer, 200)


def _refuse(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return _bare(REFUSAL, 400)


def _fail(_: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    log.error("envelope.failed", error=type(error).__name__)
    return _bare(b"", 503)


def _bare(content: bytes, status: int) -> Response[bytes]:
    return Response(
        content, status_code=status, media_type=MediaType.TEXT if status != 200 else "application/octet-stream"
    )
