"""Plain spelling: a text without what nobody sees in it, so that a name split by hidden characters is that name.

What is read is the plain text; every quote is then led back to the report as it stands, hidden characters and all.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from tocsin.domain.reading import Reading
from tocsin.domain.report import Document, Span, Stretch
from tocsin.reading import lexicon

LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
LOOKALIKE_SCRIPTS = "\u0370-\u03ff\u0400-\u052f"
_NEVER_SEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Joiners shape letters in many scripts and pictures, never in these.
HIDDEN = re.compile(rf"(?:(?<=[{LATIN}{LOOKALIKE_SCRIPTS}])[\u200c\u200d]|[{_NEVER_SEEN}])[{_NEVER_SEEN}\u200c\u200d]*")
_MIXED = re.compile(rf"[{LATIN}](?=[{LOOKALIKE_SCRIPTS}])|[{LOOKALIKE_SCRIPTS}](?=[{LATIN}])")
_LONGEST_WORD = 60
_WORD_START = re.compile(rf"[^\W\d_]{{0,{_LONGEST_WORD}}}\Z")
_WORD_REST = re.compile(rf"[^\W\d_]{{0,{_LONGEST_WORD}}}")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as it looks, and where each of its characters stands in the text as it is."""

    text: str
    at: "array[int] | None" = None  # None where every character stands where it stood
    mixed: tuple[Stretch, ...] = ()  # words of several scripts, in the plain text

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text stands in the text as it is."""
        if self.at is None or end <= start:
            return start, end
        return self.at[start], self.at[end - 1] + 1

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the text as it is stands in the plain text."""
        if self.at is None:
            return start, end
        return bisect_left(self.at, start), bisect_left(self.at, end)


def plain(text: str) -> Plain:
    """Leave out what is hidden, and write with Latin letters the words that only look as if they were."""
    if text.isascii():
        return Plain(text)
    at: array[int] | None = None
    seen = HIDDEN.sub("", text)
    if len(seen) < len(text):
        at = array("I")
        end = 0
        for hidden in HIDDEN.finditer(text):
            at.extend(range(end, hidden.start()))
            end = hidden.end()
        at.extend(range(end, len(text)))
    mixed = tuple(_mixed_words(seen))
    return Plain(_with_latin_letters(seen, mixed), at, mixed)


def _mixed_words(text: str) -> Iterator[Stretch]:
    """Find the words of Latin letters and of letters that look like them, in order."""
    end = 0
    for pair in _MIXED.finditer(text):
        if pair.start() < end:
            continue
        before = _WORD_START.search(text, max(end, pair.start() - _LONGEST_WORD), pair.start())
        rest = _WORD_REST.match(text, pair.start())
        assert before is not None  # noqa: S101 both patterns match nothing, too
        assert rest is not None  # noqa: S101
        start, end = before.start(), rest.end()
        if _is_disguised(text[start:end]):
            yield Stretch(start=start, end=end)


def _is_disguised(word: str) -> bool:
    """Letters of one of the scripts all look like letters of the other; "μm" and "Ωm" are what they seem."""
    latin = [sign for sign in word if re.match(f"[{LATIN}]", sign)]
    others = [sign for sign in word if re.match(f"[{LOOKALIKE_SCRIPTS}]", sign)]
    return all(ord(sign) in _lookalikes() for sign in others) or set(latin) <= set(_lookalikes().values())


def _with_latin_letters(text: str, words: Iterable[Stretch]) -> str:
    pieces, end = [], 0
    for word in words:
        pieces += [text[end : word.start], text[word.start : word.end].translate(_lookalikes())]
        end = word.end
    return "".join([*pieces, text[end:]])


@cache
def _lookalikes() -> dict[int, str]:
    pairs = [(script["letters"], script["latin"]) for script in lexicon.table("lookalikes").values()]
    return {ord(sign): latin for letters, latins in pairs for sign, latin in zip(letters, latins, strict=True)}


def read_plainly(document: Document, read: Callable[[Document], Reading]) -> Reading:
    """Let a reader read the plain text, and lead what it found back to the text as it is."""
    seen = plain(document.text)
    if seen.text == document.text:
        return read(document)
    aside = (seen.forth(each.start, each.end) for each in document.boilerplate)
    boilerplate = tuple(Stretch(start=start, end=end) for start, end in aside)
    looked = replace(document, text=seen.text, boilerplate=boilerplate, oddities=())
    found: Reading = _led_back(read(looked), seen, document.text)
    return replace(found, document=replace(document, oddities=document.oddities + found.document.oddities))


def _led_back(value: Any, seen: Plain, text: str) -> Any:  # noqa: ANN401 a reading, and all there is in it
    """Move every quote and stretch, wherever it is kept."""
    if isinstance(value, Span):
        start, end = seen.back(value.start, value.end)
        return Span(start=start, end=end, text=text[start:end])
    if isinstance(value, Stretch):
        start, end = seen.back(value.start, value.end)
        return Stretch(start=start, end=end)
    if isinstance(value, tuple):
        return tuple(_led_back(each, seen, text) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    old = {each.name: getattr(value, each.name) for each in fields(value)}
    new = {name: _led_back(each, seen, text) for name, each in old.items()}
    return replace(value, **{name: each for name, each in new.items() if each is not old[name]})
