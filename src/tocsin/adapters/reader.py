"""A reader made of a function: the reading library is plugged in by whoever builds the node."""

from collections.abc import Callable
from datetime import date

from tocsin.domain.reading import Reading


class CallableReader:
    """Reads with the function it is given: `read(data, name=..., published=...)`."""

    def __init__(self, read: Callable[..., Reading]) -> None:
        self._read = read

    def read(self, data: bytes, *, name: str | None, published: date | None) -> Reading:
        return self._read(data, name=name, published=published)
