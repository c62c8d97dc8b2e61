"""Given names that a great many bear: which of them a word may be, however it is spelt."""

from collections.abc import Iterable
from functools import cache

from tocsin.matching.script import sounds
from tocsin.matching.words import table


def lines(word: str) -> frozenset[int]:
    """Return the lines of `given.toml` that have a name."""
    return _known().get(sounds(word), frozenset())


def is_common(word: str) -> bool:
    """Tell whether so many bear a name by itself that sharing it says little."""
    return any(line < len(table("given")["names"]) for line in lines(word))


def spellings(found: Iterable[int]) -> list[str]:
    """Return the usual spellings of names by their lines, in Latin letters."""
    return [each for line in sorted(found) for each in _lists()[line] if each.isascii()]


@cache
def _known() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for line, names in enumerate(_lists()):
        for name in names:
            found.setdefault(sounds(name), set()).add(line)
    return {signs: frozenset(numbers) for signs, numbers in found.items()}


def _lists() -> list[list[str]]:
    return [*table("given")["names"], *table("given")["servants"]]
