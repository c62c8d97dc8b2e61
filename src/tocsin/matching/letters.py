"""Letters: how alike two words sound, from 0 to 1, by the cheapest way of turning one into the other."""

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate

from tocsin.matching.words import table

VOWELS = frozenset("aeiouyAE")
WEAK = frozenset("AEwyhH")  # letters of Arabic that a Latin spelling may leave out, or write as a vowel
_LONGEST_WORD = 40
_ENDING = 0.6
_SLIP = 0.7
_LOWEST = 0.5  # words less alike than this are not alike at all

Cost = Callable[[str], float]


@lru_cache(maxsize=262144)
def likeness(one: str, other: str, *, bare: bool = False) -> float:
    """Tell how alike two words in signs are; `bare`: one of them is written without its vowels."""
    if one == other:
        return 1.0
    one, other = one[:_LONGEST_WORD], other[:_LONGEST_WORD]
    if not one or not other or _hopeless(one, other):
        return 0.0
    drop = _bare_drop if bare else _drop
    smaller, whole = sorted((sum(map(drop, one)), sum(map(drop, other))))
    if smaller < _LOWEST * whole:
        return 0.0
    cost = _distance(one, other, _drops(one, drop), _drops(other, drop), limit=(1 - _LOWEST) * whole)
    likely = 1 - cost / whole
    return likely if likely > _LOWEST else 0.0


def _hopeless(one: str, other: str) -> bool:
    """Tell early, and cheaply, that two words share too little: most comparisons end here."""
    if len(one) > 3 * len(other) or len(other) > 3 * len(one):
        return True
    first, second = _families(one), _families(other)
    return 2 * len(first & second) < min(len(first), len(second))


@lru_cache(maxsize=65536)
def _families(signs: str) -> frozenset[str]:
    return frozenset(_FAMILY.get(each, each) for each in signs)


_FAMILY = {each: group[0] for group in ("aeiouyAEwvH", "kqgGXchCjZ", "szSDTdt", "bpf", "lr", "mn") for each in group}


def _drop(sign: str) -> float:
    return 0.45 if sign in VOWELS else 0.6 if sign in "hw" else 1.0


def _bare_drop(sign: str) -> float:
    return 0.1 if sign in "aeiou" else 0.3 if sign in WEAK else 1.0


@cache
def _swap(one: str, other: str) -> float:
    cost = _alike().get(one + other)
    if cost is not None:
        return cost
    return 0.35 if one in VOWELS and other in VOWELS else 1.0


@cache
def _alike() -> dict[str, float]:
    costs = {pair: group["cost"] for group in table("letters")["alike"] for pair in group["pairs"]}
    return costs | {pair[::-1]: cost for pair, cost in costs.items()}


def _distance(one: str, other: str, falls: list[float], gains: list[float], *, limit: float) -> float:
    """Weighted edit distance; two neighbours that changed places are one slip. Past the limit, it only says so."""
    before: list[float] = []
    row = [0.0, *accumulate(gains)]
    for i, first in enumerate(one):
        earlier, before, row = before, row, [row[0] + falls[i]]
        for j, second in enumerate(other):
            best = before[j] + (0.0 if first == second else _swap(first, second))
            best = min(best, before[j + 1] + falls[i], row[j] + gains[j])
            if i and j and first == other[j - 1] and second == one[i - 1] and first != second:
                best = min(best, earlier[j - 1] + _SLIP)
            row.append(best)
        if min(row) > limit and min(before) > limit:
            return min(row)
    return row[-1]


def _drops(signs: str, drop: Cost) -> list[float]:
    """What each sign costs to leave out: the last one less, where languages have their endings."""
    costs = [drop(each) for each in signs]
    return [*costs[:-1], _ENDING * costs[-1]]
