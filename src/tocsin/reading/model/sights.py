"""Sights: what the network marks, found again among the words of the grammar."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.domain.report import Document
from tocsin.reading.grammar.parse import Doc, Token
from tocsin.reading.model.network import sense
from tocsin.reading.model.spans import Marked, fillers, mentions, routes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sight:
    """Words `first` to `last` of a passage that the network marks."""

    doc: Doc
    first: int
    last: int
    marked: Marked

    @property
    def root(self) -> Token:
        """Return the word that the others hang on."""
        return self.doc[self.first : self.last + 1].root


@dataclass(frozen=True, slots=True, kw_only=True)
class Sights:
    """All that the network marks in a report."""

    fillers: tuple[Sight, ...] = ()
    mentions: tuple[Sight, ...] = ()
    routes: tuple[Sight, ...] = ()
    report: Mapping[str, float] = field(default_factory=dict)  # how likely it tells of an incident of each type

    def of(self, doc: Doc) -> Iterator[Sight]:
        """Return what is mentioned in one passage."""
        return (each for each in self.mentions if each.doc is doc)

    def by_doc(self) -> dict[Doc, "Sights"]:
        """Part what is marked by passage."""
        marked: dict[Doc, tuple[list[Sight], list[Sight]]] = {}
        for which, sights in enumerate((self.fillers, self.mentions)):
            for sight in sights:
                marked.setdefault(sight.doc, ([], []))[which].append(sight)
        return {
            doc: Sights(fillers=tuple(fillers), mentions=tuple(mentions)) for doc, (fillers, mentions) in marked.items()
        }


def look(document: Document, docs: Sequence[Doc]) -> Sights:
    """Let the network read the report, without its boilerplate."""
    text = document.text
    for stretch in document.boilerplate:
        text = text[: stretch.start] + " " * (stretch.end - stretch.start) + text[stretch.end :]
    sensed = sense(text)
    if sensed is None:
        return Sights()
    return Sights(
        fillers=tuple(_found(docs, fillers(sensed))),
        mentions=tuple(_found(docs, mentions(sensed))),
        routes=tuple(_found(docs, routes(sensed))),
        report=sensed.report,
    )


def _found(docs: Sequence[Doc], marks: Iterable[Marked]) -> Iterator[Sight]:
    begins = [int(doc.start) for doc in docs]
    for mark in marks:
        at = bisect_right(begins, mark.start) - 1
        if at < 0:
            continue
        words = docs[at].touched(mark.start - begins[at], mark.end - begins[at])
        if words is not None and len(words):
            yield Sight(doc=docs[at], first=words.start, last=words.end - 1, marked=mark)
