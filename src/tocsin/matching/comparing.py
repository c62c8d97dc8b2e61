"""Comparing: which parts of two names meet, what is left over, and the number that comes of it."""

import math
from dataclasses import dataclass
from itertools import product

from tocsin.matching.letters import likeness
from tocsin.matching.meeting import Rule, meet
from tocsin.matching.parts import Name, Part, Sort, take_apart

_LOW, _HIGH = 0.55, 0.9  # below, parts are unlike; above, alike
_CONTRADICTION = 0.6  # how fast parts that contradict each other spoil the rest
_MISSING = 0.7
_MOST_JOINED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Words of one name that met words of the other."""

    ours: str
    theirs: str
    likeness: float
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How far two names may be one, and why; never a decision."""

    score: float
    meetings: tuple[Meeting, ...]
    left: tuple[str, ...]
    """Parts of the first name that met nothing."""
    right: tuple[str, ...]
    """Parts of the second name that met nothing."""
    contradicted: bool
    """Whether each name has something where the other has something else."""


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    rule: Rule
    weight: float


def explain(a: str, b: str) -> Explanation:
    """Compare two names, and say how the number came about."""
    one, other = take_apart(a), take_apart(b)
    if _key(one) > _key(other):
        return _turned(_explained(other, one))
    return _explained(one, other)


def compare(a: str, b: str) -> float:
    """Return how far two names may be one, from 0 to 1."""
    return 1.0 if a == b else explain(a, b).score


def _key(name: Name) -> tuple[int, str]:
    return len(name.parts), name.text


def _turned(found: Explanation) -> Explanation:
    meetings = tuple(
        Meeting(ours=each.theirs, theirs=each.ours, likeness=each.likeness, rule=each.rule) for each in found.meetings
    )
    return Explanation(
        score=found.score, meetings=meetings, left=found.right, right=found.left, contradicted=found.contradicted
    )


def _explained(one: Name, other: Name) -> Explanation:
    pairs = _chosen(_candidates(one.parts, other.parts))
    met_ours = {at for pair in pairs for at in pair.ours}
    met_theirs = {at for pair in pairs for at in pair.theirs}
    left = [part for at, part in enumerate(one.parts) if at not in met_ours]
    right = [part for at, part in enumerate(other.parts) if at not in met_theirs]
    agreed, spoilt = _agreement(pairs)
    spoilt += _legal_clash(one, other)
    return Explanation(
        score=_score(agreed, spoilt, left, right, same=one.text == other.text),
        meetings=tuple(
            Meeting(
                ours=" ".join(one.parts[at].text for at in pair.ours),
                theirs=" ".join(other.parts[at].text for at in pair.theirs),
                likeness=round(pair.score, 3),
                rule=pair.rule,
            )
            for pair in sorted(pairs, key=lambda pair: pair.ours)
        ),
        left=tuple(part.text for part in left),
        right=tuple(part.text for part in right),
        contradicted=bool(left and right),
    )


def _candidates(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> list[_Pair]:
    """Every meeting that is likely enough: word and word, and words joined and one word."""
    found = []
    for (i, one), (j, other) in product(enumerate(ours), enumerate(theirs)):
        score, rule = meet(one, other)
        if score > _LOW:
            found.append(_Pair(score, (i,), (j,), rule, min(one.weight, other.weight)))
    found += [_Pair(pair.score, pair.theirs, pair.ours, pair.rule, pair.weight) for pair in _joined(theirs, ours)]
    return found + _joined(ours, theirs)


def _joined(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> list[_Pair]:
    """Neighbours of one name that are one word, or an acronym, in the other."""
    found = []
    for start in range(len(ours)):
        for end in range(start + 2, min(start + _MOST_JOINED, len(ours)) + 1):
            span = ours[start:end]
            signs = "".join(part.whole for part in span)
            bare = any(part.bare for part in span)
            for j, other in enumerate(theirs):
                if 2 * len(other.whole) < len(signs):
                    continue
                score = likeness(signs, other.whole, bare=bare or other.bare)
                if score > 0.75:
                    found.append(_Pair(score + 0.01, tuple(range(start, end)), (j,), Rule.JOINED, other.weight))
    return found + _acronyms(ours, theirs)


def _acronyms(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> list[_Pair]:
    found = []
    for j, other in enumerate(theirs):
        if not other.shouted or not 3 <= len(other.word) <= 8:
            continue
        for start in range(len(ours) - len(other.word) + 1):
            span = ours[start : start + len(other.word)]
            if "".join(part.word[0] for part in span) == other.word:
                found.append(_Pair(0.95, tuple(range(start, start + len(span))), (j,), Rule.ACRONYM, 1.5))
    return found


def _chosen(candidates: list[_Pair]) -> list[_Pair]:
    """The best meetings first, each part once; of equals, those that keep the order."""
    chosen: list[_Pair] = []
    ours: set[int] = set()
    theirs: set[int] = set()
    for pair in sorted(
        candidates, key=lambda each: (-each.score * (0.5 + each.weight), abs(each.ours[0] - each.theirs[0]), each.ours)
    ):
        if ours.isdisjoint(pair.ours) and theirs.isdisjoint(pair.theirs):
            chosen.append(pair)
            ours.update(pair.ours)
            theirs.update(pair.theirs)
    return chosen


def _agreement(pairs: list[_Pair]) -> tuple[float, float]:
    """Add up how much agrees, and how much of what met does not quite."""
    agreed = spoilt = 0.0
    for pair in pairs:
        share = min(1.0, max(0.0, (pair.score - _LOW) / (_HIGH - _LOW)))
        agreed += pair.weight * share
        spoilt += pair.weight * (1 - share)
    return agreed, spoilt


def _legal_clash(one: Name, other: Name) -> float:
    return 0.3 if one.legal and other.legal and not one.legal & other.legal else 0.0


def _score(agreed: float, spoilt: float, left: list[Part], right: list[Part], *, same: bool) -> float:
    if same:
        return 1.0
    if agreed <= 0:
        return 0.0
    ours, theirs = _mass(left), _mass(right)
    spoilt += min(ours, theirs)
    missing = abs(ours - theirs)
    whole = 1 - _MISSING * missing / (1 + missing) / agreed
    return max(0.0, whole) * math.exp(-_CONTRADICTION * spoilt)


def _mass(parts: list[Part]) -> float:
    return sum(1.5 if part.sort is Sort.NUMBER else part.weight for part in parts)
