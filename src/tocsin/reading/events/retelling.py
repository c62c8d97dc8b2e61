"""Retelling: one event told twice is one event, with the words of both tellings.

Two are one if they are of one sort, share whom or what it is about, and no date speaks against it.
"""

from collections.abc import Iterable
from dataclasses import replace

from tocsin.domain.claim import Claim, Event, Role
from tocsin.domain.ids import EntityId
from tocsin.vocabulary.duty import AHEAD
from tocsin.vocabulary.harm import EVENT_TYPES

_ABOUT = {
    "custody": (frozenset({Role.DETAINEE}),),
    "violence": (frozenset({Role.VICTIM}), frozenset({Role.PERPETRATOR})),
    "movement": (frozenset({Role.TRAVELLER}),),
}
_SHARED = frozenset({Role.DETAINEE, Role.VICTIM, Role.PERPETRATOR, Role.TRAVELLER})


def merged(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Join the tellings of one event, each into the first."""
    kept: list[Claim] = []
    told: dict[EntityId, list[int]] = {}  # of whom: two tellings that share nobody need not be compared
    for claim in claims:
        whom = _whom(claim)
        near = sorted({at for each in whom for at in told.get(each, ())})
        at = next((at for at in near if _is_same(kept[at], claim)), len(kept))
        if at < len(kept):
            kept[at] = _join(kept[at], claim)
        else:
            kept.append(claim)
        for each in whom:
            told.setdefault(each, []).append(at)
    return tuple(kept)


def _whom(claim: Claim) -> set[EntityId]:
    event = claim.content
    if not isinstance(event, Event):
        return set()
    return {each.entity for each in event.participants if each.role in _SHARED}


def _is_same(one: Claim, other: Claim) -> bool:
    first, second = one.content, other.content
    if not isinstance(first, Event) or not isinstance(second, Event):
        return False
    family = EVENT_TYPES[first.type].family
    is_one_sort = first.type == second.type or (
        family in {"custody", "movement"} and EVENT_TYPES[second.type].family == family
    )
    if not is_one_sort or family not in _ABOUT or _stage(one) != _stage(other) or _dates_differ(first, second):
        return False
    if family == "custody":
        return bool(_who(first, Role.DETAINEE) & _who(second, Role.DETAINEE))
    if family == "movement":
        return bool(_who(first, Role.TRAVELLER) & _who(second, Role.TRAVELLER)) and not _legs_differ(first, second)
    if _who(first, Role.VICTIM) & _who(second, Role.VICTIM):
        return True
    shared_doers = _who(first, Role.PERPETRATOR) & _who(second, Role.PERPETRATOR)
    return bool(shared_doers) and bool(_aims(first) & _aims(second))


def _stage(claim: Claim) -> str:
    return "ahead" if claim.status.value in AHEAD else claim.status.value if claim.status == "denied" else "past"


def _who(event: Event, role: Role) -> set[EntityId]:
    return {each.entity for each in event.participants if each.role is role}


def _aims(event: Event) -> set[EntityId]:
    return {each.entity for each in event.places} | _who(event, Role.TARGET)


def _legs_differ(first: Event, second: Event) -> bool:
    """Say whether they lead somewhere else, or set out from elsewhere."""
    legs = {each.role: each.entity for each in first.places}
    return any(legs.get(each.role, each.entity) != each.entity for each in second.places)


def _dates_differ(first: Event, second: Event) -> bool:
    if first.time is None or second.time is None or first.time.start is None or second.time.start is None:
        return False
    return first.time.start[-5:] != second.time.start[-5:] and first.time.precision == second.time.precision == "day"


def _join(one: Claim, other: Claim) -> Claim:
    first, second = one.content, other.content
    assert isinstance(first, Event)  # noqa: S101 - `_is_same` asked
    assert isinstance(second, Event)  # noqa: S101 - `_is_same` asked
    known = {each.entity for each in first.participants}
    added = tuple(each for each in second.participants if each.entity not in known)
    places = first.places or second.places
    places = tuple(dict.fromkeys((*places, *(each for each in second.places if each.role != "at" or not first.places))))
    content = replace(
        first,
        participants=(*first.participants, *added),
        places=places,
        time=first.time or second.time,
        likelihood=first.likelihood or second.likelihood,
    )
    grounds = tuple(dict.fromkeys((*one.grounds, *other.grounds)))
    evidence = tuple(dict.fromkeys((*one.evidence, *other.evidence)))
    return replace(
        one, content=content, evidence=evidence, attribution=one.attribution or other.attribution, grounds=grounds
    )
