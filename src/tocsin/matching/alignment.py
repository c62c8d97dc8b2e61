"""Alignment: which parts of two names meet, each part once, the likeliest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tocsin.matching.letters import likeness
from tocsin.matching.meeting import Rule, meet
from tocsin.matching.parts import Part, Sort

UNLIKE = 0.55  # parts less alike than this do not meet
_MOST_JOINED = 4
_JOINED = 0.75  # words that are written as one have to be more alike than words that are not
_ACRONYM = 1.5  # what an acronym weighs: nearly as much as the words it stands for


@dataclass(frozen=True, slots=True)
class Pair:
    """Parts of one name, by their places, that met parts of the other."""

    likeness: float
    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    rule: Rule
    weight: float
    sort: Sort = Sort.NAME

    def turned(self) -> "Pair":
        """Return the same meeting as the other name sees it."""
        return Pair(self.likeness, self.theirs, self.ours, self.rule, self.weight, self.sort)


def align(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> list[Pair]:
    """Let the parts of two names meet, in any order."""
    turned = (each.turned() for each in _grouped(theirs, ours))
    return _chosen([*_single(ours, theirs), *turned, *_grouped(ours, theirs)])


def _single(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> Iterator[Pair]:
    for (i, one), (j, other) in product(enumerate(ours), enumerate(theirs)):
        alike, rule = meet(one, other)
        if alike > UNLIKE:
            weight = _ACRONYM if Sort.ACRONYM in {one.sort, other.sort} else min(one.weight, other.weight)
            yield Pair(alike, (i,), (j,), rule, weight, one.sort)


def _grouped(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> Iterator[Pair]:
    """Neighbours of one name that are one word, or an acronym, in the other."""
    for start in range(len(ours)):
        for end in range(start + 2, min(start + _MOST_JOINED, len(ours)) + 1):
            yield from _joined(ours[start:end], start, theirs)
    yield from _acronyms(ours, theirs)


def _joined(span: tuple[Part, ...], start: int, theirs: tuple[Part, ...]) -> Iterator[Pair]:
    spellings = {"".join(part.whole for part in span), "".join(part.signs for part in span)}
    bare = any(part.bare for part in span)
    for j, other in enumerate(theirs):
        if 2 * len(other.whole) < min(map(len, spellings)):
            continue
        alike = max(likeness(each, other.whole, bare=bare or other.bare) for each in spellings)
        if alike > _JOINED:
            # Of a word that meets alone and the same word joined, the joined one leaves less over.
            yield Pair(alike + 0.01, tuple(range(start, start + len(span))), (j,), Rule.JOINED, other.weight)


def _acronyms(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> Iterator[Pair]:
    for j, other in enumerate(theirs):
        length = len(other.word)
        if other.shouted and 3 <= length <= 8:
            for start in range(len(ours) - length + 1):
                if "".join(part.word[0] for part in ours[start : start + length]) == other.word:
                    yield Pair(0.95, tuple(range(start, start + length)), (j,), Rule.ACRONYM, _ACRONYM)


def _chosen(candidates: list[Pair]) -> list[Pair]:
    """The best meetings first, each part once; of equals, those that keep the order."""
    chosen: list[Pair] = []
    ours: set[int] = set()
    theirs: set[int] = set()
    for pair in sorted(candidates, key=_worth):
        if ours.isdisjoint(pair.ours) and theirs.isdisjoint(pair.theirs):
            chosen.append(pair)
            ours.update(pair.ours)
            theirs.update(pair.theirs)
    return chosen


def _worth(pair: Pair) -> tuple[float, int, tuple[int, ...], tuple[int, ...]]:
    return -pair.likeness * (0.5 + pair.weight), abs(pair.ours[0] - pair.theirs[0]), pair.ours, pair.theirs
