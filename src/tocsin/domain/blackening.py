"""Blackening: names in what people wrote freely are covered letter by letter, however they are accented or written."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

BLANK = "█"


def names_in(text: str, names: Iterable[str]) -> bool:
    """Say whether one of the names stands in a text, as words of its own."""
    return blackened(text, names) != text


def blackened(text: str, names: Iterable[str]) -> str:
    """Return the text with every name covered."""
    plain = _plain(text)
    for name in sorted({_plain(each.strip()) for each in names if each.strip()}, key=len, reverse=True):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", plain):
            text = text[: found.start()] + BLANK * len(found.group()) + text[found.end() :]
    return text


def _plain(text: str) -> str:
    """Return a text of the same length without accents and capitals."""
    return "".join(map(_letter, text))


@cache
def _letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[:1].casefold()
    return base if len(base) == 1 else letter
