"""Gaps: positions of a stream that have not come, as ranges in order, each from its first to its last position."""

from collections.abc import Iterator
from typing import TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]


def has(ranges: Ranges, position: int) -> bool:
    """Say whether a position is in one of the ranges."""
    return any(first <= position <= last for first, last in ranges)


def count(ranges: Ranges) -> int:
    """Return how many positions there are in all."""
    return sum(last - first + 1 for first, last in ranges)


def joined(*several: Ranges) -> Ranges:
    """Return what is in any of these, in order, with no two ranges that touch."""
    made: list[tuple[int, int]] = []
    for first, last in sorted(each for ranges in several for each in ranges if each[0] <= each[1]):
        if made and first <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(made[-1][1], last))
        else:
            made.append((first, last))
    return tuple(made)


def without(ranges: Ranges, removed: Ranges) -> Ranges:
    """Return what is in the first and not in the second."""
    left = list(joined(ranges))
    for first, last in removed:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, first - 1)), (max(start, last + 1), end))
            if piece[0] <= piece[1]
        ]
    return joined(tuple(left))


def common(one: Ranges, other: Ranges) -> Ranges:
    """Return what is in both."""
    return without(one, without(one, other))


def positions(ranges: Ranges, *, most: int) -> Iterator[int]:
    """Yield the positions in order, no more than so many."""
    left = most
    for first, last in ranges:
        for position in range(first, min(last, first + left - 1) + 1):
            yield position
            left -= 1
        if left <= 0:
            return
