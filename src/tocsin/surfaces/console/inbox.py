"""Inbox: warnings from others. Opening one is an act: it tells the sender that it was opened."""

from litestar import Response, get, post
from litestar.params import FromPath

from tocsin.domain.delivery import Result
from tocsin.domain.exchange import InboxState
from tocsin.domain.ids import MessageId
from tocsin.domain.terms import Use
from tocsin.surfaces.console.visit import Asked, Page, download
from tocsin.usecases import answers, audit, browse, escalation, recalled, roster
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Verdict

_VERDICTS = {each.value: each for each in Verdict}
_KINDS = {each.value: each for each in Kind}


@get("/inbox", sync_to_thread=True)
def inbox(visit: Asked) -> Page:
    """List what came in, the newest first, without opening anything."""
    items = browse.inbox_page(visit.node, visit.actor, before=visit.query.get("before"))
    older = items[-1].incoming.id if len(items) == browse.ON_A_PAGE else None
    return visit.page("inbox.html", items=items, older=older, verdicts=_VERDICTS, kinds=_KINDS)


@get("/inbox/{message:str}", sync_to_thread=True)
def item(visit: Asked, message: FromPath[str]) -> Page:
    """Show one message; its words only where it has been opened, and each such look is recorded."""
    item = browse.inbox_item(visit.node, visit.actor, message=MessageId(message))
    is_open = item.is_warning and item.incoming.state is not InboxState.NEW
    reserved = answers.reserved_for(visit.node, visit.actor, message=MessageId(message)) if item.is_warning else ()
    alert = terms = None
    if is_open and visit.works and not reserved:
        alert = answers.open_warning(visit.node, visit.actor, message=MessageId(message))
        terms = answers.terms(visit.node, visit.actor, message=MessageId(message))
    return visit.page(
        "warning.html",
        results=tuple(Result),
        stood_in=[each for each in roster.stood_in(visit.node, visit.actor) if each.message == message],
        item=item,
        alert=alert,
        reserved=reserved,
        terms=terms,
        internal=Use.INTERNAL,
        recalls=recalled.about(visit.node, visit.actor, message=MessageId(message)),
        people=browse.people(visit.node, visit.actor),
        verdicts=_VERDICTS,
        kinds=_KINDS,
    )


@post("/inbox/{message:str}/opening", sync_to_thread=True)
def open_(visit: Asked, message: FromPath[str]) -> Page:
    """Open a warning."""
    answers.open_warning(visit.node, visit.actor, message=MessageId(message))
    return visit.go(f"/inbox/{message}#acknowledge")


@post("/inbox/{message:str}/acknowledgement", sync_to_thread=True)
def acknowledge(visit: Asked, message: FromPath[str]) -> Page:
    """Tell the sender that a person has read it."""
    answers.acknowledge(visit.node, visit.actor, message=MessageId(message), said=visit.form.text("said"))
    return visit.go(f"/inbox/{message}#respond", "acknowledged")


@post("/inbox/{message:str}/response", sync_to_thread=True)
def respond(visit: Asked, message: FromPath[str]) -> Page:
    """Tell the sender what was done."""
    uses = [use for use in Use if use in visit.form.every("uses")]
    answers.respond(visit.node, visit.actor, message=MessageId(message), said=visit.form.text("said"), uses=uses)
    return visit.go(f"/inbox/{message}", "responded")


@post("/inbox/{message:str}/call", sync_to_thread=True)
def call(visit: Asked, message: FromPath[str]) -> Page:
    """Call whoever is next, before the clock does."""
    escalation.call_next(visit.node, visit.actor, message=message)
    return visit.go(f"/inbox/{message}", "passed-on")


@post("/inbox/{message:str}/stand-in", sync_to_thread=True)
def seen(visit: Asked, message: FromPath[str]) -> Page:
    """Take note of who opened warnings in one's place."""
    roster.seen(visit.node, visit.actor)
    return visit.go(f"/inbox/{message}")


@post("/inbox/{message:str}/outcome", sync_to_thread=True)
def outcome(visit: Asked, message: FromPath[str]) -> Page:
    """Tell the sender what came of it."""
    form = visit.form
    result = form.one_of(Result, "result")
    answers.outcome(visit.node, visit.actor, message=MessageId(message), result=result, said=form.text("said"))
    return visit.go(f"/inbox/{message}", "outcome-told")


@post("/inbox/{message:str}/redirection", sync_to_thread=True)
def redirect(visit: Asked, message: FromPath[str]) -> Page:
    """Tell the sender that it is not for us, and whom to try."""
    form = visit.form
    answers.redirect(visit.node, visit.actor, message=MessageId(message), to=form.text("to"), said=form.text("said"))
    return visit.go(f"/inbox/{message}", "redirected")


@get("/inbox/{message:str}/proof.json", sync_to_thread=True)
def proof(visit: Asked, message: FromPath[str]) -> Response[bytes]:
    """Give the proof that we received it."""
    data = audit.prove_received(visit.node, visit.actor, message=MessageId(message))
    return download(data, name=f"proof-{message[:16]}.json", media_type="application/json")
