"""Failures: every error as a page that says what to do next; never a traceback, and nothing typed is lost."""

from collections.abc import Callable
from urllib.parse import quote

import structlog
from litestar import Response
from litestar.exceptions import HTTPException

from tocsin.domain.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
    TocsinError,
    UnavailableError,
    UntrustedError,
)
from tocsin.surfaces.console.form import Form
from tocsin.surfaces.console.visit import AnyRequest, Page, SignInNeededError, Visit, console_of
from tocsin.texts.phrases import phrase

log = structlog.get_logger("tocsin.console")

# status, what it is, what to do next
KINDS: dict[type[TocsinError], tuple[int, str, str]] = {
    InvalidError: (400, phrase("This cannot be done as entered"), phrase("Go back, correct it, and send it again.")),
    NotFoundError: (404, phrase("There is no such thing here"), phrase("Look for it in the lists above.")),
    RefusedError: (403, phrase("This may not be done"), phrase("Ask somebody with the right role, or start from Now.")),
    ConflictError: (
        409,
        phrase("Things have changed, or the time is not right"),
        phrase("Open the page again and see how it stands now."),
    ),
    UntrustedError: (
        502,
        phrase("What came from outside cannot be believed"),
        phrase("Do not use it. Ring them, at a number you already have."),
    ),
    UnavailableError: (
        503,
        phrase("Something is not answering"),
        phrase("Nothing was changed. Try again in a minute; if it stays so, ring whoever runs this machine."),
    ),
}
TOO_LARGE = phrase("That is larger than 25 MB. Send a smaller part of it.")
NO_PAGE = phrase("There is no page at this address.")
OUR_FAULT = phrase("Something went wrong here. Nothing was changed. Tell whoever runs this machine.")


def sign_in(_: AnyRequest, error: SignInNeededError) -> Page:
    """Send the visitor to the door."""
    return Response("", status_code=303, headers={"Location": f"/sign-in?back={quote(error.back)}"})


def expected(request: AnyRequest, error: TocsinError) -> Page:
    """Show one of the six ways in which a request can fail."""
    status, title, advice = KINDS[type(error)]
    return show(request, status=status, title=title, advice=advice, message=str(error))


def from_framework(request: AnyRequest, error: HTTPException) -> Page:
    """Show what the framework refused: no such page, too large, a forged form."""
    status = error.status_code
    message = {404: NO_PAGE, 405: NO_PAGE, 413: TOO_LARGE, 500: OUR_FAULT}.get(status, error.detail)
    if status >= 500:
        log.error("page.failed", path=request.url.path, status=status)
    kind = {403: RefusedError, 404: NotFoundError, 405: NotFoundError}.get(status, InvalidError)
    _, title, advice = KINDS[kind] if status < 500 else KINDS[UnavailableError]
    return show(request, status=status, title=title, advice=advice, message=message)


def unexpected(request: AnyRequest, error: Exception) -> Page:
    """Show that we are at fault. What went wrong is for the log, with no content."""
    log.error("page.failed", path=request.url.path, error=type(error).__name__)
    _, title, advice = KINDS[UnavailableError]
    return show(request, status=500, title=title, advice=advice, message=OUR_FAULT)


def show(request: AnyRequest, *, status: int, title: str, advice: str, message: str) -> Page:
    """Show a failure, inside the frame the visitor knows where somebody is signed in."""
    found = request.state.get("visit")
    form = request.state.get("form")
    context = {
        "title": title,
        "advice": advice,
        "message": message,
        "entered": form.entered() if isinstance(form, Form) else (),
    }
    if isinstance(found, Visit):
        page = found.page("failure.html", **context)
        page.status_code = status
        return page
    pages = console_of(request).pages(request)
    frame = {"visit": None, "organisation": console_of(request).node.organisation, "token": "", "done": ""}
    shown = pages.render("failure.html", {**frame, **context})
    return Response(shown, media_type="text/html", status_code=status)


HANDLERS: dict[type[Exception] | int, Callable[..., Page]] = {
    SignInNeededError: sign_in,
    TocsinError: expected,
    HTTPException: from_framework,
    Exception: unexpected,
}
