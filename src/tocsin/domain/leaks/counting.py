"""Counting: somebody who is not named can be found by counting those who are.

"Four men" and three names leave one; four men told of yesterday and three today leave one too. Everything that the
counterpart already holds of the same events counts as told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.domain.claim import AttributeKind, Claim, Event
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.ids import ClaimId, EntityId


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """A group whose count leaves exactly one person who is hidden from the counterpart."""

    group: EntityId
    claim: ClaimId


def remainders(
    claims: Sequence[Claim],
    entities: Mapping[EntityId, Entity],
    *,
    told: frozenset[EntityId],
    hidden: frozenset[EntityId],
) -> Iterator[Remainder]:
    """Find groups that are told of, with a count, and by which somebody hidden would be the one left over."""
    named = [each for each in told if _is_person(entities.get(each))]
    beside = {each: _around(claims, each) for each in (*hidden, *named)}
    for person in hidden:
        counts = {each: _count(entities.get(each)) or 0 for each in beside[person] if each in told}
        for group, count in counts.items():
            members = [each for each in named if group in beside[each]]
            is_last = count == len(members) + 1 and bool(members)
            if count and (is_last or count - 1 in (other for each, other in counts.items() if each != group)):
                yield Remainder(group=group, claim=beside[person][group])


def _around(claims: Iterable[Claim], who: EntityId) -> dict[EntityId, ClaimId]:
    """Those who take part in something with somebody, or to whom he is said to belong, by the claim that says so."""
    found: dict[EntityId, ClaimId] = {}
    for claim in claims:
        content = claim.content
        if isinstance(content, Event):
            people = [each.entity for each in content.participants]
            if who in people:
                found |= {each: claim.id for each in people if each != who}
        elif content.kind is AttributeKind.MEMBERSHIP and who in {content.entity, content.value}:
            other = EntityId(content.value) if content.entity == who else content.entity
            found[other] = claim.id
    return found


def _count(entity: Entity | None) -> int | None:
    return entity.count if entity is not None and entity.kind is EntityKind.GROUP else None


def _is_person(entity: Entity | None) -> bool:
    return entity is not None and entity.kind is EntityKind.PERSON
