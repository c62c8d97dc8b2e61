"""A tearline: what one counterpart would get, beside everything the notice holds; and a second person's yes."""

from collections.abc import Iterable
from dataclasses import dataclass

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.claim import Claim
from tocsin.domain.ids import TearlineId
from tocsin.domain.tearline import Tearline, Withheld
from tocsin.domain.wording import sentence
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import browse, counterparts, release
from tocsin.wire.bodies import read_alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A claim of the notice, and what the counterpart gets of it."""

    claim: Claim
    says: str
    is_shared: bool
    withheld: tuple[Withheld, ...]


@get("/tearlines/{tearline:str}", sync_to_thread=True)
def tearline(visit: Asked, tearline: FromPath[str]) -> Page:
    """Show a tearline beside the whole notice."""
    held = browse.tearline(visit.node, visit.actor, tearline=TearlineId(tearline))
    view = browse.notice(visit.node, visit.actor, notice=held.notice)
    entities = {entity.id: entity for entity in view.entities}
    portions = tuple(_portions(held, view.claims, {claim.id: sentence(claim, entities) for claim in view.claims}))
    known = {each.id: each for each in counterparts.listing(visit.node, visit.actor)}
    return visit.page(
        "tearline.html",
        tearline=held,
        alert=read_alert(held.body),
        notice=view.notice,
        portions=portions,
        shared=sum(each.is_shared for each in portions),
        entities=entities,
        counterpart=known[held.counterpart],
        delivery=next((each for each in view.deliveries if each.tearline == held.id), None),
        is_author=visit.actor.account in {held.author, view.notice.author},
        people=browse.people(visit.node, visit.actor),
    )


@post("/tearlines/{tearline:str}/approval", sync_to_thread=True)
def approve(visit: Asked, tearline: FromPath[str]) -> Page:
    """Approve exactly the bytes that were shown: the form brings back their digest."""
    delivery = release.approve(
        visit.node, visit.actor, tearline=TearlineId(tearline), digest=visit.form.needed("digest")
    )
    return visit.go(f"/outbox/{delivery.id}", "released")


def _portions(held: Tearline, claims: Iterable[Claim], says: dict[str, str]) -> Iterable[Portion]:
    for claim in claims:
        yield Portion(
            claim=claim,
            says=says[claim.id],
            is_shared=claim.id in held.claims,
            withheld=tuple(each for each in held.withheld if each.claim == claim.id),
        )
