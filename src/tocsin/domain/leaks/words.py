"""Words of a text, levelled for comparison, each with its place."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tocsin.vocabulary.country import fold

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word: `folded` is without case, accents and anything that cannot be seen."""

    start: int
    end: int
    text: str
    folded: str


@lru_cache(maxsize=256)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text; signs that cannot be seen do not part them."""
    seen, places = legible(text)
    return tuple(
        Word(
            start=places[match.start()],
            end=places[match.end() - 1] + 1,
            text=match.group(),
            folded=fold(match.group()),
        )
        for match in _WORD.finditer(seen)
    )


def legible(text: str) -> tuple[str, list[int]]:
    """Return what can be seen of a text, and where each sign of it stands in the whole."""
    kept = [(at, sign) for at, sign in enumerate(text) if unicodedata.category(sign) not in {"Cf", "Mn"}]
    return "".join(sign for _, sign in kept), [at for at, _ in kept]


def key(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, for comparison."""
    return tuple(word.folded for word in words_of(text) if word.folded)


def bare(text: str) -> str:
    """Return the letters and digits of a text and nothing between them."""
    return "".join(key(text))
