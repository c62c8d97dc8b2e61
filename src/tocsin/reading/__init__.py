"""Bytes or text in, a reading out: claims that point at the exact words they rest on. Usable without a node."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from tocsin.domain.reading import Reading

if TYPE_CHECKING:
    from tocsin.reading.endpoint.endpoint import Endpoint


def read(
    data: bytes | str,
    *,
    published: date | None = None,
    name: str | None = None,
    second: "Endpoint | None" = None,
    alone: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Read a report of any supported format; the language models load on the first call.

    `second` reads it too, or `alone`; `progress` is called with the passages it has read, and how many there are.
    """
    from tocsin.reading.documents.extract import extract
    from tocsin.reading.text.plain import read_plainly

    document = extract(data, name=name, published=published)
    if second is not None:
        from tocsin.reading.endpoint.reader import read_with

        return read_plainly(document, partial(read_with, endpoint=second, alone=alone, progress=progress))
    from tocsin.reading.default import read_document

    return read_plainly(document, read_document)


def read_json(text: str, published: date | str | None = None) -> dict[str, Any]:
    """Read a text and write the reading as plain values in the schema tocsin/reading/1."""
    from tocsin.reading.json import to_dict

    day = date.fromisoformat(published) if isinstance(published, str) else published
    return to_dict(read(text, published=day))
