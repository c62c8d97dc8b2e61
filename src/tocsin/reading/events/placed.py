"""Placed: what the rules have said of people and places, so that nobody is asked about it again."""

from collections.abc import Iterable

from tocsin.domain.claim import AttributeKind, Claim, Event, Role
from tocsin.domain.ids import EntityId
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.places.places import Atlas
from tocsin.vocabulary.duty import AHEAD
from tocsin.vocabulary.harm import EVENT_TYPES

_FAMILIES = frozenset({"violence", "custody", "preparation", "movement"})
_HARMED = frozenset({Role.VICTIM, Role.TARGET})
_DOERS = frozenset({Role.PERPETRATOR, Role.AUTHORITY, Role.DETAINEE})


class Placed:
    """The parts people play in the events of the rules, and what those say happens where."""

    def __init__(self, scene: Scene, atlas: Atlas, known: Iterable[Claim]) -> None:
        self._parts: set[tuple[EntityId, Role, bool]] = set()
        self._spots: set[tuple[EntityId, str, bool]] = set()
        self._lived_in: set[str] = set()
        self._atlas = atlas
        places = {scene.id(figure) for figure in scene.cast.figures if not figure.is_people}
        for claim in known:
            content = claim.content
            if isinstance(content, Event):
                self._note(content, ahead=claim.status.value in AHEAD)
            elif content.kind is AttributeKind.COUNTRY and content.entity not in places:
                self._lived_in.add(content.value)

    def _note(self, event: Event, *, ahead: bool) -> None:
        family = EVENT_TYPES[event.type].family
        if family in _FAMILIES:
            self._parts.update((each.entity, each.role, ahead) for each in event.participants)
            self._spots.update((each.entity, family, ahead) for each in event.participants)
            self._spots.update((each.entity, family, ahead) for each in event.places)

    def plays_a_part(self, entity: EntityId) -> bool:
        """Say whether somebody takes part in any event."""
        return any(each == entity for each, _role, _ahead in self._parts)

    def is_harmed_or_held(self, entity: EntityId, *, role: Role, ahead: bool) -> bool:
        """Say whether somebody is harmed or held already, at the same time, or stands on the other side."""
        same, other = (_HARMED, _DOERS) if role in _HARMED else ({role}, _HARMED | {Role.AUTHORITY})
        parts = [(part, when) for each, part, when in self._parts if each == entity]
        return any(part in other or (part in same and when is ahead) for part, when in parts)

    def is_home(self, figure: Figure) -> bool:
        """Say whether somebody is said to be in the country of a place."""
        where = self._atlas.country_of(figure)
        return where is not None and where[0] in self._lived_in

    def is_in(self, entity: EntityId, family: str, *, ahead: bool) -> bool:
        """Say whether such a thing happens in a place; `ahead`: where something has happened more may be to come."""
        needs = ahead and family == "violence"
        return any((each, kind) == (entity, family) and (when or not needs) for each, kind, when in self._spots)
