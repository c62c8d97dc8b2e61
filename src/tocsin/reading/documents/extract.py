"""Text: from what came in to a document that readers work on."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from importlib import import_module

from tocsin.domain.report import Document, Stretch
from tocsin.reading.documents import boilerplate, detect, limits
from tocsin.reading.documents.content import Content
from tocsin.reading.documents.language import language_of
from tocsin.reading.documents.oddities import oddities
from tocsin.reading.text.plain import Plain, plain


def extract(data: bytes | str, *, name: str | None = None, published: date | None = None) -> Document:
    """Take the text out of a file, or a text as it is.

    A plain text stays exactly as it was written. Raises `InvalidError` for what cannot be read, saying what to do.
    """
    if isinstance(data, str):
        limits.check_text(data)
        came = data.encode("utf-8")
        content = Content(text=data)
    else:
        limits.check_bytes(data)
        came = data
        content = _read(data, name)
        limits.check_text(content.text)
    seen = plain(content.text)
    marked = union((*content.aside, *_as_it_is(seen, boilerplate.mark(seen.text))))
    return Document(
        text=content.text,
        sha256=sha256(came).hexdigest(),
        text_sha256=sha256(content.text.encode("utf-8")).hexdigest(),
        title=content.title,
        language=language_of(seen.text, without=_as_it_looks(seen, marked)),
        published=published or content.published,
        boilerplate=marked,
        oddities=oddities(content.text, seen),
    )


def _as_it_is(seen: Plain, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    for start, end in (seen.back(each.start, each.end) for each in stretches):
        yield Stretch(start=start, end=end)


def _as_it_looks(seen: Plain, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    for start, end in (seen.forth(each.start, each.end) for each in stretches):
        yield Stretch(start=start, end=end)


def union(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Join stretches that meet, in order."""
    joined: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda each: (each.start, each.end)):
        if joined and stretch.start <= joined[-1].end:
            joined[-1] = replace(joined[-1], end=max(joined[-1].end, stretch.end))
        else:
            joined.append(stretch)
    return tuple(joined)


def _read(data: bytes, name: str | None) -> Content:
    """Each format's module is loaded when the first file of that format comes."""
    reader = import_module(f"tocsin.reading.documents.{detect.format_of(data, name)}")
    content = reader.read(data)
    assert isinstance(content, Content)  # noqa: S101 import_module knows no types
    return content
