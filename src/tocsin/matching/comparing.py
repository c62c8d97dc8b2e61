"""Comparing: how far two names may be one, and why; never a decision."""

from dataclasses import dataclass, replace
from itertools import pairwise

from tocsin.matching.alignment import Pair, align
from tocsin.matching.doubts import Doubt, doubts
from tocsin.matching.meeting import Rule
from tocsin.matching.parts import Name, Part, take_apart
from tocsin.matching.scoring import score


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Words of one name that met words of the other."""

    ours: str
    theirs: str
    likeness: float
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How far two names may be one, and why."""

    score: float
    meetings: tuple[Meeting, ...]
    left: tuple[str, ...]
    """Parts of the first name that met nothing."""
    right: tuple[str, ...]
    """Parts of the second name that met nothing."""
    reordered: bool
    """Whether the parts that met stand in another order; it costs nothing."""
    doubts: tuple[Doubt, ...]
    """What speaks against it."""


def explain(a: str, b: str) -> Explanation:
    """Compare two names, and say how the number came about."""
    one, other = take_apart(a), take_apart(b)
    turned = _order(one) > _order(other)  # one order of the two, so that both ways give the same
    found = _explained(other, one) if turned else _explained(one, other)
    return _turned(found) if turned else found


def compare(a: str, b: str) -> float:
    """Return how far two names may be one, from 0 to 1."""
    return 1.0 if a == b else explain(a, b).score


def _order(name: Name) -> tuple[int, str]:
    return len(name.parts), name.text


def _turned(found: Explanation) -> Explanation:
    meetings = (
        Meeting(ours=each.theirs, theirs=each.ours, likeness=each.likeness, rule=each.rule) for each in found.meetings
    )
    return replace(found, meetings=tuple(meetings), left=found.right, right=found.left)


def _explained(one: Name, other: Name) -> Explanation:
    pairs = sorted(align(one.parts, other.parts), key=lambda pair: pair.ours)
    left = _unmet(one, {at for pair in pairs for at in pair.ours})
    right = _unmet(other, {at for pair in pairs for at in pair.theirs})
    against = doubts(one, other, pairs, left, right)
    number = score(pairs, left, right, against, body=one.body or other.body)
    return Explanation(
        score=1.0 if one.text == other.text else number,
        meetings=tuple(_meeting(one, other, pair) for pair in pairs),
        left=tuple(part.text for part in left),
        right=tuple(part.text for part in right),
        reordered=any(first.theirs > second.theirs for first, second in pairwise(pairs)),
        doubts=against,
    )


def _unmet(name: Name, met: set[int]) -> list[Part]:
    return [part for at, part in enumerate(name.parts) if at not in met]


def _meeting(one: Name, other: Name, pair: Pair) -> Meeting:
    return Meeting(
        ours=" ".join(one.parts[at].text for at in pair.ours),
        theirs=" ".join(other.parts[at].text for at in pair.theirs),
        likeness=round(min(pair.likeness, 1.0), 3),
        rule=pair.rule,
    )
