"""The guard: what holds for every request and every answer, whatever page it is about."""

import hmac

from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import PermissionDeniedException
from litestar.types import Message, Scope

from tocsin.surfaces.console import form
from tocsin.surfaces.console.visit import AnyRequest, console_of
from tocsin.texts.phrases import phrase

HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FORGED = phrase("This form is too old, or did not come from this page. Nothing was changed: open the page again.")
OTHER_HOST = phrase("This node's pages are reached as localhost or 127.0.0.1, and under no other name.")


async def inspect(request: AnyRequest) -> None:
    """Refuse a request for another host, and a form that this node did not give to this visitor."""
    host = request.headers.get("host", "").lower()
    if host.rpartition(":")[0] not in HOSTS and host not in HOSTS:
        # A page elsewhere may point its own name at our address (DNS rebinding): it must not reach us so.
        raise PermissionDeniedException(OTHER_HOST)
    if request.method in {"GET", "HEAD"}:
        return
    sent = await form.read(request)
    wanted = console_of(request).token_for(request)
    if not hmac.compare_digest(sent.text("token").encode(), wanted.encode()):
        raise PermissionDeniedException(FORGED)
    request.state["form"] = sent


async def dress(message: Message, _: Scope) -> None:
    """Put the headers on every answer, errors and redirects included."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", "no-store")
