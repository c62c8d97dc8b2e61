"""A tearline: what one counterpart would get, beside everything the notice holds; and a second person's yes."""

from collections.abc import Iterable
from dataclasses import dataclass

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.claim import Claim
from tocsin.domain.ids import TearlineId
from tocsin.domain.tearline import Because, Tearline, Withheld
from tocsin.domain.wording import sentence
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import browse, counterparts, release


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A claim of the notice, and what the counterpart gets of it."""

    claim: Claim
    says: str
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Claims that stay here for one reason."""

    because: Because
    portions: tuple[Portion, ...]


@get("/tearlines/{tearline:str}", sync_to_thread=True)
def tearline(visit: Asked, tearline: FromPath[str]) -> Page:
    """Show a tearline beside the whole notice."""
    held = browse.tearline(visit.node, visit.actor, tearline=TearlineId(tearline))
    view = browse.notice(visit.node, visit.actor, notice=held.notice)
    entities = {entity.id: entity for entity in view.entities}
    portions = [_portion(claim, held, sentence(claim, entities)) for claim in view.claims]
    shared = [each for each in portions if each.claim.id in held.claims]
    known = {each.id: each for each in counterparts.listing(visit.node, visit.actor)}
    return visit.page(
        "tearline.html",
        tearline=held,
        notice=view.notice,
        all_claims=len(portions),
        shared=shared,
        kept=tuple(_kept(portions, held)),
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


def _portion(claim: Claim, held: Tearline, says: str) -> Portion:
    return Portion(claim=claim, says=says, withheld=tuple(each for each in held.withheld if each.claim == claim.id))


def _kept(portions: Iterable[Portion], held: Tearline) -> Iterable[Kept]:
    """Gather what stays here by reason, what a person may want to change first, what is not theirs last."""
    staying = [each for each in portions if each.claim.id not in held.claims]
    for because in sorted(Because, key=lambda reason: reason is Because.NOT_THEIRS):
        found = tuple(each for each in staying if any(part.because is because for part in each.withheld))
        if found:
            yield Kept(because=because, portions=found)
