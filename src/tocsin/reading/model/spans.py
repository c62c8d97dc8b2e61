"""From numbers to stretches: which words of the text the network marks, with what confidence."""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.reading.model.network import CLASSES, ROLES, ROUTES, TYPES, Sensed, Table, likely

_FAINT = 0.3  # what a piece needs for its stretch to be looked at


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marked:
    """Some words that the network marks: as filling a role, or as mentioning a thing of some class."""

    start: int
    end: int
    label: str
    score: float
    types: dict[str, float]  # of a role: how likely each type of incident is
    incident: Table


def fillers(sensed: Sensed) -> list[Marked]:
    """Return the words that fill roles in incidents."""
    return list(_marked(sensed, sensed.roles, ROLES))


def mentions(sensed: Sensed) -> list[Marked]:
    """Return the words that mention persons, organisations, places and other things."""
    return list(_marked(sensed, sensed.mentions, CLASSES))


def routes(sensed: Sensed) -> list[Marked]:
    """Return the words that say who is concerned: suspects, detainees, aims, and where plots lead."""
    return list(_marked(sensed, sensed.routes, ROUTES))


def share(one: Marked, other: Marked) -> float:
    """Say how likely two fillers play their parts in one incident."""
    level = one.incident[-1] + other.incident[-1]
    return float(likely(one.incident[:-1] @ other.incident[:-1] + level))


def _marked(sensed: Sensed, table: Table, labels: tuple[str, ...]) -> Iterator[Marked]:
    first, following = table[:, 1::2], table[:, 2::2]
    mass = first + following
    for start, stop in _stretches(sensed, first, following):
        begin, end = _whole_words(sensed, start, stop)
        label = int(mass[start:stop].sum(axis=0).argmax())
        text = sensed.text[begin:end]
        trimmed = text.strip(" \"'“”‘’\n\t.,;:()")
        if not trimmed:
            continue
        begin += text.index(trimmed)
        yield Marked(
            start=begin,
            end=begin + len(trimmed),
            label=labels[label],
            score=float(mass[start:stop, label].mean()),
            types=dict(zip(TYPES, sensed.types[start].tolist(), strict=True)),
            incident=sensed.incident[start],
        )


def _stretches(sensed: Sensed, first: Table, following: Table) -> Iterator[tuple[int, int]]:
    """Runs of pieces that are marked at all, parted where another stretch begins."""
    mass = first + following
    is_marked = mass.sum(axis=1) >= _FAINT
    at, size = 0, len(mass)
    while at < size:
        if not is_marked[at]:
            at += 1
            continue
        stop = at + 1
        while stop < size and is_marked[stop] and not _begins(sensed, first, following, at, stop):
            stop += 1
        yield at, stop
        at = stop


def _begins(sensed: Sensed, first: Table, following: Table, start: int, at: int) -> bool:
    if _is_joined(sensed, at):
        return False
    label = int((first + following)[start:at].sum(axis=0).argmax())
    between = sensed.text[sensed.words[at - 1][1] : sensed.words[at][0]]
    is_again = first[at, label] > max(following[at, label], _FAINT) and not (between and between.isspace())
    own = first[at] + following[at]
    is_other = own.argmax() != label and own.max() > 0.5 and first[at].max() > following[at].max()
    return bool(is_again or is_other)


def _is_joined(sensed: Sensed, at: int) -> bool:
    """Say whether a piece goes on the word of the piece before it."""
    return sensed.words[at] == sensed.words[at - 1]


def _whole_words(sensed: Sensed, start: int, stop: int) -> tuple[int, int]:
    return sensed.words[start][0], sensed.words[stop - 1][1]
