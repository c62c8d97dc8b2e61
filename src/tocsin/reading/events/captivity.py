"""Captivity: who is held by whom. Whoever was kidnapped and is "still being held" is no detainee but a hostage."""

from collections.abc import Iterable
from dataclasses import replace

from tocsin.domain.claim import Claim, Event, Participant, Role, Status
from tocsin.domain.ids import EntityId
from tocsin.vocabulary.harm import EVENT_TYPES

_TAKEN = frozenset({"kidnapping", "hostage taking"})
_FREED = frozenset({"release"})
_HOLDING = frozenset({"held", "hold", "holds", "holding", "kept"})
_ROLES = {Role.DETAINEE: Role.VICTIM, Role.AUTHORITY: Role.PERPETRATOR}


def captivity(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Make hostages of the detained who are said to have been kidnapped."""
    held = tuple(claims)
    victims = {each for claim in held for each in _people(claim, _TAKEN, Role.VICTIM)}
    freed = {each for claim in held for each in _people(claim, _FREED, Role.SUBJECT)}
    hostages = (_as_hostages(claim) if _is_of(claim, victims - freed) else claim for claim in held)
    return tuple(_as_still_held(claim) if _is_holding(claim, freed) else claim for claim in hostages)


def _people(claim: Claim, types: frozenset[str], role: Role) -> Iterable[EntityId]:
    event = claim.content
    if isinstance(event, Event) and event.type in types and claim.status is not Status.DENIED:
        yield from (each.entity for each in event.participants if each.role is role)


def _is_of(claim: Claim, victims: set[EntityId]) -> bool:
    event = claim.content
    if not isinstance(event, Event) or EVENT_TYPES[event.type].family != "custody":
        return False
    return any(each.role is Role.DETAINEE and each.entity in victims for each in event.participants)


def _is_holding(claim: Claim, freed: set[EntityId]) -> bool:
    """Read "has been held for 80 days": who is not said to be free, nor held in some year, is still held."""
    event = claim.content
    if not isinstance(event, Event) or event.type != "hostage taking" or claim.status is not Status.OCCURRED:
        return False
    people = {each.entity for each in event.participants if each.role is Role.VICTIM}
    is_dated = event.time is not None and event.time.start is not None
    return event.trigger.text.casefold() in _HOLDING and not is_dated and not people & freed


def _as_still_held(claim: Claim) -> Claim:
    return replace(claim, status=Status.ONGOING)


def _as_hostages(claim: Claim) -> Claim:
    event = claim.content
    assert isinstance(event, Event)  # noqa: S101 - `_is_of` asked
    people = tuple(
        Participant(role=_ROLES.get(each.role, each.role), entity=each.entity) for each in event.participants
    )
    status = Status.ONGOING if claim.status is Status.OCCURRED else claim.status
    return replace(claim, content=replace(event, type="hostage taking", participants=people), status=status)
