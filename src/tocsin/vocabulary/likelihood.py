"""Likelihood words, and the bands they stand for, on two scales: ICD 203 and the yardstick of PHIA.

Words are stored, bands are derived. A word is carried over to the other scale only where its whole band lies inside
one band there; a number on a boundary belongs to nobody. The gaps of PHIA are deliberate: what lies in one has no word.
A *direction* ("increased likelihood") is a change, not a level: it has no band and gets none.
"""

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which way a likelihood is said to have moved, from an unknown to an unknown."""

    UP = "up"
    DOWN = "down"


class Scheme(StrEnum):
    """A scale of likelihood words."""

    ICD203 = "icd203"
    PHIA = "phia"


@dataclass(frozen=True, slots=True)
class Band:
    """Percentages, both ends included."""

    low: int
    high: int

    def lies_in(self, other: "Band") -> bool:
        """Say whether all of this band is in the other."""
        return other.low <= self.low and self.high <= other.high

    def overlaps(self, other: "Band") -> bool:
        """Say whether they share more than a boundary."""
        return max(self.low, other.low) < min(self.high, other.high)


ICD203: dict[str, Band] = {
    "almost no chance": Band(1, 5),
    "remote": Band(1, 5),
    "very unlikely": Band(5, 20),
    "highly improbable": Band(5, 20),
    "unlikely": Band(20, 45),
    "improbable": Band(20, 45),
    "roughly even chance": Band(45, 55),
    "roughly even odds": Band(45, 55),
    "likely": Band(55, 80),
    "probable": Band(55, 80),
    "very likely": Band(80, 95),
    "highly probable": Band(80, 95),
    "almost certain": Band(95, 99),
    "nearly certain": Band(95, 99),
}
PHIA: dict[str, Band] = {
    "remote chance": Band(0, 5),
    "highly unlikely": Band(10, 20),
    "unlikely": Band(25, 35),
    "realistic possibility": Band(40, 49),
    "likely": Band(55, 75),
    "probable": Band(55, 75),
    "highly likely": Band(80, 90),
    "almost certain": Band(95, 100),
}
SCHEMES = {Scheme.ICD203: ICD203, Scheme.PHIA: PHIA}


def band(term: str, scheme: Scheme = Scheme.ICD203) -> Band | None:
    """Return the band of a word, None for a word the scale does not hold."""
    return SCHEMES[scheme].get(term.casefold())


def word_for(found: Band, scheme: Scheme) -> str | None:
    """Return the one word of a scale in whose band all of this lies; None where there is none, or more than one."""
    around = {each for each in SCHEMES[scheme].values() if found.lies_in(each)}
    if len(around) != 1:
        return None
    return next(word for word, each in SCHEMES[scheme].items() if each in around)


def words_touched(found: Band, scheme: Scheme) -> tuple[str, ...]:
    """Return a word for each band of a scale that this reaches into."""
    first: dict[Band, str] = {}
    for word, each in SCHEMES[scheme].items():
        if found.overlaps(each):
            first.setdefault(each, word)
    return tuple(first.values())
