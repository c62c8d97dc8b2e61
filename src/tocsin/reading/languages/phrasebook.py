"""Phrasebook: which entry of a word-list stands at a word of a sentence, the longest first.

An entry is one word or several. A word that ends in * also begins longer words; what is left of the last one, with
what follows its apostrophe, is handed back, for the ending may say how the word stands in its sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from tocsin.vocabulary.country import fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place in the report; `key` is its folded stem, `suffix` what follows an apostrophe, folded."""

    start: int
    end: int
    text: str
    key: str
    suffix: str = ""

    @property
    def is_capital(self) -> bool:
        """Say whether it is written with a capital."""
        return self.text[0].isupper()

    @property
    def form(self) -> str:
        """Return the whole word, folded."""
        return self.key + self.suffix


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """An entry at some words: how many, and what is left of the last one."""

    value: T
    length: int
    tail: str
    weight: tuple[int, int] = (0, 0)  # words, and letters that the entry names


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    words: tuple[tuple[str, bool], ...]  # the key, and whether it also begins longer words
    value: T

    @property
    def weight(self) -> tuple[int, int]:
        return len(self.words), sum(len(key) for key, _ in self.words)


@dataclass(frozen=True, slots=True)
class Phrasebook(Generic[T]):
    """Entries by how they begin."""

    token: re.Pattern[str]
    accents: frozenset[str] = frozenset()
    _entries: dict[str, list[_Entry[T]]] = field(default_factory=dict)

    def add(self, spellings: Iterable[str], value: T) -> None:
        """Enter some spellings of one thing."""
        for spelling in spellings:
            words = tuple(self._words(spelling))
            beginning = words[0][0][:2] if words[0][1] or len(words[0][0]) > 1 else words[0][0]
            held = self._entries.setdefault(beginning, [])
            held.append(_Entry(words, value))
            held.sort(key=lambda entry: entry.weight, reverse=True)

    def at(self, words: Sequence[Word], first: int) -> Iterator[Found[T]]:
        """Find what stands from a word on, the longest entry first."""
        for entry in self._entries.get(words[first].key[:2], ()):
            tail = _tail(entry, words, first)
            if tail is not None:
                yield Found(entry.value, len(entry.words), tail, entry.weight)

    def first(self, words: Sequence[Word], first: int) -> Found[T] | None:
        """Find the longest entry that stands there."""
        return next(self.at(words, first), None)

    def within(self, words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, Found[T]]]:
        """Find every entry in a stretch of words, its end excluded, none overlapping another."""
        at = first
        while at < last:
            found = self.first(words[:last], at)
            if found is not None:
                yield at, found
            at += found.length if found is not None else 1

    def _words(self, spelling: str) -> Iterator[tuple[str, bool]]:
        for match in self.token.finditer(spelling):
            if match[0] != "*":
                stem = re.split("['’](?=.)", match[0])[0] if match[0][-1] not in "'’" else match[0]
                yield key_of(stem, self.accents), spelling[match.end() : match.end() + 1] == "*"


@lru_cache(maxsize=50_000)
def key_of(text: str, accents: frozenset[str] = frozenset()) -> str:
    """Fold a word to what it is looked up by. `accents` are beginnings that stay; so do signs that fold to nothing."""
    lower = text.casefold()
    kept = next((each for each in accents if lower.startswith(each)), "")
    return kept + fold(lower[len(kept) :]).replace(" ", "") or text


def _tail(entry: _Entry[T], words: Sequence[Word], first: int) -> str | None:
    """What the entry leaves of the last word; None where it does not stand there."""
    if first + len(entry.words) > len(words):
        return None
    last = len(entry.words) - 1
    for at, (key, is_beginning) in enumerate(entry.words):
        word = words[first + at]
        if word.key != key and not (is_beginning and word.key.startswith(key)):
            return None
        if at < last and word.suffix:
            return None
    word = words[first + last]
    return word.key[len(entry.words[last][0]) :] + word.suffix
