"""A tearline: what one counterpart would get, beside everything the notice holds; and a second person's yes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.claim import Claim
from tocsin.domain.entity import Entity
from tocsin.domain.ids import EntityId, TearlineId
from tocsin.domain.leak import Excuse, Leak
from tocsin.domain.night import Intent
from tocsin.domain.rule import Rule
from tocsin.domain.substance import is_without_substance
from tocsin.domain.tearline import Tearline, Withheld
from tocsin.domain.wording.plain import sentence
from tocsin.surfaces.console.lawful import asked_why_tearline
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.texts.leaks import proposal
from tocsin.usecases import browse, counterparts, nights, release


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A claim of the notice, and what the counterpart gets of it."""

    claim: Claim
    says: str
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Claims that stay here for one reason."""

    because: Rule
    portions: tuple[Portion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A trace by its number, and who stated that it is none."""

    number: int
    leak: Leak
    says: str  # the withheld claim, where it is one of the notice
    excuse: Excuse | None
    fills: Mapping[str, str]  # of the words in which a change is proposed


@get("/tearlines/{tearline:str}", sync_to_thread=True)
def tearline(visit: Asked, tearline: FromPath[str]) -> Page:
    """Show a tearline beside the whole notice."""
    ask = asked_why_tearline(visit, tearline)
    if ask is not None:
        return ask
    held = browse.tearline(visit.node, visit.actor, tearline=TearlineId(tearline))
    view = browse.notice(visit.node, visit.actor, notice=held.notice)
    entities = {entity.id: entity for entity in view.entities}
    portions = [_portion(claim, held, sentence(claim, entities)) for claim in view.claims]
    shared = [each for each in portions if each.claim.id in held.claims]
    known = {each.id: each for each in counterparts.listing(visit.node, visit.actor)}
    return visit.page(
        "tearline.html",
        tearline=held,
        lacks_substance=is_without_substance(held.missing),
        notice=view.notice,
        all_claims=len(portions),
        shared=shared,
        kept=tuple(_kept(portions, held)),
        letter=tuple(_lettered(held)),
        traces=tuple(_found(held, portions)),
        unheard=_unheard(portions, entities),
        entities=entities,
        counterpart=known[held.counterpart],
        delivery=next((each for each in view.deliveries if each.tearline == held.id), None),
        is_author=visit.actor.account in {held.author, view.notice.author},
        minimum=nights.of_tearline(visit.node, visit.actor, tearline=held.id),
        on_watch=nights.is_on_watch(visit.node, visit.actor),
        intents=tuple(Intent),
        people=browse.people(visit.node, visit.actor),
    )


@post("/tearlines/{tearline:str}/approval", sync_to_thread=True)
def approve(visit: Asked, tearline: FromPath[str]) -> Page:
    """Approve exactly the bytes that were shown: the form brings back their digest."""
    delivery = release.approve(
        visit.node, visit.actor, tearline=TearlineId(tearline), digest=visit.form.needed("digest")
    )
    return visit.go(f"/outbox/{delivery.id}", "released")


@post("/tearlines/{tearline:str}/excuses", sync_to_thread=True)
def excuse(visit: Asked, tearline: FromPath[str]) -> Page:
    """State that a trace the leak check found is none."""
    number, why = visit.form.needed("leak"), visit.form.needed("why")
    release.excuse(
        visit.node,
        visit.actor,
        tearline=TearlineId(tearline),
        leak=int(number) if number.isdecimal() else 0,
        why=why,
    )
    return visit.go(f"/tearlines/{tearline}", "excused")


def _unheard(portions: Iterable[Portion], entities: Mapping[EntityId, Entity]) -> tuple[Entity, ...]:
    """Return of whom the recipient does not hear because it is no authority."""
    kept = ((each.claim, part) for each in portions for part in each.withheld if part.because == Rule.NO_AUTHORITY)
    people = (who for claim, part in kept for who in ([part.entity] if part.entity is not None else claim.entities))
    return tuple(entities[who] for who in dict.fromkeys(people) if entities[who].is_identifiable)


def _lettered(held: Tearline) -> Iterable[tuple[str, int | None]]:
    """Cut the letter where traces begin and end: each piece with the number of the trace it is."""
    at = 0
    for number, leak in enumerate(held.leaks, start=1):
        if leak.start is None or leak.end is None or leak.start < at:
            continue
        yield held.text[at : leak.start], None
        yield held.text[leak.start : leak.end], number
        at = leak.end
    yield held.text[at:], None


def _found(held: Tearline, portions: Iterable[Portion]) -> Iterable[Found]:
    says = {each.claim.id: each.says for each in portions}
    excuses = {each.leak: each for each in held.excuses}
    for number, leak in enumerate(held.leaks, start=1):
        said = says.get(leak.claim, "") if leak.claim is not None else ""
        yield Found(number=number, leak=leak, says=said, excuse=excuses.get(number), fills=proposal(leak))


def _portion(claim: Claim, held: Tearline, says: str) -> Portion:
    return Portion(claim=claim, says=says, withheld=tuple(each for each in held.withheld if each.claim == claim.id))


def _kept(portions: Iterable[Portion], held: Tearline) -> Iterable[Kept]:
    """Gather what stays here by reason, what a person may want to change first, what is not theirs last."""
    staying = [each for each in portions if each.claim.id not in held.claims]
    for because in sorted(Rule, key=lambda rule: rule is Rule.NOT_THEIRS):
        found = tuple(each for each in staying if any(part.because is because for part in each.withheld))
        if found:
            yield Kept(because=because, portions=found)
