"""The timeline: dated events in their order. A date without a year has an axis of its own: no year is invented."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.domain.claim import Claim, Event, When
from tocsin.domain.reading import Reading

MOST = 40  # events on one axis
WIDTH, ROW, TOP = 960.0, 30.0, 34.0
_LEFT, _RIGHT = 24.0, 936.0
_DATE = re.compile(r"(\d{4}|-)-(\d{2})(?:-(\d{2}))?")
_LEAP = 2000  # stands for a year that nobody states: it has a 29 February


@dataclass(frozen=True, slots=True)
class Dated:
    """An event with its first and last day."""

    claim: Claim
    time: When
    first: date
    last: date
    has_year: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """An event on an axis: a dot, or a bar from `x` to `end`; its words stand on the side that has room."""

    claim: Claim
    x: float
    end: float
    y: float
    text_x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day below the axis."""

    day: date
    x: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Events that can be compared: all with a year, or all without."""

    has_year: bool
    height: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that is drawn, and the events whose time cannot be placed."""

    axes: tuple[Axis, ...]
    undated: tuple[Claim, ...]
    dated: tuple[Dated, ...]


def draw(found: Reading) -> Timeline:
    """Put the events of a reading in the order of time."""
    dated = sorted(_dated(found.events), key=lambda each: (not each.has_year, each.first, each.last))
    placed = {each.claim.id for each in dated}
    timed = (claim for claim in found.events if isinstance(claim.content, Event) and claim.content.time is not None)
    axes = [[each for each in dated if each.has_year is has_year] for has_year in (True, False)]
    return Timeline(
        axes=tuple(_axis(each) for each in axes if each),
        undated=tuple(claim for claim in timed if claim.id not in placed),
        dated=tuple(dated),
    )


def _dated(claims: Iterable[Claim]) -> Iterator[Dated]:
    for claim in claims:
        time = claim.content.time if isinstance(claim.content, Event) else None
        if time is None:
            continue
        first, last = _day(time.start, is_last=False), _day(time.end or time.start, is_last=True)
        if first is not None and last is not None and (time.start or "").startswith("-") == (last.year == _LEAP):
            yield Dated(claim, time, first, max(first, last), has_year=first.year != _LEAP)


def _day(value: str | None, *, is_last: bool) -> date | None:
    """Return the day of a date as readings write it; of a month its first or its last."""
    found = _DATE.match(value or "")
    if found is None:
        return None
    year = _LEAP if found[1] == "-" else int(found[1])
    month = int(found[2])
    try:
        if found[3] is not None:
            return date(year, month, int(found[3]))
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) if is_last else date(year, month, 1)
    except ValueError:
        return None


def _axis(dated: Sequence[Dated]) -> Axis:
    shown = dated[:MOST]
    first, last = min(each.first for each in shown), max(each.last for each in shown)
    margin = timedelta(days=max(1, (last - first).days // 20))
    start, days = first - margin, ((last + margin) - (first - margin)).days

    def across(day: date) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (day - start).days / days, 1)

    bars = []
    for row, each in enumerate(shown):
        x, end, y = across(each.first), across(each.last), TOP + ROW * row + ROW / 2
        is_left = x > WIDTH / 2
        bars.append(Bar(each.claim, x, end, y, x - 12 if is_left else end + 12, "end" if is_left else "start"))
    ticks = tuple(Tick(day, across(day)) for day in _ticks(first, last))
    return Axis(shown[0].has_year, TOP + ROW * len(shown) + 12, tuple(bars), ticks, len(dated) - len(shown))


def _ticks(first: date, last: date) -> Iterator[date]:
    """At most nine days, evenly apart."""
    step = max(1, -(-(last - first).days // 8))
    for at in range(0, (last - first).days + 1, step):
        yield first + timedelta(days=at)
