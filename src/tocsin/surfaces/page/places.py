"""Places: where on earth the places of a reading are, as far as the gazetteer knows."""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.domain.claim import Attribute, AttributeKind, Status
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.ids import EntityId
from tocsin.domain.reading import Reading
from tocsin.reading.places.gazetteer import PlaceKind, find, middle
from tocsin.surfaces.page.world import land

MOST = 80  # places on one map


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place with its coordinates; a rough one stands for a whole country or province."""

    entity: Entity
    country: str
    latitude: float
    longitude: float
    kind: PlaceKind

    @property
    def is_rough(self) -> bool:
        """Say whether the point stands for something large."""
        return self.kind is not PlaceKind.CITY


def located(found: Reading) -> dict[EntityId, Located]:
    """Find the places of a reading, those most spoken of first."""
    countries = _countries(found)
    places = [each for each in found.entities if each.kind is EntityKind.PLACE and each.id in countries]
    places.sort(key=lambda entity: -len(entity.mentions))
    known = (_locate(entity, countries[entity.id]) for entity in places[:MOST])
    return {each.entity.id: each for each in known if each is not None}


def _countries(found: Reading) -> dict[EntityId, str]:
    return dict(reversed(list(_said(found))))


def _said(found: Reading) -> Iterator[tuple[EntityId, str]]:
    for claim in found.attributes:
        content = claim.content
        if isinstance(content, Attribute) and content.kind is AttributeKind.COUNTRY and claim.status != Status.DENIED:
            yield content.entity, content.value


def _locate(entity: Entity, country: str) -> Located | None:
    places = [place for place in find(entity.name, near=(country,)) if place.country == country]
    if not places:
        return None
    place = places[0]
    drawn = land(country) if place.kind is PlaceKind.COUNTRY else None
    point = (drawn.latitude, drawn.longitude) if drawn is not None else middle(place)
    if point is None:
        return None
    return Located(entity=entity, country=country, latitude=point[0], longitude=point[1], kind=place.kind)
