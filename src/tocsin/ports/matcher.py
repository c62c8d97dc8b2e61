"""The matcher: where a name stands in a text, in whatever spelling."""

from collections.abc import Iterable
from typing import Protocol

from tocsin.domain.leak import Sighting


class Matcher(Protocol):
    """Knows how names are written: in other scripts, with endings, in parts, as initials."""

    def sightings(self, text: str, *, people: Iterable[str], others: Iterable[str]) -> Iterable[Sighting]:
        """Return every place of a text where one of the names stands, or enough of it to tell it.

        Of a person a part of the name is enough.
        """

    def likeness(self, one: str, other: str) -> float:
        """Return how far two names may be one, from 0 to 1: a rank by which a person looks, never a decision."""
