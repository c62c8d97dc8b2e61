"""Times: the dates and hours of a text, resolved against its publication and never beyond what it says.

"On Nov. 14" is --11-14 where no year is known; with a publication date it is the nearest 14 November that fits.
"Friday" and "yesterday" mean nothing without a publication date.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.domain.claim import When

_MONTHS = {
    name: at + 1
    for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
}
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
)
_DAYS = {
    name: at for at, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DASH = r"\s?(?:-|–|to|and)\s?"
_SIDE = r"(?P<side>last|past|previous|next|coming|this|following)"
_UNIT = r"(?P<unit>days?|weeks?|weekend|months?|years?|hours?)"


@dataclass(frozen=True, slots=True)
class Moment:
    """An expression of time at its place in a passage."""

    first: int
    last: int
    when: When


def is_month(word: str) -> bool:
    """Say whether a word is a month's name, written as one."""
    return re.fullmatch(_MONTH, word) is not None


def moments(text: str, published: date | None, *, ahead: bool = False) -> Iterator[Moment]:
    """Find the expressions of time in a passage, the longest reading of each; `ahead` prefers the future."""
    taken: list[tuple[int, int]] = []
    for pattern, reader in _READERS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            when = reader(match, published)
            if when is not None:
                taken.append(match.span())
                yield Moment(match.start(), match.end(), _turned(when, match, published, ahead=ahead))


def _turned(when: When, match: re.Match[str], published: date | None, *, ahead: bool) -> When:
    """A weekday of something still to come is the next one."""
    if (
        not ahead
        or published is None
        or match.lastgroup != "weekday"
        or match.groupdict().get("which")
        or when.start is None
    ):
        return when
    later = date.fromisoformat(when.start)
    later = later + timedelta(days=7) if later <= published else later
    return When(text=when.text, start=later.isoformat(), end=later.isoformat(), precision="day")


def _when(match: re.Match[str], start: str | None, end: str | None, precision: str) -> When:
    return When(text=match.group().strip(), start=start, end=end, precision=precision)


def _month(word: str) -> int:
    return _MONTHS[word[:3].casefold()]


def _day_of(match: re.Match[str], published: date | None, name: str = "day") -> str | None:
    """One day of a month, with the year that the text gives or the publication implies."""
    groups = match.groupdict()
    month, day = _month(groups["month"]), int(groups[name])
    year = int(groups["year"]) if groups.get("year") else None
    if year is None and published is not None:
        year = nearest_year(month, day, published)
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


def nearest_year(month: int, day: int, published: date) -> int | None:
    """Return the year in which such a day is nearest to the publication; None where there is no such day."""
    years = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            years.append((abs((date(year, month, day) - published).days), year))
        except ValueError:
            continue
    return min(years)[1] if years else None


def _one_day(match: re.Match[str], published: date | None) -> When | None:
    day = _day_of(match, published)
    return None if day is None else _when(match, day, day, "day")


def _some_days(match: re.Match[str], published: date | None) -> When | None:
    start, end = _day_of(match, published), _day_of(match, published, "until")
    return None if start is None or end is None or start > end else _when(match, start, end, "interval")


def _iso(match: re.Match[str], _: date | None) -> When | None:
    try:
        day = date(int(match["year"]), int(match["number"]), int(match["day"])).isoformat()
    except ValueError:
        return None
    return _when(match, day, day, "day")


def _whole_month(match: re.Match[str], published: date | None) -> When | None:
    month = _month(match["month"])
    year = int(match["year"]) if match.groupdict().get("year") else None
    if year is None and published is not None:
        year = published.year if month <= published.month else published.year - 1
    if year is None:
        return _when(match, None, None, "month")
    after = date(year + month // 12, month % 12 + 1, 1)
    return _when(match, f"{year:04d}-{month:02d}-01", (after - timedelta(days=1)).isoformat(), "month")


def _whole_year(match: re.Match[str], _: date | None) -> When | None:
    return _when(match, f"{match['year']}-01-01", f"{match['year']}-12-31", "year")


def _weekday(match: re.Match[str], published: date | None) -> When | None:
    if published is None:
        return _when(match, None, None, "day")
    wanted = _DAYS[match["weekday"].casefold()]
    back = (published.weekday() - wanted) % 7
    which = (match["which"] or "").casefold()
    if which == "next":
        day = published + timedelta(days=(wanted - published.weekday()) % 7 or 7)
    else:
        day = published - timedelta(days=back + (7 if which == "last" and back == 0 else 0))
    return _when(match, day.isoformat(), day.isoformat(), "day")


def _relative(match: re.Match[str], published: date | None) -> When | None:
    days = {
        "yesterday": -1,
        "today": 0,
        "tomorrow": 1,
        "tonight": 0,
        "last night": -1,
        "this morning": 0,
        "earlier today": 0,
    }
    word = match.group().casefold()
    if published is None:
        return _when(match, None, None, "day")
    day = (published + timedelta(days=days[word])).isoformat()
    return _when(match, day, day, "day")


def _span_of(match: re.Match[str], published: date | None) -> When | None:
    """Read "last week", "next month", "this weekend", "in the coming days" as intervals."""
    if published is None:
        return _when(match, None, None, "vague")
    which, unit = match["side"].casefold(), match["unit"].casefold().rstrip("s")
    length = {"day": 7, "week": 7, "weekend": 7, "month": 30, "year": 365, "hour": 1}[unit]
    if which in {"next", "coming", "the coming", "following"}:
        start, end = published, published + timedelta(days=length)
    elif which == "this":
        start, end = published - timedelta(days=length), published + timedelta(days=length)
    else:
        start, end = published - timedelta(days=length), published
    return _when(match, start.isoformat(), end.isoformat(), "interval")


_Reader = Callable[[re.Match[str], date | None], When | None]


def _made(pattern: str, reader: _Reader) -> tuple[re.Pattern[str], _Reader]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), reader


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    _made(rf"(?:from\s|between\s)?{_MONTH}\s{_DAY}{_DASH}(?P<until>\d{{1,2}})(?:,?\s{_YEAR})?", _some_days),
    _made(rf"(?:from\s|between\s)?{_DAY}{_DASH}(?P<until>\d{{1,2}})\s{_MONTH}(?:,?\s{_YEAR})?", _some_days),
    _made(rf"{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)", _iso),
    _made(rf"(?:on\s)?{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?", _one_day),
    _made(rf"(?:on\s)?(?:the\s)?{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?", _one_day),
    _made(rf"(?:in\s|since\s)?{_MONTH}(?:,?\sof)?,?\s{_YEAR}", _whole_month),
    _made(rf"(?:in|since|during|early|late|mid)[\s-]{_MONTH}", _whole_month),
    _made(rf"(?:in|since|during|from)\s{_YEAR}", _whole_year),
    _made(rf"(?:on\s)?(?:(?P<which>last|next|this|past)\s)?(?P<weekday>{'|'.join(_DAYS)})", _weekday),
    _made(r"yesterday|today|tomorrow|tonight|last night|this morning|earlier today", _relative),
    _made(rf"(?:(?:over|in|within|during)\s)?(?:the\s)?{_SIDE}\s(?:(?:few|several|two|three)\s)?{_UNIT}", _span_of),
)  # fmt: skip
