"""Sentences: the words of a report, passage by passage, each at its offset."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.domain.report import Document, Span
from tocsin.reading.languages.phrasebook import Word, key_of
from tocsin.reading.languages.tongue import Tongue
from tocsin.reading.text.passages import passages

MOST_WORDS = 150  # a sentence longer than this is read in pieces
_END = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*|[;:])\s+")
_DATELINE = re.compile(r"^[^\W\d_a-z][^\n]{1,60}?\s[-–—]{1,2}\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Some words of the report that are read together."""

    words: tuple[Word, ...]
    is_capitals: bool  # written in capitals only: they say nothing then

    def span(self, text: str, first: int, last: int) -> Span:
        """Quote the report from one word to another, both included."""
        start, end = self.words[first].start, self.words[last].end
        return Span(start=start, end=end, text=text[start:end])

    def name(self, text: str, first: int, last: int) -> Span:
        """Quote a name without what an apostrophe puts on it."""
        start, end = self.words[first].start, self.words[last].start + len(self.words[last].text)
        return Span(start=start, end=end, text=text[start:end])


def sentences(document: Document, tongue: Tongue) -> Iterator[Sentence]:
    """Cut a report, its boilerplate left out, into sentences of words."""
    for passage in passages(document):
        skip = _dateline(passage.text)
        for start, end in _cuts(passage.text, skip, tongue):
            words = tuple(_words(passage.text, start, end, passage.start, tongue))
            for at in range(0, len(words), MOST_WORDS):
                piece = words[at : at + MOST_WORDS]
                yield Sentence(piece, _is_capitals(piece))


def _dateline(text: str) -> int:
    """Where a report was written is no part of what it says ("ANKARA (Agency) - ")."""
    found = _DATELINE.match(text)
    return found.end() if found and text.split(maxsplit=1)[0].strip(",.(").isupper() else 0


def _cuts(text: str, start: int, tongue: Tongue) -> Iterator[tuple[int, int]]:
    short = frozenset(tongue.data["abbreviations"])
    for stop in _END.finditer(text, start):
        before = text[start : stop.start()].rpartition(" ")[2].lstrip("(«\"'")
        is_number = before.isdigit() and len(before) < 3
        is_initials = len(before.replace(".", "")) <= 3 and "." in f"{before}."[:2] and before.isupper()
        if stop[0][0] == "." and (before in short or is_number or is_initials):
            continue
        if stop[0][0] == ":" and stop.end() - start > 60:
            continue
        yield start, stop.end()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def _words(text: str, start: int, end: int, offset: int, tongue: Tongue) -> Iterator[Word]:
    for match in tongue.token.finditer(text, start, end):
        stem, suffix = match[0], ""
        apostrophe = re.search(r"['’](?=\w)", stem)
        if apostrophe is not None and tongue.verb_is_last:
            stem, suffix = stem[: apostrophe.start()], stem[apostrophe.end() :]
        yield Word(
            start=offset + match.start(),
            end=offset + match.end(),
            text=stem,
            key=key_of(stem, tongue.accents),
            suffix=key_of(suffix) if suffix else "",
        )


def _is_capitals(words: tuple[Word, ...]) -> bool:
    letters = [sign for word in words for sign in word.text if sign.isalpha()]
    return len(letters) > 5 and sum(sign.isupper() for sign in letters) > 0.8 * len(letters)
