"""Consent and emergency: who is asked before others are told, what they say, and what went without waiting."""

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.consent import Conditions, Ground, Part, Reply, Verdict
from tocsin.domain.ids import CounterpartId, NoticeId
from tocsin.domain.wording.plain import sentence
from tocsin.surfaces.console.form import Form, word
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import browse, counterparts
from tocsin.usecases import consents as use
from tocsin.usecases import emergencies as urgent
from tocsin.vocabulary.tlp import Tlp


@get("/consents", sync_to_thread=True)
def consents(visit: Asked) -> Page:
    """List requests for consent and emergencies, the newest first."""
    return visit.page(
        "consents.html",
        consents=use.listing(visit.node, visit.actor)[::-1],
        emergencies=urgent.listing(visit.node, visit.actor)[::-1],
        counterparts={each.id: each for each in counterparts.listing(visit.node, visit.actor)},
    )


@get("/consents/{consent:str}", sync_to_thread=True)
def item(visit: Asked, consent: FromPath[str]) -> Page:
    """Show one request, and what it is about where it is ours to answer."""
    held = use.named(visit.node, visit.actor, consent=consent)
    told = use.about(visit.node, visit.actor, consent=consent)
    entities = {each.id: each for each in told.entities}
    return visit.page(
        "consent.html",
        held=held,
        counterpart=counterparts.named(visit.node, name=held.counterpart),
        notice=told.notice,
        says=[sentence(claim, entities) for claim in told.claims],
        people=browse.people(visit.node, visit.actor),
        parts=tuple(Part),
        markings=tuple(Tlp),
    )


@post("/notices/{notice:str}/consents", sync_to_thread=True)
def ask(visit: Asked, notice: FromPath[str]) -> Page:
    """Ask whoever told us."""
    to = CounterpartId(visit.form.needed("counterpart"))
    use.ask(visit.node, visit.actor, notice=NoticeId(notice), to=to, ground=visit.form.one_of(Ground, "ground"))
    return visit.go("/consents", "consent-asked")


@post("/consents/{consent:str}/answer", sync_to_thread=True)
def answer(visit: Asked, consent: FromPath[str]) -> Page:
    """Say yes, yes under conditions, or no."""
    use.answer(visit.node, visit.actor, consent=consent, reply=_reply(visit.form))
    return visit.go(f"/consents/{consent}", "consent-answered")


@post("/notices/{notice:str}/emergencies", sync_to_thread=True)
def propose(visit: Asked, notice: FromPath[str]) -> Page:
    """Propose to tell at once."""
    form = visit.form
    made = urgent.propose(
        visit.node,
        visit.actor,
        notice=NoticeId(notice),
        to=CounterpartId(form.needed("counterpart")),
        threat=form.text("threat"),
        why_no_time=form.text("why_no_time"),
    )
    return visit.go(f"/emergencies/{made.id}", "emergency-proposed")


@get("/emergencies/{emergency:str}", sync_to_thread=True)
def emergency(visit: Asked, emergency: FromPath[str]) -> Page:
    """Show one emergency."""
    held = urgent.named(visit.node, visit.actor, emergency=emergency)
    return visit.page(
        "emergency.html",
        held=held,
        counterpart=counterparts.named(visit.node, name=held.counterpart),
        people=browse.people(visit.node, visit.actor),
    )


@post("/emergencies/{emergency:str}/confirmation", sync_to_thread=True)
def confirm(visit: Asked, emergency: FromPath[str]) -> Page:
    """Agree, as a second person."""
    made = urgent.confirm(visit.node, visit.actor, emergency=emergency)
    return visit.go(f"/notices/{made.notice}", "emergency-confirmed")


@post("/emergencies/{emergency:str}/review", sync_to_thread=True)
def review(visit: Asked, emergency: FromPath[str]) -> Page:
    """Say what the review found, as a third person."""
    urgent.review(visit.node, visit.actor, emergency=emergency, said=visit.form.text("said"))
    return visit.go(f"/emergencies/{emergency}", "emergency-reviewed")


def _reply(form: Form) -> Reply:
    if form.one_of(Verdict, "verdict") is Verdict.DENIED:
        return Reply(verdict=Verdict.DENIED)
    conditions = Conditions(
        leave_out=tuple(sorted({word(Part, each) for each in form.every("leave_out")})),
        mark=form.one_of(Tlp, "mark") if form.has("mark") else None,
        only=tuple(sorted(set(form.every("only")))),
        until=form.day("until"),
    )
    return Reply(verdict=Verdict.CONDITIONAL if conditions.bind else Verdict.GRANTED, conditions=conditions)


PAGES = (consents, item, ask, answer, propose, emergency, confirm, review)
