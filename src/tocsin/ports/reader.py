"""The reader: from bytes to draft claims."""

from datetime import date
from typing import Protocol

from tocsin.domain.reading import Reading


class Reader(Protocol):
    """Reads a document. Every claim it returns rests on quotes that stand in the text."""

    def read(self, data: bytes, *, name: str | None, published: date | None) -> Reading:
        """Read; `InvalidError` says why a document cannot be read and what to do."""
