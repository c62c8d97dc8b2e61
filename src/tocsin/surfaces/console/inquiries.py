"""Inquiries: what we ask others about a person, what they ask us, and the answers with their restrictions."""

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.ids import CounterpartId
from tocsin.domain.inquiry import Extent, Ground, Haste, Question, Reply
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import browse, counterparts
from tocsin.usecases import inquiries as use
from tocsin.vocabulary.tlp import Tlp


@get("/inquiries", sync_to_thread=True)
def inquiries(visit: Asked) -> Page:
    """List inquiries, the newest first, with the form for a new one."""
    return visit.page(
        "inquiries.html",
        inquiries=use.listing(visit.node, visit.actor)[::-1],
        counterparts={each.id: each for each in counterparts.listing(visit.node, visit.actor)},
        hastes=tuple(Haste),
        markings=tuple(Tlp),
    )


@get("/inquiries/{inquiry:str}", sync_to_thread=True)
def item(visit: Asked, inquiry: FromPath[str]) -> Page:
    """Show one inquiry with its answers; that one looked is on record."""
    held = use.consult(visit.node, visit.actor, inquiry=inquiry)
    return visit.page(
        "inquiry.html",
        held=held,
        counterpart=counterparts.named(visit.node, name=held.counterpart),
        grounds=tuple(Ground),
        people=browse.people(visit.node, visit.actor),
    )


@post("/inquiries", sync_to_thread=True)
def ask(visit: Asked) -> Page:
    """Write a question; a second person sends it."""
    form = visit.form
    question = Question(
        whom=form.text("whom"),
        asked=form.text("asked"),
        reasons=form.text("reasons"),
        purpose=form.text("purpose"),
        legal_basis=form.text("legal_basis"),
        haste=form.one_of(Haste, "haste"),
        restrictions=form.text("restrictions"),
        tlp=form.one_of(Tlp, "tlp"),
        contact=visit.node.organisation.contact,
    )
    to = CounterpartId(form.needed("counterpart"))
    made = use.ask(visit.node, visit.actor, to=to, question=question)
    return visit.go(f"/inquiries/{made.id}", "inquiry-written")


@post("/inquiries/{inquiry:str}/approval", sync_to_thread=True)
def approve(visit: Asked, inquiry: FromPath[str]) -> Page:
    """Send what was shown, as a second person."""
    form = visit.form
    use.approve(visit.node, visit.actor, inquiry=inquiry, digest=form.text("digest"), weighed=form.text("weighed"))
    return visit.go(f"/inquiries/{inquiry}", "inquiry-sent")


@post("/inquiries/{inquiry:str}/answer", sync_to_thread=True)
def answer(visit: Asked, inquiry: FromPath[str]) -> Page:
    """Write what we tell them."""
    form = visit.form
    ground = form.one_of(Ground, "ground") if form.has("ground") else None
    reply = Reply(
        extent=Extent.FULL if ground is None else Extent.PARTIAL,
        said=form.text("said"),
        ground=ground,
        part=form.text("part"),
        restrictions=form.text("restrictions"),
    )
    use.answer(visit.node, visit.actor, inquiry=inquiry, reply=reply)
    return visit.go(f"/inquiries/{inquiry}", "inquiry-written")


@post("/inquiries/{inquiry:str}/refusal", sync_to_thread=True)
def refuse(visit: Asked, inquiry: FromPath[str]) -> Page:
    """Refuse, on a ground of the list."""
    form = visit.form
    reply = Reply(extent=Extent.REFUSED, said=form.text("said"), ground=form.one_of(Ground, "ground"))
    use.refuse(visit.node, visit.actor, inquiry=inquiry, reply=reply)
    return visit.go(f"/inquiries/{inquiry}", "inquiry-sent")


@post("/inquiries/{inquiry:str}/delay", sync_to_thread=True)
def delay(visit: Asked, inquiry: FromPath[str]) -> Page:
    """Say that it takes longer, until when and why."""
    form = visit.form
    reply = Reply(extent=Extent.DELAYED, said=form.text("said"), until=form.moment("until"))
    use.refuse(visit.node, visit.actor, inquiry=inquiry, reply=reply)
    return visit.go(f"/inquiries/{inquiry}", "inquiry-sent")


PAGES = (inquiries, item, ask, approve, answer, refuse, delay)
