"""Directly: the page on which whoever is no authority is let hear of one person, and its authority afterwards."""

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.direct import Direct
from tocsin.domain.errors import NotFoundError
from tocsin.domain.ids import CounterpartId, EntityId, NoticeId
from tocsin.surfaces.console.lawful import asked_why_notice
from tocsin.surfaces.console.visit import Asked, Page, Visit
from tocsin.usecases import browse, counterparts
from tocsin.usecases import directs as use


@get("/directs/new", sync_to_thread=True)
def new(visit: Asked) -> Page:
    """Ask for the reasons why one person may be made known."""
    wanted = {name: visit.query.get(name, "") for name in ("notice", "person", "counterpart")}
    return _page(visit, None, **wanted)


@post("/directs", sync_to_thread=True)
def decide(visit: Asked) -> Page:
    """Decide it."""
    form = visit.form
    made = use.decide(
        visit.node,
        visit.actor,
        notice=NoticeId(form.needed("notice")),
        person=EntityId(form.needed("person")),
        to=CounterpartId(form.needed("counterpart")),
        plea=use.Necessity(
            necessity=form.text("necessity"), route=form.text("route"), authority=form.text("authority")
        ),
    )
    return visit.go(f"/directs/{made.id}", "direct-decided")


@get("/directs/{direct:str}", sync_to_thread=True)
def item(visit: Asked, direct: FromPath[str]) -> Page:
    """Show what was decided."""
    held = next((each for each in use.listing(visit.node, visit.actor) if each.id == direct), None)
    if held is None:
        raise NotFoundError(f"there is no decision {direct}")
    return _page(visit, held, notice=held.notice, person=held.person, counterpart=held.counterpart)


@post("/directs/{direct:str}/told", sync_to_thread=True)
def told(visit: Asked, direct: FromPath[str]) -> Page:
    """Record how the authority was told."""
    use.authority_told(visit.node, visit.actor, direct=direct, said=visit.form.text("said"))
    return visit.go(f"/directs/{direct}", "authority-told")


def _page(visit: Visit, held: Direct | None, *, notice: str, person: str, counterpart: str) -> Page:
    ask = asked_why_notice(visit, notice)
    if ask is not None:
        return ask
    known = {each.id: each for each in counterparts.listing(visit.node, visit.actor)}
    if counterpart not in known:
        raise NotFoundError("there is no such counterpart")
    names = {each.id: each.name for each in browse.notice(visit.node, visit.actor, notice=NoticeId(notice)).entities}
    return visit.page(
        "direct.html",
        held=held,
        tells=visit.may(*use.TELLERS),
        notice=notice,
        person=person,
        name=names.get(EntityId(person), person),
        counterpart=known[CounterpartId(counterpart)],
        people=browse.people(visit.node, visit.actor),
    )


PAGES = (new, decide, item, told)
