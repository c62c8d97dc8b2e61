"""Word pieces: a text cut into the words of the network's vocabulary, as BERT cuts it (Devlin et al., 2019)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*|\S")
_LONGEST = 100  # characters: what is longer is no word
_LOWER = 0.3  # share of small letters from which a text's capitals tell something


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a word."""

    id: int
    case: int  # 0 unknown, 1 lower, 2 Title, 3 CAPITALS or miXed
    start: int  # of the whole word
    end: int


def pieces(text: str) -> list[Piece]:
    """Cut a text; where it has too few small letters, no piece says how it is written."""
    letters = [char for char in text if char.isalpha()]
    is_telling = sum(char.islower() for char in letters) >= _LOWER * len(letters)
    found: list[Piece] = []
    for match in _WORD.finditer(text):
        word = match.group()
        for number, start, end in _cut(_plain(word)) if len(word) <= _LONGEST else ((_unknown(), 0, 0),):
            case = _case(word[start:end]) if is_telling else 0
            found.append(Piece(number, case, *match.span()))
    return found


def _plain(word: str) -> str:
    """Lower case, without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


@lru_cache(maxsize=50_000)
def _cut(word: str) -> tuple[tuple[int, int, int], ...]:
    """Cut off the longest piece that the vocabulary has, again and again."""
    return tuple(_longest_first(word)) or ((_unknown(), 0, len(word)),)


def _longest_first(word: str) -> Iterator[tuple[int, int, int]]:
    known, found, start = _vocabulary(), [], 0
    while start < len(word):
        mark = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in known), None)
        if end is None:
            return
        found.append((known[mark + word[start:end]], start, end))
        start = end
    yield from found


def _unknown() -> int:
    return _vocabulary()["[UNK]"]


def _case(word: str) -> int:
    if word.islower():
        return 1
    if word[:1].isupper() and word[1:].islower():
        return 2
    return 3 if any(char.isupper() for char in word) else 0


@cache
def _vocabulary() -> dict[str, int]:
    text = files("tocsin.reading.model").joinpath("data/pieces.txt").read_text("utf-8")
    return {piece: number for number, piece in enumerate(text.split("\n")[:-1])}
