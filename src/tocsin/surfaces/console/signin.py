"""The door: sign in, sign out, and choose a language."""

from math import ceil
from typing import Any

from anyio.to_thread import run_sync
from litestar import Response, get, post

from tocsin.domain.errors import RefusedError
from tocsin.surfaces.console.form import Form
from tocsin.surfaces.console.visit import LANGUAGE_COOKIE, AnyRequest, Page, console_of
from tocsin.texts.catalogue import LANGUAGES
from tocsin.usecases import accounts


@get("/sign-in")
async def door(request: AnyRequest) -> Page:
    """Show the door."""
    return _door(request, back=request.query_params.get("back", "/"))


@post("/sign-in")
async def enter(request: AnyRequest) -> Page:
    """Take a name and a password. Too many wrong ones for a name, and nobody gets in under it for a while."""
    console, form = console_of(request), _form(request)
    name, back = form.text("name"), form.text("back")
    node = console.node
    wait = console.throttle.wait(name, node.clock.now())
    if wait is not None:
        page = _door(request, back=back, name=name, minutes=ceil(wait.total_seconds() / 60), status=429)
        page.headers["Retry-After"] = str(ceil(wait.total_seconds()))
        return page
    try:
        token = await run_sync(lambda: accounts.login(node, name=name, password=form.secret("password")))
    except RefusedError:
        return _door(request, back=back, name=name, is_wrong=True, status=403)
    console.throttle.forget(name)
    cookie = console.cookie(request, console.session_cookie, token)
    return Response("", status_code=303, headers={"Location": _ours(back)}, cookies=[cookie])


@post("/sign-out")
async def leave(request: AnyRequest) -> Page:
    """Forget the session, here and in the store."""
    console = console_of(request)
    token = request.cookies.get(console.session_cookie)
    if token:
        await run_sync(lambda: accounts.logout(console.node, token=token))
    left = Response("", status_code=303, headers={"Location": "/sign-in"})
    left.delete_cookie(console.session_cookie, path="/")
    return left


@post("/language")
async def speak(request: AnyRequest) -> Page:
    """Keep the visitor's choice of language for a year."""
    form = _form(request)
    answer = Response("", status_code=303, headers={"Location": _ours(form.text("back"))})
    if form.text("language") in LANGUAGES:
        answer.set_cookie(
            LANGUAGE_COOKIE, form.text("language"), max_age=31_536_000, httponly=True, samesite="strict", path="/"
        )
    return answer


def _door(request: AnyRequest, *, back: str, status: int = 200, **context: Any) -> Page:  # noqa: ANN401  # words for a template
    console = console_of(request)
    known = request.cookies.get(console.visitor_cookie)
    visitor = known or console.node.entropy.random_bytes(32).hex()
    frame: dict[str, object] = {
        "visit": None,
        "organisation": console.node.organisation,
        "token": console.token_for(request, visitor),
        "done": "",
        "back": _ours(back),
        "name": "",
        "minutes": 0,
        "is_wrong": False,
    }
    shown = console.pages(request).render("sign_in.html", {**frame, **context})
    cookies = [] if known else [console.cookie(request, console.visitor_cookie, visitor)]
    return Response(shown, media_type="text/html", status_code=status, cookies=cookies)


def _form(request: AnyRequest) -> Form:
    found = request.state.get("form")
    return found if isinstance(found, Form) else Form()


def _ours(back: str) -> str:
    """Return the address if it is a page of ours, else the first page: nobody is sent elsewhere from our door."""
    is_ours = back.startswith("/") and not back.startswith("//") and back.isascii() and back.isprintable()
    return back if is_ours and "\\" not in back else "/"
