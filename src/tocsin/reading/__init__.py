"""Bytes or text in, a reading out: claims that point at the exact words they rest on. Usable without a node."""

from datetime import date
from typing import Any

from tocsin.domain.reading import Reading


def read(data: bytes | str, *, published: date | None = None, name: str | None = None) -> Reading:
    """Read a report of any supported format; the language models load on the first call."""
    from tocsin.reading.default import read_document
    from tocsin.reading.documents.extract import extract

    return read_document(extract(data, name=name, published=published))


def read_json(text: str, published: date | str | None = None) -> dict[str, Any]:
    """Read a text and write the reading as plain values in the schema tocsin/reading/1."""
    from tocsin.reading.json import to_dict

    day = date.fromisoformat(published) if isinstance(published, str) else published
    return to_dict(read(text, published=day))
