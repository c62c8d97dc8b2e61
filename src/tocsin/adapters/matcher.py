"""A matcher made of a function: the matching library is plugged in by whoever builds the node."""

from collections.abc import Callable, Iterable

from tocsin.domain.leak import Sighting


class CallableMatcher:
    """Looks for names with the function it is given: `sightings(text, people=..., others=...)`."""

    def __init__(self, sightings: Callable[..., Iterable[Sighting]]) -> None:
        self._sightings = sightings

    def sightings(self, text: str, *, people: Iterable[str], others: Iterable[str]) -> Iterable[Sighting]:
        return self._sightings(text, people=people, others=others)
