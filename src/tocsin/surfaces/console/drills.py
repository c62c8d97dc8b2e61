"""Drills: exercises on a page of their own, marked as such from top to bottom."""

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.ids import CounterpartId, MessageId
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import counterparts
from tocsin.usecases import drills as use


@get("/drills", sync_to_thread=True)
def drills(visit: Asked) -> Page:
    """List the exercises that came and that went."""
    known = counterparts.listing(visit.node, visit.actor)
    return visit.page(
        "drills.html",
        received=use.received(visit.node, visit.actor),
        sent=use.sent(visit.node, visit.actor),
        names={each.id: each.name for each in known},
        nodes=[each for each in known if each.node_id is not None],
    )


@post("/drills", sync_to_thread=True)
def send(visit: Asked) -> Page:
    """Send an exercise."""
    use.send(visit.node, visit.actor, to=CounterpartId(visit.form.needed("to")))
    return visit.go("/drills", "exercised")


@post("/drills/{message:str}/answer", sync_to_thread=True)
def answer(visit: Asked, message: FromPath[str]) -> Page:
    """Answer an exercise."""
    use.answer(visit.node, visit.actor, message=MessageId(message))
    return visit.go("/drills", "exercise-answered")
