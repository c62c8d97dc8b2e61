"""Likelihood words and the bands they stand for (ICD 203, table of expressions of likelihood).

Words are stored, bands are derived; a number is never turned back into a word. A *direction* ("increased
likelihood") is a change, not a level: it has no band and gets none.
"""

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which way a likelihood is said to have moved, from an unknown to an unknown."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Band:
    """Percentages, both ends included."""

    low: int
    high: int


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


def band(term: str) -> Band | None:
    """Return the band of an ICD 203 word, None for a word the scale does not hold."""
    return ICD203.get(term.casefold())
