"""Outbox: one row for each delivery with its own state, and what is recorded of those that go by hand."""

from datetime import datetime

from litestar import Response, get, post
from litestar.params import FromPath

from tocsin.domain.delivery import Delivery
from tocsin.domain.errors import ConflictError
from tocsin.surfaces.console.lawful import asked_why_notice
from tocsin.surfaces.console.visit import Asked, Page, Visit, download
from tocsin.surfaces.console.words import OWED
from tocsin.usecases import answers, audit, browse, byhand, counterparts, pages, processing, redelivery
from tocsin.usecases.byhand import Told
from tocsin.wire.message import Kind


@get("/outbox", sync_to_thread=True)
def outbox(visit: Asked) -> Page:
    """List the deliveries, the newest first."""
    deliveries = pages.deliveries(visit.node, visit.actor, before=visit.query.get("before"))
    older = deliveries[-1].id if len(deliveries) == pages.DELIVERIES else None
    return visit.page("outbox.html", deliveries=deliveries, older=older, **_names(visit, *deliveries))


@get("/outbox/{delivery:str}", sync_to_thread=True)
def delivery(visit: Asked, delivery: FromPath[str]) -> Page:
    """Show how one delivery stands."""
    held = _find(visit, delivery)
    now = visit.node.clock.now()
    return visit.page(
        "delivery.html",
        delivery=held,
        owes=held.owes(now),
        owed=OWED,
        people=browse.people(visit.node, visit.actor),
        told_at=now.strftime("%Y-%m-%dT%H:%M"),
        **_names(visit, held),
    )


@get("/outbox/{delivery:str}/sheet.pdf", sync_to_thread=True)
def sheet(visit: Asked, delivery: FromPath[str]) -> Response[bytes]:
    """Give the approved text as a PDF with its reply slip."""
    data = byhand.sheet(visit.node, visit.actor, delivery=delivery)
    return download(data, name=f"tocsin-{_plain(delivery)}.pdf", media_type="application/pdf")


@get("/outbox/{delivery:str}/letter.txt", sync_to_thread=True)
def letter(visit: Asked, delivery: FromPath[str]) -> Response[bytes] | Page:
    """Give the approved text as it is."""
    visit.actor.require(*processing.READERS)
    notice = _find(visit, delivery).notice
    ask = asked_why_notice(visit, notice) if notice is not None else None
    if ask is not None:
        return ask
    text = browse.letter(visit.node, visit.actor, delivery=delivery)
    return download(text.encode(), name=f"tocsin-{_plain(delivery)}.txt", media_type="text/plain; charset=utf-8")


@get("/outbox/{delivery:str}/proof.json", sync_to_thread=True)
def proof(visit: Asked, delivery: FromPath[str]) -> Response[bytes]:
    """Give the proof of this delivery; it holds digests and no content."""
    held = _find(visit, delivery)
    if held.notice is None:
        raise ConflictError("only the delivery of a warning can be proven")
    data = audit.prove(visit.node, visit.actor, notice=held.notice, to=held.counterpart)
    return download(data, name=f"proof-{_plain(delivery)}.json", media_type="application/json")


@post("/outbox/{delivery:str}/handed", sync_to_thread=True)
def hand(visit: Asked, delivery: FromPath[str]) -> Page:
    """Record that it was handed over."""
    form = visit.form
    told = Told(how=form.text("how"), to=form.text("to"), at=_moment(visit), said=form.text("said"))
    byhand.hand(visit.node, visit.actor, delivery=delivery, told=told)
    return visit.go(f"/outbox/{delivery}", "handed")


@post("/outbox/{delivery:str}/redirects", sync_to_thread=True)
def settle(visit: Asked, delivery: FromPath[str]) -> Page:
    """Record what is done about whom they name instead."""
    answers.settle_redirects(visit.node, visit.actor, delivery=delivery, why=visit.form.text("why"))
    return visit.go(f"/outbox/{delivery}", "redirect-settled")


@post("/outbox/{delivery:str}/answer", sync_to_thread=True)
def answer(visit: Asked, delivery: FromPath[str]) -> Page:
    """Record what came back."""
    byhand.answered(visit.node, visit.actor, delivery=delivery, said=visit.form.text("said"))
    return visit.go(f"/outbox/{delivery}", "answered")


@post("/outbox/{delivery:str}/given-up", sync_to_thread=True)
def give_up(visit: Asked, delivery: FromPath[str]) -> Page:
    """Stop trying to deliver it."""
    redelivery.give_up(visit.node, visit.actor, delivery=delivery, why=visit.form.text("why"))
    return visit.go(f"/outbox/{delivery}", "given-up")


@post("/outbox/{delivery:str}/anew", sync_to_thread=True)
def send_anew(visit: Asked, delivery: FromPath[str]) -> Page:
    """Send the same words in a new message."""
    sent = redelivery.send_anew(visit.node, visit.actor, delivery=delivery)
    return visit.go(f"/outbox/{sent.id}", "sent-anew")


def _moment(visit: Visit) -> datetime:
    return visit.form.moment("at")


def _find(visit: Visit, delivery: FromPath[str]) -> Delivery:
    return pages.delivery(visit.node, visit.actor, delivery=delivery)


def _names(visit: Visit, *deliveries: Delivery) -> dict[str, object]:
    return {
        "counterparts": {each.id: each for each in counterparts.listing(visit.node, visit.actor)},
        "notices": pages.notices_of(visit.node, visit.actor, deliveries),
        "kinds": {each.value: each for each in Kind},
    }


def _plain(name: str) -> str:
    return "".join(letter for letter in name[:16] if letter.isascii() and letter.isalnum())
