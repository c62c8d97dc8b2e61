"""Passages: a report's text cut where claims begin and end, so that overlapping quotes can all be shown.

Put together, the passages are the text, unchanged: nothing is lost and nothing is added.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tocsin.domain.report import Span, Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A claim as the text knows it: a number, and the stretches it rests on."""

    number: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch in which nothing changes: the same claims rest on all of it."""

    text: str
    claims: tuple[int, ...]  # numbers of the claims that rest on it
    ends: tuple[int, ...]  # claims whose first quote ends with it: their marker stands here
    is_boilerplate: bool
    word: int | None = None  # where it begins, if an explanation points there


def passages(
    text: str, quoted: Sequence[Quoted], boilerplate: Iterable[Stretch] = (), words: Iterable[Span] = ()
) -> tuple[Passage, ...]:
    """Cut the text into passages. Stretches outside the text are cut off at its end."""
    greyed = tuple(boilerplate)
    pointed = {span.start for span in words if span.start < len(text)}
    stretches = [(each.start, each.end) for claim in quoted for each in claim.spans]
    stretches += [(each.start, each.end) for each in greyed]
    cuts = sorted({0, len(text), *pointed, *(min(point, len(text)) for stretch in stretches for point in stretch)})
    opening, closing, marks = _changes(quoted, len(text))
    grey_at = Counter[int]()
    for each in greyed:
        grey_at[min(each.start, len(text))] += 1
        grey_at[min(each.end, len(text))] -= 1
    active = Counter[int]()
    grey = 0
    found = []
    for start, end in pairwise(cuts):
        active.subtract(closing.get(start, ()))
        active.update(opening.get(start, ()))
        grey += grey_at[start]
        found.append(
            Passage(
                text=text[start:end],
                claims=tuple(sorted(number for number, times in active.items() if times > 0)),
                ends=tuple(marks.get(end, ())),
                is_boilerplate=grey > 0,
                word=start if start in pointed else None,
            )
        )
    return tuple(found)


_At = dict[int, list[int]]


def _changes(quoted: Sequence[Quoted], length: int) -> tuple[_At, _At, _At]:
    """Return which claims begin and end at a point, and whose marker stands there."""
    opening: _At = {}
    closing: _At = {}
    marks: _At = {}
    for claim in quoted:
        for span in claim.spans:
            opening.setdefault(min(span.start, length), []).append(claim.number)
            closing.setdefault(min(span.end, length), []).append(claim.number)
        if claim.spans:
            marks.setdefault(min(claim.spans[0].end, length), []).append(claim.number)
    return opening, closing, marks
