"""Duty: which countries and organisations ought to hear of some claims, and why.

`concerns` is the only duty rule. A reading calls it on draft claims, and its answer is provisional; a node
calls it again on confirmed ones. The rules themselves are lines of vocabulary/data/duty.toml.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, Status
from tocsin.domain.claim import Role as Part
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.vocabulary.duty import AHEAD, REASONS, RULES, SUSPECT_WORDS, Duty, Reason, Rule
from tocsin.vocabulary.harm import EVENT_TYPES

T = TypeVar("T")
# A firefighter is no fighter: a word of the list begins a word of the title.
_SUSPECT = re.compile(rf"\b(?:{'|'.join(map(re.escape, SUSPECT_WORDS))})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Somebody who ought to hear of something. Exactly one of `country` and `organisation` is set."""

    country: str | None  # ISO 3166-1 alpha-2
    reason: Reason
    duty: Duty
    why: str
    organisation: str | None = None
    events: tuple[ClaimId, ...] = ()
    entities: tuple[EntityId, ...] = ()
    attributes: tuple[ClaimId, ...] = ()  # what the rule read: nationality, country
    own_nationals: tuple[EntityId, ...] = ()  # identifiable people whose own state this is: the human-rights gate

    @property
    def key(self) -> str:
        """A name for this concern among those of one notice: stable while who and why are the same."""
        return f"{self.country or self.organisation}:{self.reason}"

    @property
    def claims(self) -> tuple[ClaimId, ...]:
        """Every claim it rests on."""
        return (*self.events, *self.attributes)

    @property
    def asks(self) -> bool:
        """Say whether it proposes a question rather than a notice."""
        return REASONS[self.reason].asks


def concerns(claims: Iterable[Claim], entities: Iterable[Entity]) -> tuple[Concern, ...]:
    """Find every concern in the claims, weightiest first, one for each (country, reason).

    Denied claims and background route nothing, nor do origin and birthplace. Whoever is detained goes nowhere any more.
    """
    facts = _Facts.of(claims, entities)
    found: dict[str, Concern] = {}
    for rule in RULES:
        for concern in _apply(rule, facts):
            known = found.get(concern.key)
            found[concern.key] = concern if known is None else _join(known, concern)
    kept = [concern for concern in found.values() if not _yields(concern, found)]
    return tuple(sorted(kept, key=lambda concern: (REASONS[concern.reason].weight, concern.key)))


def assign(concern: Concern, counterparts: Iterable[Counterpart]) -> tuple[Counterpart, ...]:
    """Return who is told for this concern, by our agreements and by nothing that a card says of itself.

    Nobody is a possible answer: such a concern is shown, never dropped.
    """
    return tuple(
        each
        for each in counterparts
        if concern.country in each.agreement.countries or concern.organisation in each.agreement.organisations
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """The claims, looked at from the side of the entities."""

    events: tuple[Claim, ...]
    entities: Mapping[EntityId, Entity]
    attributes: Mapping[EntityId, tuple[Claim, ...]]
    suspects: frozenset[EntityId]
    detained: frozenset[EntityId]
    is_plot: bool  # violence is still to come, or armed people are spoken of

    @classmethod
    def of(cls, claims: Iterable[Claim], entities: Iterable[Entity]) -> "_Facts":
        held = [claim for claim in claims if claim.status is not Status.DENIED and not claim.is_background]
        events = tuple(claim for claim in held if isinstance(claim.content, Event))
        attributes: dict[EntityId, tuple[Claim, ...]] = {}
        for claim in held:
            if isinstance(claim.content, Attribute):
                attributes[claim.content.entity] = (*attributes.get(claim.content.entity, ()), claim)
        known = {entity.id: entity for entity in entities}
        held_now = _taking_part(events, {"custody"}, {Part.DETAINEE})
        tried = _taking_part(events, {"procedure"}, {Part.SUBJECT}, types={"trial", "extradition"})
        freed = _taking_part(events, {"procedure"}, {Part.SUBJECT}, types={"release"})
        detained = frozenset((held_now | {each for each in tried if _is_human(known.get(each))}) - freed)
        suspects = detained | _suspects(events, attributes)
        return cls(events, known, attributes, suspects, detained, is_plot=bool(suspects))

    def values(self, entity: EntityId, kind: str) -> Iterator[tuple[str, Claim]]:
        for claim in self.attributes.get(entity, ()):
            if isinstance(claim.content, Attribute) and claim.content.kind == kind:
                yield claim.content.value, claim

    def holds(self, who: str, entity: EntityId) -> bool:
        match who:
            case "suspect":
                return entity in self.suspects and entity not in self.detained and not self._is_dead(entity)
            case "implicated":
                return entity in self.suspects
            case "innocent":
                return entity not in self.suspects
            case "detained":
                return entity in self.detained
            case _:
                return True

    def are_in(self, company: str, event: Event) -> bool:
        """Say whether such people take part; bombs that nobody is said to have built are the plotters' own."""
        people = [each.entity for each in event.participants]
        is_nobodys = event.type == "preparation" and company == "implicated" and self.is_plot
        return any(self.holds(company, each) for each in people) or (is_nobodys and not people)

    def _is_dead(self, entity: EntityId) -> bool:
        return entity in _taking_part(self.events, {"violence"}, {Part.VICTIM}, types={"killing", "execution"})


def _taking_part(
    events: Iterable[Claim], families: set[str], parts: set[Part], types: set[str] | None = None
) -> set[EntityId]:
    """Who takes such a part in what has happened, or is said to have."""
    found: set[EntityId] = set()
    for claim in events:
        event = claim.content
        if not isinstance(event, Event) or claim.status.value in AHEAD - {"ongoing"}:
            continue
        if (
            event.type in EVENT_TYPES
            and EVENT_TYPES[event.type].family in families
            and (types is None or event.type in types)
        ):
            found.update(each.entity for each in event.participants if each.role in parts)
    return found


def _suspects(events: Iterable[Claim], attributes: Mapping[EntityId, tuple[Claim, ...]]) -> set[EntityId]:
    """Who does or prepares violence or means to, who is called a suspect, and who belongs to those that do."""
    found = {
        each.entity
        for claim in events
        if isinstance(claim.content, Event) and EVENT_TYPES[claim.content.type].family in {"violence", "preparation"}
        for each in claim.content.participants
        if each.role is Part.PERPETRATOR
    }
    grown = True
    while grown:  # a member of a cell of an armed group is three steps away from it
        added = {
            entity
            for entity, claims in attributes.items()
            for claim in claims
            if isinstance(claim.content, Attribute) and _makes_suspect(claim.content, claim.status, found)
        }
        grown = not added <= found
        found |= added
    return found


def _makes_suspect(attribute: Attribute, status: Status, perpetrators: set[EntityId]) -> bool:
    """Say whether it tells of a suspect: "a member of the cell", "the bomber", "the alleged organiser"."""
    if attribute.kind is AttributeKind.MEMBERSHIP:
        return attribute.value in perpetrators
    if attribute.kind is not AttributeKind.ROLE:
        return False
    title = attribute.value.casefold()
    return status is Status.ALLEGED or attribute.organisation in perpetrators or _SUSPECT.search(title) is not None


def _apply(rule: Rule, facts: _Facts) -> Iterator[Concern]:
    if "entity" in rule.slots:
        for entity in facts.attributes:
            if _is_people(facts, entity) and facts.holds(rule.who, entity):
                yield from _read(rule, facts, None, entity)
        return
    for claim in facts.events:
        event = claim.content
        if not isinstance(event, Event) or not rule.covers(event.type, claim.status):
            continue
        if rule.company != "anyone" and not facts.are_in(rule.company, event):
            continue
        for entity in _fillers(rule, event, facts):
            if facts.holds(rule.who, entity):
                yield from _read(rule, facts, claim, entity)


def _is_people(facts: _Facts, entity: EntityId) -> bool:
    return _is_human(facts.entities.get(entity))


def _is_human(entity: Entity | None) -> bool:
    return entity is not None and entity.kind in {EntityKind.PERSON, EntityKind.GROUP}


def _fillers(rule: Rule, event: Event, facts: _Facts) -> Iterator[EntityId]:
    for place in event.places:
        if f"place:{place.role}" in rule.slots:
            yield place.entity
    for each in event.participants:
        is_gathering = each.entity in facts.entities and facts.entities[each.entity].kind is EntityKind.EVENT
        slot = f"event:{each.role}" if is_gathering else f"participant:{each.role}"
        if slot in rule.slots and not (rule.reads == "country" and _is_people(facts, each.entity)):
            yield each.entity


def _read(rule: Rule, facts: _Facts, claim: Claim | None, entity: EntityId) -> Iterator[Concern]:
    entry = REASONS[rule.reason]
    event = claim.content if claim is not None and isinstance(claim.content, Event) else None
    harm = event is not None and EVENT_TYPES[event.type].qualifying
    for country, attribute in facts.values(entity, rule.reads):
        people = () if event is None else tuple(each.entity for each in event.participants)
        involved = tuple(dict.fromkeys((entity, *people)))
        yield Concern(
            country=country,
            reason=rule.reason,
            duty=entry.duty if harm or entry.duty is Duty.INFORM else Duty.INFORM,
            why=_why(rule, facts, claim, entity),
            events=() if claim is None else (claim.id,),
            entities=involved,
            attributes=(attribute.id,),
            own_nationals=tuple(each for each in involved if _is_own(facts, each, country)),
        )


def _is_own(facts: _Facts, entity: EntityId, country: str) -> bool:
    known = facts.entities.get(entity)
    if known is None or not known.is_identifiable:
        return False
    return any(value == country for value, _ in facts.values(entity, AttributeKind.NATIONALITY))


def _why(rule: Rule, facts: _Facts, claim: Claim | None, entity: EntityId) -> str:
    """Say it in one sentence: the reason, what is said to happen, to what, and by whom."""
    name = _called(facts, entity)
    reason = REASONS[rule.reason].why
    if claim is None or not isinstance(claim.content, Event):
        return f"{reason}: {name}"
    stage = "" if claim.status is Status.OCCURRED else f"{claim.status.value} "
    doers = [each.entity for each in claim.content.participants if each.role is Part.PERPETRATOR]
    others = [_called(facts, each) for each in doers if each != entity][:2]
    return f"{reason}: {stage}{claim.content.type}, {name}" + (f", by {' and '.join(others)}" if others else "")


def _called(facts: _Facts, entity: EntityId) -> str:
    return facts.entities[entity].name if entity in facts.entities else "somebody"


def _join(first: Concern, second: Concern) -> Concern:
    """One concern from two with the same key: both sets of claims, the stronger duty, the first why."""
    return replace(
        first,
        duty=Duty.WARN if Duty.WARN in {first.duty, second.duty} else Duty.INFORM,
        events=_union(first.events, second.events),
        entities=_union(first.entities, second.entities),
        attributes=_union(first.attributes, second.attributes),
        own_nationals=_union(first.own_nationals, second.own_nationals),
    )


def _union(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _yields(concern: Concern, found: Mapping[str, Concern]) -> bool:
    stronger = REASONS[concern.reason].yields_to
    return stronger is not None and f"{concern.country or concern.organisation}:{stronger}" in found
