"""Merge: what two readers say of one report becomes one reading, in which each claim says who found it.

The default reader's entities and claims stand. Where the endpoint tells the same event, the claim is one, found by
both, and what only the endpoint says of it fills what the default reader left open. It overrules nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event
from tocsin.domain.duty import concerns
from tocsin.domain.entity import Entity
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.readers import Share
from tocsin.domain.reading import Reading
from tocsin.reading.endpoint.locate import level
from tocsin.vocabulary.harm import EVENT_TYPES

_SAME_WORDS = 0.5  # of two overlapping mentions, how much is common: "the two men of X" is not X


def merge(first: Reading, second: Reading) -> Reading:
    """Add the second reading to the first."""
    names = _same(first.entities, second.entities)
    entities = _together(first.entities, second.entities, names)
    claims = list(first.claims)
    placed = {entity.id for entity in first.entities}
    for claim in (renamed(claim, names) for claim in second.claims):
        if _is_whereabouts(claim) and claim.entities[0] in placed:
            continue  # where it lies is the gazetteer's answer, and the first reader knew the context
        at = next((at for at, other in enumerate(claims) if _is_same(other, claim)), None)
        if at is None:
            claims.append(claim)
        else:
            claims[at] = _join(claims[at], claim)
    was_read = second.unread_because is None
    return numbered(
        replace(
            first,
            reader=f"{first.reader} + {second.reader}",
            entities=entities,
            claims=tuple(claims),
            unread_because=None if was_read else first.unread_because,
            shares=_shares(first, second, claims),
        )
    )


def numbered(reading: Reading) -> Reading:
    """Number entities by first mention and claims by first quote, and work out whom they concern."""
    people = sorted(reading.entities, key=lambda each: each.mentions[0].span.start)
    names = {each.id: EntityId(f"e{number}") for number, each in enumerate(people, start=1)}
    entities = tuple(replace(each, id=names[each.id]) for each in people)
    known = [renamed(claim, names) for claim in reading.claims]
    attributes = [claim for claim in known if isinstance(claim.content, Attribute)]
    events = [claim for claim in known if isinstance(claim.content, Event)]
    order = {each.id: number for number, each in enumerate(entities)}
    attributes.sort(key=lambda claim: order[claim.entities[0]])
    events.sort(key=_place)
    claims = (*_counted("a", attributes), *_counted("v", events))
    return replace(reading, entities=entities, claims=claims, concerns=concerns(claims, entities))


def renamed(claim: Claim, names: Mapping[EntityId, EntityId]) -> Claim:
    """Put other entities into a claim."""

    def name(entity: EntityId) -> EntityId:
        return names.get(entity, entity)

    grounds = tuple(
        replace(each, entity=name(each.entity)) if each.entity is not None else each for each in claim.grounds
    )
    content = claim.content
    if isinstance(content, Event):
        people = tuple(dict.fromkeys(replace(each, entity=name(each.entity)) for each in content.participants))
        places = tuple(dict.fromkeys(replace(each, entity=name(each.entity)) for each in content.places))
        return replace(claim, content=replace(content, participants=people, places=places), grounds=grounds)
    is_reference = content.kind is AttributeKind.MEMBERSHIP
    content = replace(
        content,
        entity=name(content.entity),
        value=name(EntityId(content.value)) if is_reference else content.value,
        organisation=name(content.organisation) if content.organisation is not None else None,
        place=name(content.place) if content.place is not None else None,
    )
    return replace(claim, content=content, grounds=grounds)


def _same(known: Iterable[Entity], told: Iterable[Entity]) -> dict[EntityId, EntityId]:
    """Say which of the first reader's entities each of the second's is: by its words, else by its name."""
    mentions = [(mention.span, entity.id) for entity in known for mention in entity.mentions]
    by_name = {level(entity.name): entity.id for entity in known}
    found: dict[EntityId, EntityId] = {}
    for entity in told:
        best = max(
            ((_share(span.start, span.end, mention.span.start, mention.span.end), id_)
             for mention in entity.mentions for span, id_ in mentions),
            default=(0.0, entity.id),
            key=lambda each: each[0],
        )  # fmt: skip
        same = best[1] if best[0] >= _SAME_WORDS else by_name.get(level(entity.name))
        found[entity.id] = same or entity.id
    return found


def _share(start: int, end: int, other_start: int, other_end: int) -> float:
    """How much of two stretches is common to both."""
    common = min(end, other_end) - max(start, other_start)
    return max(common, 0) / (max(end, other_end) - min(start, other_start))


def _together(
    known: Iterable[Entity], told: Iterable[Entity], names: Mapping[EntityId, EntityId]
) -> tuple[Entity, ...]:
    """Put both readers' entities together; whoever is known stays as the first reader has them."""
    return (*known, *(each for each in told if names[each.id] == each.id))


def _is_same(one: Claim, other: Claim) -> bool:
    first, second = one.content, other.content
    if isinstance(first, Event) and isinstance(second, Event):
        return _is_same_event(one, first, other, second)
    return isinstance(first, Attribute) and isinstance(second, Attribute) and _said(first) == _said(second)


def _is_same_event(one: Claim, first: Event, other: Claim, second: Event) -> bool:
    """One event has one trigger; or its quotes meet, and somebody or some place plays the same part in both."""
    if EVENT_TYPES[first.type].family != EVENT_TYPES[second.type].family:
        return False
    if first.trigger.overlaps(second.trigger):
        return True
    quotes_meet = any(mine.overlaps(theirs) for mine in one.evidence for theirs in other.evidence)
    parts = {*first.participants, *first.places} & {*second.participants, *second.places}
    return first.type == second.type and one.status == other.status and quotes_meet and bool(parts)


def _is_whereabouts(claim: Claim) -> bool:
    return isinstance(claim.content, Attribute) and claim.content.kind is AttributeKind.COUNTRY


def _said(content: Attribute) -> tuple[EntityId, AttributeKind, str]:
    return content.entity, content.kind, level(content.value)


def _join(one: Claim, other: Claim) -> Claim:
    """One claim found by both: the first reader's, its gaps filled by the second's."""
    joined = replace(
        one,
        also_found_by=tuple(
            dict.fromkeys(each for each in (*one.also_found_by, *other.finders) if each != one.found_by)
        ),
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
        attribution=one.attribution or other.attribution,
        grounds=(*one.grounds, *other.grounds),
    )
    first, second = one.content, other.content
    if not isinstance(first, Event) or not isinstance(second, Event):
        return joined
    roles = {each.role for each in first.participants}
    known = set(one.entities)
    people = (each for each in second.participants if each.role not in roles and each.entity not in known)
    kinds = {each.role for each in first.places}
    places = (each for each in second.places if each.role not in kinds and each.entity not in known)
    content = replace(
        first,
        participants=(*first.participants, *people),
        places=(*first.places, *places),
        time=first.time or second.time,
    )
    return replace(joined, content=content)


def _shares(first: Reading, second: Reading, claims: Iterable[Claim]) -> tuple[Share, ...]:
    listed = list(claims)
    return tuple(
        replace(share, claims=sum(share.reader in claim.finders for claim in listed))
        for share in (*first.shares, *second.shares)
    )


def _place(claim: Claim) -> int:
    return claim.content.trigger.start if isinstance(claim.content, Event) else claim.evidence[0].start


def _counted(letter: str, claims: Iterable[Claim]) -> Iterator[Claim]:
    for number, claim in enumerate(claims, start=1):
        yield replace(claim, id=ClaimId(f"{letter}{number}"))
