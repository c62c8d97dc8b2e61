"""Doubts: what speaks against two names being one, beside the letters."""

from collections.abc import Sequence
from enum import StrEnum

from tocsin.matching.alignment import Pair
from tocsin.matching.given import lines
from tocsin.matching.parts import Head, Name, Part, Sort

_CHAIN = 2  # parts that two names of one family share, at least


class Doubt(StrEnum):
    """A reason to think of two bearers."""

    DIFFERENT = "different part"
    NUMBER = "different number"
    LEGAL = "different legal form"
    SWAPPED = "child and parent swapped"
    PARENT = "may be the parent"


def doubts(
    one: Name, other: Name, pairs: Sequence[Pair], left: Sequence[Part], right: Sequence[Part]
) -> tuple[Doubt, ...]:
    """Return every doubt about two names."""
    found = {
        Doubt.DIFFERENT: bool(left and right),
        Doubt.NUMBER: all(any(part.sort is Sort.NUMBER for part in side) for side in (left, right)),
        Doubt.LEGAL: bool(one.legal and other.legal and not one.legal & other.legal),
        Doubt.SWAPPED: _swapped(one, other, pairs),
        Doubt.PARENT: _is_parent(one, other, pairs) or _is_parent(other, one, [each.turned() for each in pairs]),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def _swapped(one: Name, other: Name, pairs: Sequence[Pair]) -> bool:
    """Tell whether child and parent changed places: "Hasan bin Ahmad", "Ahmad bin Hasan"."""
    heads = [(one.parts[pair.ours[0]].head, other.parts[pair.theirs[0]].head) for pair in pairs]
    ours = any(mine is Head.CHILD and theirs is not Head.CHILD for mine, theirs in heads)
    return ours and any(mine is not Head.CHILD and theirs is Head.CHILD for mine, theirs in heads)


def _is_parent(shorter: Name, longer: Name, pairs: Sequence[Pair]) -> bool:
    """Tell whether one name is the other without its first part: in a chain of names, that is the bearer's father.

    A Muhammad in front is left out so often that nothing follows from it.
    """
    chain = len(pairs) == len(shorter.parts) == len(longer.parts) - 1 >= _CHAIN
    if not chain or longer.body or longer.parts[0].sort is not Sort.NAME or longer.parts[0].given & lines("muhammad"):
        return False
    return all(pair.theirs[0] == pair.ours[0] + 1 for pair in pairs)
