"""Locate: where in the report the words stand that the model says it read there; nowhere means that they were made up.

The exact words first, then the same words written otherwise: another case, other quotation marks or hyphens, a line
break for a space. What is returned is always the report's own stretch of text, never the model's.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tocsin.domain.report import Document, Span

REACH = 2_000  # characters before and after a passage in which its words are looked for: the paragraphs beside it
_ALIKE = str.maketrans(
    dict.fromkeys("“”„‟«»″❝❞", '"') | dict.fromkeys("‘’‚‛`´ʼʿʾ′", "'") | dict.fromkeys("‐‑‒–—―−", "-") | {"ı": "i"}
)
_EDGES = " \t\r\n\"'“”‘’«».,;:…"
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Source:
    """The text of a report, to be searched."""

    document: Document

    def find(self, quote: str, *, near: tuple[int, int]) -> Span | None:
        """Return where the words stand: inside `near` if they do, else the nearest place."""
        around = (max(near[0] - REACH, 0), near[1] + REACH)
        plain = level(quote.strip(_EDGES))
        for start, end in (near, around):
            found = self._nearest(self._exact(quote.strip(), start, end), near)
            found = found or self._nearest(self._levelled(plain, start, end), near)
            if found is not None:
                return self.span(*found)
        return None

    def span(self, start: int, end: int) -> Span:
        """Quote the report."""
        return Span(start=start, end=end, text=self.document.text[start:end])

    def _exact(self, quote: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for at in _every(self.document.text, quote, start, end):
            yield at, at + len(quote)

    def _levelled(self, quote: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        plain, places = self._plain
        first, last = self._position(start), self._position(end)
        for at in _every(plain, quote, first, last):
            yield places[at], self._after(places[at + len(quote) - 1])

    def _nearest(self, found: Iterator[tuple[int, int]], near: tuple[int, int]) -> tuple[int, int] | None:
        return min(
            (each for each in found if self._stands_alone(*each) and not self._is_aside(*each)),
            key=lambda each: (max(near[0] - each[0], each[1] - near[1], 0), each[0]),
            default=None,
        )

    def _stands_alone(self, start: int, end: int) -> bool:
        """Words are quoted whole: "Oman" does not stand in "Romania"."""
        text = self.document.text
        cuts_first = start > 0 and _joins(text[start - 1]) and _joins(text[start])
        cuts_last = end < len(text) and _joins(text[end - 1]) and _joins(text[end])
        return not cuts_first and not cuts_last

    def _is_aside(self, start: int, end: int) -> bool:
        return any(start < aside.end and aside.start < end for aside in self.document.boilerplate)

    @cached_property
    def _plain(self) -> tuple[str, list[int]]:
        """The text levelled, and for each of its characters the place of the one it came from."""
        signs: list[str] = []
        places: list[int] = []
        for place, sign in enumerate(self.document.text):
            for each in level_sign(sign):
                if each == " " and signs and signs[-1] == " ":
                    continue
                signs.append(each)
                places.append(place)
        return "".join(signs), places

    def _position(self, place: int) -> int:
        """Where in the levelled text a place of the text is."""
        return bisect_left(self._plain[1], place)

    def _after(self, place: int) -> int:
        """The end of a character, the marks that stand on it included."""
        text = self.document.text
        end = place + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        return end


def level(words: str) -> str:
    """Level out what a copy changes: case, quotation marks, hyphens, spaces, marks on letters."""
    return _SPACES.sub(" ", "".join(level_sign(sign) for sign in words)).strip()


def level_sign(sign: str) -> str:
    """Level one character; nothing is left of one that cannot be seen."""
    if sign.isspace():
        return " "
    plain = sign.translate(_ALIKE)
    if plain.isascii():
        return plain.lower()
    parts = unicodedata.normalize("NFKD", plain).casefold()
    return "".join(each for each in parts if unicodedata.category(each) not in {"Mn", "Cf"}).translate(_ALIKE)


def _every(text: str, words: str, start: int, end: int) -> Iterator[int]:
    at = text.find(words, start, end) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)


def _joins(sign: str) -> bool:
    """Say whether a character makes one word with its neighbours: a digit, or a letter of a script that has cases."""
    return sign.isdigit() or sign.lower() != sign.upper()
