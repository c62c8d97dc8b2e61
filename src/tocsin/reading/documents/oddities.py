"""Oddities: what the eye does not see in a text. Each is told with its places; none is judged."""

import re
from collections.abc import Iterable, Iterator

from tocsin.domain.report import Oddity, OddityKind, Stretch
from tocsin.reading.text.plain import HIDDEN, Plain

PLACES = 20  # of each kind are told
_RUN = 4  # so many hidden characters in a row may hold a message
_HYPHEN = "\u00ad"  # typesetters put it into words, to part them at a line's end
_TAGS = re.compile("[\U000e0020-\U000e007f]")
_FLAG = "\U0001f3f4"  # a few flags are written with tags
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OVERRIDE = re.compile("[\u202d\u202e]+")
_EMBEDDING = re.compile("[\u202a-\u202e\u2066-\u2069]+")


def oddities(text: str, seen: Plain) -> tuple[Oddity, ...]:
    """Return what is odd about a text, given how it looks."""
    if text.isascii():
        return ()
    mixed = (seen.back(word.start, word.end) for word in seen.mixed)
    found = (
        _told(OddityKind.HIDDEN, _hidden(text)),
        _told(OddityKind.DIRECTION, _redirected(text)),
        _told(OddityKind.SCRIPTS, (Stretch(start=start, end=end) for start, end in mixed)),
    )
    return tuple(each for each in found if each is not None)


def _told(kind: OddityKind, places: Iterable[Stretch]) -> Oddity | None:
    count, first = 0, []
    for place in places:
        count += 1
        if count <= PLACES:
            first.append(place)
    return Oddity(kind=kind, count=count, places=tuple(first)) if count else None


def _hidden(text: str) -> Iterator[Stretch]:
    """Inside a word, or so many that they may hold a message."""
    for found in HIDDEN.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        is_inside = before.isalnum() and after.isalnum() and found.group() != _HYPHEN
        is_message = len(found.group()) >= _RUN or _TAGS.search(found.group()) is not None
        if is_inside or (is_message and before != _FLAG):
            yield Stretch(start=found.start(), end=found.end())


def _redirected(text: str) -> Iterator[Stretch]:
    """Overrides are odd anywhere, embeddings only where nothing is written from right to left."""
    pattern = _OVERRIDE if _RIGHT_TO_LEFT.search(text) else _EMBEDDING
    return (Stretch(start=found.start(), end=found.end()) for found in pattern.finditer(text))
