"""A matcher made of functions: the matching library is plugged in by whoever builds the node."""

from collections.abc import Callable, Iterable

from tocsin.domain.leak import Sighting


class CallableMatcher:
    """Looks for names with `sightings(text, people=..., others=...)` and compares them with `likeness(a, b)`."""

    def __init__(self, sightings: Callable[..., Iterable[Sighting]], likeness: Callable[[str, str], float]) -> None:
        self._sightings = sightings
        self._likeness = likeness

    def sightings(self, text: str, *, people: Iterable[str], others: Iterable[str]) -> Iterable[Sighting]:
        return self._sightings(text, people=people, others=others)

    def likeness(self, one: str, other: str) -> float:
        return self._likeness(one, other)
