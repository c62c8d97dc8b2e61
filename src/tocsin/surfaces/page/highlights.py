"""Highlights: a report's text cut into pieces, each belonging to the innermost thing that is marked there.

Put together, the pieces are the text. A word of an event stands above the names around it, a name inside a longer one
above that; the beginnings that explanations point at carry anchors.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from tocsin.domain.report import Span, Stretch


@dataclass(frozen=True, slots=True)
class Marked:
    """Something that is marked in the text: what it leads to, what sort it is, and its card."""

    start: int
    end: int
    to: str
    kind: str
    card: tuple[str, ...]
    first: bool = False  # the place that its entry leads back to


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch with its anchors."""

    text: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces after each other that belong to one thing, or to none."""

    mark: Marked | None
    is_boilerplate: bool
    pieces: tuple[Piece, ...]


def anchor(span: Span) -> str:
    """Name the place in the text where some words begin."""
    return f"t{span.start}"


def runs(
    text: str, marked: Iterable[Marked], quoted: Iterable[Span], boilerplate: Iterable[Stretch]
) -> tuple[Run, ...]:
    """Cut the text; what lies beyond its end is left out."""
    length = len(text)
    shown = sorted(
        (each for each in marked if each.start < each.end <= length),
        key=lambda each: (each.kind == "trigger", each.start - each.end),
    )
    starts = {span.start for span in quoted if span.start < length}
    grey = sorted((min(each.start, length), min(each.end, length)) for each in boilerplate)
    edges = {point for each in shown for point in (each.start, each.end)}
    cuts = sorted({0, length} | starts | edges | {point for each in grey for point in each})
    owners, anchors = _painted(cuts, shown), _anchors(shown, starts)
    pairs = groupby(pairwise(cuts), key=lambda cut: (owners.get(cut[0]), _is_in(grey, cut[0])))
    return tuple(
        Run(mark, is_grey, tuple(Piece(text[start:end], tuple(anchors.get(start, ()))) for start, end in group))
        for (mark, is_grey), group in pairs
    )


def _is_in(stretches: Sequence[tuple[int, int]], point: int) -> bool:
    at = bisect_right(stretches, point, key=lambda each: each[0]) - 1
    return at >= 0 and point < stretches[at][1]


def _painted(cuts: Sequence[int], shown: Iterable[Marked]) -> dict[int, Marked]:
    """Who owns the piece that begins at a point: the last one painted, and those are sorted from the longest on."""
    owners: dict[int, Marked] = {}
    for each in shown:
        for at in range(bisect_left(cuts, each.start), bisect_left(cuts, each.end)):
            owners[cuts[at]] = each
    return owners


def _anchors(shown: Iterable[Marked], starts: Iterable[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {start: [f"t{start}"] for start in sorted(starts)}
    for each in shown:
        if each.first:
            found.setdefault(each.start, []).append(f"{each.to}-text")
    return found
