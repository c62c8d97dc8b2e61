"""The map: places of a reading, movements between them, and the countries that ought to hear of it."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tocsin.domain.claim import Event, PlaceRole
from tocsin.domain.ids import EntityId
from tocsin.domain.reading import Reading
from tocsin.reading.places.gazetteer import PlaceKind
from tocsin.surfaces.page.labels import Box, Label, placed
from tocsin.surfaces.page.places import Located
from tocsin.surfaces.page.world import Land, Point, land, lands, path
from tocsin.vocabulary.duty import Duty

WIDTH, LOWEST, HIGHEST = 960.0, 380.0, 600.0
_MARGIN = 0.16  # of the box of the places, on each side
_LEAST_SPAN = 7.0  # degrees


@dataclass(frozen=True, slots=True)
class Frame:
    """Which part of the world is drawn, and how large."""

    west: float
    north: float
    scale: float  # units of the picture for one degree of latitude
    squeeze: float  # how much narrower a degree of longitude is
    height: float

    def point(self, longitude: float, latitude: float) -> Point:
        """Return where on the picture it is."""
        return (longitude - self.west) * self.squeeze * self.scale, (self.north - latitude) * self.scale

    def shows(self, each: Land) -> bool:
        """Say whether a part of a country is in the picture."""
        west, south, east, north = each.box
        left, top = self.point(west, north)
        right, bottom = self.point(east, south)
        return left < WIDTH and right > 0 and top < self.height and bottom > 0


@dataclass(frozen=True, slots=True)
class Shape:
    """A country on the picture; `tone` is "warn" or "inform" where it ought to hear of something."""

    path: str
    tone: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the picture; `tone` is "target" where violence is aimed at it."""

    entity: EntityId
    name: str
    x: float
    y: float
    tone: str


@dataclass(frozen=True, slots=True)
class Route:
    """A movement from one place to another."""

    path: str
    name: str
    event: str
    tip: Point


@dataclass(frozen=True, slots=True)
class Map:
    """Everything that is drawn."""

    height: float
    shapes: tuple[Shape, ...]
    routes: tuple[Route, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    rows: tuple[Located, ...]


def draw(found: Reading, places: Mapping[EntityId, Located]) -> Map | None:
    """Draw the map; without a place there is none."""
    if not places:
        return None
    frame = _frame([(each.longitude, each.latitude) for each in places.values()])
    tones = {each.country: each.duty.value for each in reversed(found.concerns) if each.country}
    tones |= {each.country: each.duty.value for each in found.concerns if each.country and each.duty is Duty.WARN}
    dots, routes = tuple(_dots(found, places, frame)), tuple(_routes(found, places, frame))
    return Map(
        height=frame.height,
        shapes=tuple(_shapes(frame, tones)),
        routes=routes,
        dots=dots,
        labels=tuple(_labels(places, dots, routes, frame)),
        rows=tuple(sorted(places.values(), key=lambda each: (each.country, each.entity.name))),
    )


def _frame(points: Iterable[Point]) -> Frame:
    """Take in all points with a margin, and more of the world where the picture has room for it."""
    xs, ys = zip(*points, strict=True)
    squeeze = max(0.3, math.cos(math.radians((min(ys) + max(ys)) / 2)))
    wide = max((max(xs) - min(xs)) * (1 + 2 * _MARGIN), _LEAST_SPAN / squeeze)
    high = max((max(ys) - min(ys)) * (1 + 2 * _MARGIN), _LEAST_SPAN / 2)
    scale = min(WIDTH / (wide * squeeze), HIGHEST / high)
    height = min(HIGHEST, max(LOWEST, high * scale))
    return Frame(
        west=(min(xs) + max(xs)) / 2 - WIDTH / squeeze / scale / 2,
        north=(min(ys) + max(ys)) / 2 + height / scale / 2,
        scale=scale,
        squeeze=squeeze,
        height=round(height),
    )


def _shapes(frame: Frame, tones: Mapping[str, str]) -> Iterator[Shape]:
    """The countries; those that ought to hear of something last, so that their border is whole."""
    for each in sorted(lands(), key=lambda each: each.code in tones):
        if frame.shows(each):
            drawn = "".join(path(frame.point(*point) for point in ring) for ring in each.rings)
            if drawn:
                yield Shape(drawn, tones.get(each.code, ""))


def _dots(found: Reading, places: Mapping[EntityId, Located], frame: Frame) -> Iterator[Dot]:
    aimed = {
        spot.entity
        for claim in found.events
        if isinstance(claim.content, Event)
        for spot in claim.content.places
        if spot.role is PlaceRole.TARGET
    }
    for each in places.values():
        if each.kind is not PlaceKind.COUNTRY:
            x, y = frame.point(each.longitude, each.latitude)
            tone = "target" if each.entity.id in aimed else "rough" if each.is_rough else "at"
            yield Dot(each.entity.id, each.entity.name, round(x, 1), round(y, 1), tone)


def _routes(found: Reading, places: Mapping[EntityId, Located], frame: Frame) -> Iterator[Route]:
    seen = set()
    for claim in found.events:
        if not isinstance(claim.content, Event):
            continue
        ends: dict[PlaceRole, list[Located]] = {}
        for spot in claim.content.places:
            if spot.entity in places:
                ends.setdefault(spot.role, []).append(places[spot.entity])
        for start in ends.get(PlaceRole.FROM, ()):
            for end in ends.get(PlaceRole.TO, ()):
                key = (start.entity.id, end.entity.id, claim.content.type)
                if start is not end and key not in seen:
                    seen.add(key)
                    drawn, tip = _arc(start, end, frame)
                    yield Route(drawn, f"{start.entity.name} → {end.entity.name}", claim.content.type, tip)


def _arc(start: Located, end: Located, frame: Frame) -> tuple[str, Point]:
    """A curve to the left of the straight line, ending a little before its goal, and where it ends."""
    x1, y1 = frame.point(start.longitude, start.latitude)
    x2, y2 = frame.point(end.longitude, end.latitude)
    long = math.hypot(x2 - x1, y2 - y1) or 1.0
    middle_x, middle_y = (x1 + x2) / 2 + (y2 - y1) * 0.16, (y1 + y2) / 2 - (x2 - x1) * 0.16
    cut = min(9.0, long / 4) / long
    x2, y2 = x2 - (x2 - middle_x) * cut * 2, y2 - (y2 - middle_y) * cut * 2
    return f"M{x1:.1f} {y1:.1f}Q{middle_x:.1f} {middle_y:.1f} {x2:.1f} {y2:.1f}", (x2, y2)


def _labels(
    places: Mapping[EntityId, Located], dots: Iterable[Dot], routes: Iterable[Route], frame: Frame
) -> Iterator[Label]:
    """Names where there is room: cities beside their dots first, then countries in their middle."""
    points = [*((dot.x, dot.y) for dot in dots), *(route.tip for route in routes)]
    taken = [Box(x - 6, y - 6, x + 6, y + 6) for x, y in points]
    whole = Box(0, 0, WIDTH, frame.height)
    yield from placed([(dot.name, dot.x, dot.y, "dot") for dot in dots], taken, whole)
    countries = {each.country: each for each in places.values() if each.kind is PlaceKind.COUNTRY}
    middles = []
    for each in countries.values():
        drawn = land(each.country)
        if drawn is not None:
            middles.append((each.entity.name, *frame.point(drawn.longitude, drawn.latitude), "country"))
    yield from placed(middles, taken, whole)
