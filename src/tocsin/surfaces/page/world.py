"""The world: outlines of countries, from Natural Earth (public domain), as tools/draw_world.py thinned them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

Point = tuple[float, float]  # longitude and latitude, or x and y


@dataclass(frozen=True, slots=True)
class Land:
    """A country as drawn: `code` is empty for what the atlas gives none. `rings` are longitudes and latitudes."""

    code: str
    latitude: float
    longitude: float
    rings: tuple[tuple[Point, ...], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north."""
        xs = [x for ring in self.rings for x, _ in ring]
        ys = [y for ring in self.rings for _, y in ring]
        return min(xs), min(ys), max(xs), max(ys)


@cache
def lands() -> tuple[Land, ...]:
    """Return every country, in the order of the codes."""
    said = json.loads(files("tocsin.surfaces.page").joinpath("data/world.json").read_text("utf-8"))
    arcs = [_points(arc) for arc in said["arcs"]]
    return tuple(
        Land(code, latitude, longitude, tuple(_ring(ring, arcs) for ring in rings))
        for code, (latitude, longitude), rings in said["lands"]
    )


@cache
def land(code: str) -> Land | None:
    """Return one country."""
    return next((each for each in lands() if each.code == code), None)


def _points(deltas: Sequence[int]) -> tuple[Point, ...]:
    found, x, y = [], 0, 0
    for dx, dy in zip(deltas[::2], deltas[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / 100, y / 100))
    return tuple(found)


def _ring(numbers: Iterable[int], arcs: Sequence[tuple[Point, ...]]) -> tuple[Point, ...]:
    """Put arcs together; a negative number is an arc walked backwards."""
    found: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[1:] if found else arc
    return tuple(_unwrapped(found))


def _unwrapped(points: Iterable[Point]) -> Iterator[Point]:
    """Go on beyond 180 degrees where the line crosses them: Russia is one piece."""
    shift, last = 0, 0.0
    for number, (x, y) in enumerate(points):
        if number and abs(x - last) > 180:
            shift += 360 if x < last else -360
        last = x
        yield x + shift, y


def path(points: Iterable[Point]) -> str:
    """Write a closed line for an SVG; steps too small to see are left out."""
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _LEAST_STEP:
            kept.append((round(x, 1), round(y, 1)))
    if len(kept) < 3:
        return ""
    steps = "".join(f"l{x2 - x1:.1f} {y2 - y1:.1f}" for (x1, y1), (x2, y2) in pairwise(kept))
    return f"M{kept[0][0]:.1f} {kept[0][1]:.1f}{steps}z"


_LEAST_STEP = 0.8
