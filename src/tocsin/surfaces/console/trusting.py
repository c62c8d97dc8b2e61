"""Whether mail passes between us and a counterpart, and by which of its cards: the forms on its page."""

from litestar import post
from litestar.params import FromPath

from tocsin.domain.ids import CounterpartId
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import trust


@post("/counterparts/{counterpart:str}/suspension", sync_to_thread=True)
def suspend(visit: Asked, counterpart: FromPath[str]) -> Page:
    """Let no mail pass."""
    trust.suspend(visit.node, visit.actor, counterpart=CounterpartId(counterpart), because=visit.form.needed("because"))
    return visit.go(f"/counterparts/{counterpart}", "suspended")


@post("/counterparts/{counterpart:str}/resumption", sync_to_thread=True)
def resume(visit: Asked, counterpart: FromPath[str]) -> Page:
    """Let mail pass again, by the card whose fingerprint they read out."""
    spoken = visit.form.needed("fingerprint")
    trust.resume(visit.node, visit.actor, counterpart=CounterpartId(counterpart), fingerprint=spoken)
    return visit.go(f"/counterparts/{counterpart}", "resumed")


@post("/counterparts/{counterpart:str}/acceptance", sync_to_thread=True)
def accept(visit: Asked, counterpart: FromPath[str]) -> Page:
    """Go by the card that waits."""
    trust.accept_card(visit.node, visit.actor, counterpart=CounterpartId(counterpart))
    return visit.go(f"/counterparts/{counterpart}", "card-accepted")


@post("/counterparts/{counterpart:str}/card", sync_to_thread=True)
def take_card(visit: Asked, counterpart: FromPath[str]) -> Page:
    """Take a newer card that came by hand."""
    held = CounterpartId(counterpart)
    outcome = trust.take_card(visit.node, visit.actor, counterpart=held, card=visit.form.file("card").data)
    return visit.go(f"/counterparts/{counterpart}", f"card-{outcome}")


PAGES = (suspend, resume, accept, take_card)
