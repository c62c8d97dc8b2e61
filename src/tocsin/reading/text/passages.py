"""Passages: the stretches of a text that are read one by one, so that no text is too long or too odd to read.

A passage is a paragraph. Lines that were only wrapped at a margin are read as one; every passage keeps the
length of its stretch of text, character for character, so that a word's offset is the passage's plus its own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tocsin.domain.report import Document, Oddity, OddityKind, Stretch

LONGEST = 4_000  # characters in a passage: what the parser takes at once
LONGEST_WORD = 120  # longer runs without a space are no language
MOST = 600_000  # characters read of one report; some 100,000 words
MOST_PASSAGES = 30_000
_LETTER = re.compile(r"[^\W\d_]")
_ENDS = re.compile(r"[.!?:;…][\"”’')\]]*\s*$")
# A condition that a semicolon cuts off from what hangs on it; a comma of the same length lets it be read as one.
_DANGLING = re.compile(r"\b(?:in the event (?:of|that)|in case of|if|should)\b[^.;]{4,140};(?=\s+\w)", re.IGNORECASE)
# "ANKARA, 12 Nov (AGENCY) -- ": where and by whom a report was written is no part of what it says.
_DATELINE = re.compile(
    r"^[A-Z][\w.’' ]{1,28}(?:, ?[A-Z][\w. ]{1,24})?"
    r"(?:,? ?(?:\d{1,2} [A-Z][a-zA-Z]{2,8}\.?|[A-Z][a-zA-Z]{2,8}\.? \d{1,2})(?:,? \d{4})?)?"
    r"\s*(?:[(\[][^)\]]{2,48}[)\]])?\s*(?:--|[-–—])\s+(?=[\"“A-Z0-9])"
)
# "1. ", "(b) ", "- ": the number of a paragraph is no part of its first sentence.
_NUMBERING = re.compile(r"^(?:\(?(?:\d{1,2}|[a-zA-Z])[.)]|[-•*])\s+(?=\S)")
_LABEL = re.compile(
    r"^(?:[\w/&-]+ ){0,3}(?:note|comments?|subject|subj"
    r"|summary|details?|remarks?|background|assessment|analysis|text|title"
    r"|report|information|update|headline|incident|narrative|re|ref|place|date|time|location)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_WIDE = 50  # a line shorter than this may be a heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the report as the parser will see it: same length, line breaks turned into spaces."""

    start: int
    text: str


def passages(document: Document) -> tuple[Passage, ...]:
    """Cut the text of a report, boilerplate left out, into passages, as far as it is read."""
    return tuple(passage for passage, is_read in _weighed(document) if is_read)


def with_end_told(document: Document) -> Document:
    """Tell among a report's oddities from where on it is too long to be read."""
    if len(document.text) <= MOST and document.text.count("\n") < MOST_PASSAGES:
        return document
    cut = next((passage.start for passage, is_read in _weighed(document) if not is_read), None)
    if cut is None:
        return document
    rest = Oddity(kind=OddityKind.CUT, count=1, places=(Stretch(start=cut, end=len(document.text)),))
    return replace(document, oddities=(*document.oddities, rest))


def _weighed(document: Document) -> Iterator[tuple[Passage, bool]]:
    """Every passage that says something, and the first for which there is no room."""
    room, characters = MOST_PASSAGES, MOST
    for start, block in _blocks(document.text, document.boilerplate):
        for passage in _pieces(start, block):
            if not _LETTER.search(passage.text):
                continue
            room, characters = room - 1, characters - len(passage.text)
            is_read = room >= 0 and characters >= 0
            yield passage, is_read
            if not is_read:
                return


def _blocks(text: str, boilerplate: Iterable[Stretch]) -> Iterator[tuple[int, str]]:
    position = 0
    for stretch in sorted(boilerplate, key=lambda each: each.start):
        yield from _paragraphs(position, text[position : stretch.start])
        position = max(position, stretch.end)
    yield from _paragraphs(position, text[position:])


def _paragraphs(offset: int, text: str) -> Iterator[tuple[int, str]]:
    """Join wrapped lines; a blank line, a full stop at a line's end or a short line ends a paragraph."""
    lines = text.split("\n")
    width = max((len(line) for line in lines if len(line) < 200), default=0)
    start, held = offset, ""
    for line in lines:
        if held and not line.strip():
            yield start, held
            held = ""
        if not held:
            start = offset
        held += line + "\n"
        offset += len(line) + 1
        is_short = len(line) < min(_WIDE, width * 0.7)
        if _ENDS.search(line) or is_short or not line.strip():
            if held.strip():
                yield start, held
            held = ""
    if held.strip():
        yield start, held


def _pieces(start: int, block: str) -> Iterator[Passage]:
    text = _DANGLING.sub(lambda found: found.group()[:-1] + ",", re.sub(r"\s", " ", block))
    text = re.sub(rf"\S{{{LONGEST_WORD},}}", lambda run: " " * len(run.group()), text)
    while text.strip():
        cut = len(text) if len(text) <= LONGEST else _cut(text)
        piece = text[:cut]
        lead = len(piece) - len(piece.lstrip())
        lead += _heading(piece[lead:])
        if piece[lead:].strip():
            yield Passage(start=start + lead, text=piece[lead:].rstrip())
        start, text = start + cut, text[cut:]


def _heading(text: str) -> int:
    """How many characters of paragraph number and dateline stand before what a passage says."""
    number = _NUMBERING.match(text)
    length = number.end() if number else 0
    label = _LABEL.match(text[length:])
    length += label.end() if label else 0
    dateline = _DATELINE.match(text[length : length + 120])
    return length + (dateline.end() if dateline else 0)


def _cut(text: str) -> int:
    """Prefer the end of a sentence, then a space."""
    for mark in (". ", " "):
        at = text.rfind(mark, LONGEST // 2, LONGEST)
        if at > 0:
            return at + len(mark)
    return LONGEST
