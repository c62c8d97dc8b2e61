"""Legs: whoever goes to one country and on from there to another passes through the first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tocsin.domain.claim import AttributeKind, Claim, Event, PlaceRole, Role
from tocsin.domain.ids import EntityId
from tocsin.reading import lexicon
from tocsin.vocabulary.harm import EVENT_TYPES

_NEAR = 400  # characters between the words for one leg and for the next
_ONWARD = re.compile(rf"\b(?:{'|'.join(lexicon.table('stays')['onward'])})\b", re.IGNORECASE)


def joined_up(text: str, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Let every place that a later leg leaves be one that is passed through."""
    countries = {
        claim.content.entity: claim.content.value
        for claim in claims
        if not isinstance(claim.content, Event) and claim.content.kind is AttributeKind.COUNTRY
    }
    legs = [claim.content for claim in claims if isinstance(claim.content, Event) and _is_leg(claim.content)]
    for claim in claims:
        content = claim.content
        later = _next(text, content, legs, countries) if isinstance(content, Event) and _is_leg(content) else None
        yield claim if later is None or not isinstance(content, Event) else replace(claim, content=_through(content))


def _is_leg(event: Event) -> bool:
    return EVENT_TYPES[event.type].family == "movement" and bool(_places(event, PlaceRole.TO))


def _next(text: str, leg: Event, legs: Sequence[Event], countries: Mapping[EntityId, str]) -> Event | None:
    """Return the leg by which the same people go on from where this one ends."""
    ends = {countries.get(each) for each in _places(leg, PlaceRole.TO)} - {None}
    for other in legs:
        between = other.trigger.start - leg.trigger.end
        there = {countries.get(each) for each in _places(other, PlaceRole.TO)} - {None}
        if (
            not 0 <= between < _NEAR
            or not ends
            or not there
            or ends & there
            or not _travellers(leg) & _travellers(other)
        ):
            continue
        starts = {countries.get(each) for each in _places(other, PlaceRole.FROM)}
        if ends & starts or _ONWARD.search(text[leg.trigger.end : other.trigger.end]):
            return other
    return None


def _places(event: Event, role: PlaceRole) -> set[EntityId]:
    return {each.entity for each in event.places if each.role is role}


def _travellers(event: Event) -> set[EntityId]:
    return {each.entity for each in event.participants if each.role in {Role.TRAVELLER, Role.PERPETRATOR}}


def _through(event: Event) -> Event:
    places = (replace(each, role=PlaceRole.THROUGH) if each.role is PlaceRole.TO else each for each in event.places)
    return replace(event, places=tuple(dict.fromkeys(places)))
