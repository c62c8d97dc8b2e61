"""Lines: the page that says whether a warning would reach each counterpart now."""

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.ids import CounterpartId
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import epochs
from tocsin.usecases import lines as use


@get("/lines", sync_to_thread=True)
def lines(visit: Asked) -> Page:
    """Show every counterpart, the worst reached first."""
    return visit.page("lines.html", states=use.states(visit.node, visit.actor))


@post("/lines/{counterpart:str}/epochs/{number:str}", sync_to_thread=True)
def accept(visit: Asked, counterpart: FromPath[str], number: FromPath[str]) -> Page:
    """Accept that a counterpart counts anew, after a person has rung it."""
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 20 else 0
    epochs.accept(visit.node, visit.actor, counterpart=CounterpartId(counterpart), number=wanted)
    return visit.go("/lines", "accepted")
