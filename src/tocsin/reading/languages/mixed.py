"""Mixed: a report that changes its language from passage to passage is read in parts, each in its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tocsin.domain.ids import EntityId
from tocsin.domain.reading import Reading
from tocsin.domain.report import Document, Stretch
from tocsin.reading.documents.extract import union
from tocsin.reading.documents.language import READ, clear_language
from tocsin.reading.endpoint.merge import merge, renamed
from tocsin.reading.text.passages import passages

Reader = Callable[[Document], Reading]  # by the document's language


def read_in_parts(document: Document, read: Reader) -> Reading:
    """Read a report, the passages that are clearly in another language by the reader of that language."""
    others = _others(document) if document.language in READ else {}
    if not others:
        return read(document)
    foreign = [stretch for stretches in others.values() for stretch in stretches]
    reading = read(_without(document, foreign))
    for language, stretches in others.items():
        part = read(replace(_without(document, _around(document, stretches)), language=language))
        reading = merge(reading, _apart(part, language))
    return replace(reading, document=replace(reading.document, boilerplate=document.boilerplate))


def _others(document: Document) -> Mapping[str, tuple[Stretch, ...]]:
    found: dict[str, tuple[Stretch, ...]] = {}
    for passage in passages(document):
        language = clear_language(passage.text)
        if language is not None and language != document.language:
            stretch = Stretch(start=passage.start, end=passage.start + len(passage.text))
            found[language] = (*found.get(language, ()), stretch)
    return found


def _without(document: Document, stretches: Iterable[Stretch]) -> Document:
    """What is set aside is treated as boilerplate is: it stays in the text and yields nothing."""
    return replace(document, boilerplate=union((*document.boilerplate, *stretches)))


def _around(document: Document, stretches: Iterable[Stretch]) -> Iterable[Stretch]:
    at = 0
    for stretch in stretches:
        if at < stretch.start:
            yield Stretch(start=at, end=stretch.start)
        at = stretch.end
    if at < len(document.text):
        yield Stretch(start=at, end=len(document.text))


def _apart(reading: Reading, language: str) -> Reading:
    """Give its entities ids that no other part has; putting the parts together numbers them anew."""
    names = {entity.id: EntityId(f"{language}-{entity.id}") for entity in reading.entities}
    return replace(
        reading,
        entities=tuple(replace(each, id=names[each.id]) for each in reading.entities),
        claims=tuple(renamed(claim, names) for claim in reading.claims),
    )
