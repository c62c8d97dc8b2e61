"""A visit: one request by a signed-in person, and what a page needs to answer it."""

import hmac
from collections.abc import Mapping
from typing import TypeAlias
from urllib.parse import quote

from anyio.to_thread import run_sync
from litestar import Request, Response
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency

from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import RefusedError
from tocsin.ports.node import Node
from tocsin.surfaces.console.done import DONE
from tocsin.surfaces.console.form import Form
from tocsin.surfaces.console.navigation import navigation
from tocsin.surfaces.console.pages import Pages, pages_in
from tocsin.surfaces.console.throttle import Throttle
from tocsin.texts.catalogue import LANGUAGES, choose
from tocsin.usecases import accounts

AnyRequest: TypeAlias = Request[object, object, State]
Page: TypeAlias = Response[str]

LANGUAGE_COOKIE = "tocsin-language"


class SignInNeededError(Exception):
    """Nobody is signed in, or no longer; `back` is where to go afterwards."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


class Console:
    """What the console keeps while the process runs: nothing that outlives it."""

    def __init__(self, node: Node, language: str | None) -> None:
        self.node = node
        self.throttle = Throttle()
        self._language = language
        self._secret = node.entropy.random_bytes(32)
        # Browsers do not keep the cookies of two ports apart, and a machine may run two nodes.
        self.session_cookie = f"tocsin-session-{node.organisation.node_id[:12]}"
        self.visitor_cookie = f"tocsin-visitor-{node.organisation.node_id[:12]}"

    def pages(self, request: AnyRequest) -> Pages:
        """Return the pages in the language the visitor chose, else the operator, else the visitor's browser."""
        chosen = request.cookies.get(LANGUAGE_COOKIE) or self._language
        if chosen is not None and chosen in LANGUAGES:
            return pages_in(chosen)
        accepted = request.headers.get("accept-language", "").split(",")
        return pages_in(choose(each.partition(";")[0] for each in accepted))

    def token_for(self, request: AnyRequest, visitor: str = "") -> str:
        """Return the token that a form of this visitor has to bring back; another site cannot know it."""
        cookies = request.cookies
        known = cookies.get(self.session_cookie) or cookies.get(self.visitor_cookie) or visitor
        return hmac.digest(self._secret, known.encode(), "sha256").hex()

    def cookie(self, request: AnyRequest, name: str, value: str) -> Cookie:
        """Return a cookie that goes back to this node and nowhere else, until the browser is closed."""
        return Cookie(
            key=name, value=value, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
        )


class Visit:
    """One request by a signed-in person."""

    def __init__(self, console: Console, request: AnyRequest, actor: Actor, form: Form) -> None:
        self.node = console.node
        self.actor = actor
        self.form = form
        self.pages = console.pages(request)
        self.token = console.token_for(request)
        self.path = request.url.path
        self.query: Mapping[str, str] = request.query_params

    def may(self, *roles: Role) -> bool:
        """Say whether this person has one of the roles."""
        return bool(self.actor.roles & set(roles))

    @property
    def works(self) -> bool:
        """Say whether this person works on content."""
        return self.may(Role.ANALYST, Role.RELEASING_OFFICER)

    def page(self, template: str, /, **context: object) -> Page:
        """Answer with a page."""
        shown = {**self._frame(), **context}
        return Response(self.pages.render(template, shown), media_type="text/html", status_code=200)

    def go(self, path: str, done: str | None = None) -> Page:
        """Send the browser to a page after a form was taken, with a word on what was done."""
        before, _, anchor = path.partition("#")
        where = before + (f"?done={done}" if done else "") + (f"#{quote(anchor)}" if anchor else "")
        return Response("", status_code=303, headers={"Location": where})

    def _frame(self) -> dict[str, object]:
        return {
            "visit": self,
            "organisation": self.node.organisation,
            "now": self.node.clock.now(),
            "token": self.token,
            "navigation": navigation(self.actor, self.path),
            "works": self.works,
            "releases": self.may(Role.RELEASING_OFFICER),
            "audits": self.may(Role.AUDITOR),
            "done": DONE.get(self.query.get("done", ""), ""),
        }


Asked: TypeAlias = NamedDependency[Visit]  # as a page receives it


def download(data: bytes, *, name: str, media_type: str) -> Response[bytes]:
    """Answer with a file to keep. `name` is ours and plain."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, status_code=200, media_type=media_type, headers=headers)


def console_of(request: AnyRequest) -> Console:
    """Return the console that answers this request."""
    console = request.app.state["console"]
    if not isinstance(console, Console):
        raise TypeError("the application was not made by console.app.create")
    return console


async def visit(request: AnyRequest) -> Visit:
    """Find out who asks; `SignInNeededError` where nobody is signed in."""
    console = console_of(request)
    back = request.url.path if request.method == "GET" else "/"
    token = request.cookies.get(console.session_cookie)
    if not token:
        raise SignInNeededError(back)
    try:
        actor = await run_sync(lambda: accounts.actor_for(console.node, token=token))
    except RefusedError as error:
        raise SignInNeededError(back) from error
    made = Visit(console, request, actor, request.state.get("form") or Form())
    request.state["visit"] = made
    return made
