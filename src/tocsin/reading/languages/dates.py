"""Dates: the days and months of a sentence by its language's names, resolved against publication and no further."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tocsin.domain.claim import When
from tocsin.reading.languages.phrasebook import Phrasebook, key_of
from tocsin.reading.languages.sentences import Sentence
from tocsin.reading.languages.tongue import Tongue, tongue_of
from tocsin.reading.times.times import nearest_year

_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = re.compile(r"(\d{1,2})(?:er)?")


@dataclass(frozen=True, slots=True)
class Moment:
    """An expression of time at its words."""

    first: int
    last: int
    when: When


def moments(tongue: Tongue, sentence: Sentence, published: date | None) -> Iterator[Moment]:
    """Find the dates of a sentence, in order."""
    at = 0
    while at < len(sentence.words):
        found = _day_range(tongue, sentence, at, published)
        found = found or _of_month(tongue, sentence, at, published) or _of_days(tongue, sentence, at, published)
        if found is not None:
            yield found
        at = found.last + 1 if found is not None else at + 1


@cache
def _months(code: str) -> dict[str, int]:
    return {key_of(name): at + 1 for at, name in enumerate(tongue_of(code).data["dates"]["months"])}


@cache
def _relative(code: str) -> Phrasebook[tuple[int, int]]:
    tongue = tongue_of(code)
    book: Phrasebook[tuple[int, int]] = Phrasebook(tongue.token, tongue.accents)
    for words, days in tongue.data["dates"]["days"].items():
        book.add([words], (days, days))
    for words, (start, end) in tongue.data["dates"]["spans"].items():
        book.add([words], (start, end))
    return book


@cache
def _weekdays(code: str) -> Phrasebook[int]:
    tongue = tongue_of(code)
    book: Phrasebook[int] = Phrasebook(tongue.token, tongue.accents)
    for at, name in enumerate(tongue.data["dates"]["weekdays"]):
        book.add([name], at)
    return book


def _of_month(tongue: Tongue, sentence: Sentence, at: int, published: date | None) -> Moment | None:
    """ "3 mai", "3-4 Mart 2026", "les 3 et 4 mars", "en mai", "eylül ayında"."""
    words = sentence.words
    numbers: list[int] = []
    here = at
    while here < len(words) and here - at < 4 and words[here].key not in _months(tongue.code):
        number = _ORDINAL.fullmatch(words[here].text)
        if number is not None:
            numbers.append(int(number[1]))
        elif not numbers or words[here].key not in {*tongue.keys("tags", "&"), "-", "–"}:
            return None
        here += 1
    if here >= len(words) or words[here].key not in _months(tongue.code):
        return None
    month = _months(tongue.code)[words[here].key]
    year_at = here + 1 if here + 1 < len(words) and _YEAR.fullmatch(words[here + 1].text) else None
    year = int(words[year_at].text) if year_at is not None else None
    last = year_at if year_at is not None else here
    last += last + 1 < len(words) and words[last + 1].key in tongue.keys("dates", "after")
    if not numbers:
        return _whole_month(sentence, at, last, month, year, published, is_sure=_is_month(sentence, at, year))
    return _days(sentence, at, last, (numbers[0], numbers[-1], month, year), published)


def _day_range(tongue: Tongue, sentence: Sentence, at: int, published: date | None) -> Moment | None:
    """ "3-4 Mart": one word with a dash."""
    words = sentence.words
    both = re.fullmatch(r"(\d{1,2})[-–](\d{1,2})", words[at].text)
    if both is None or at + 1 >= len(words) or words[at + 1].key not in _months(tongue.code):
        return None
    month = _months(tongue.code)[words[at + 1].key]
    return _days(sentence, at, at + 1, (int(both[1]), int(both[2]), month, None), published)


def _is_month(sentence: Sentence, at: int, year: int | None) -> bool:
    """A month's name alone may be another word ("mars", "ocak", "mai") unless something says it is a month."""
    before = sentence.words[at - 1].key if at else ""
    after = sentence.words[at + 1].key if at + 1 < len(sentence.words) else ""
    return year is not None or before in {"en", "fin", "debut", "mi", "depuis", "de"} or after.startswith("ayi")


def _days(
    sentence: Sentence, first: int, last: int, given: tuple[int, int, int, int | None], published: date | None
) -> Moment | None:
    start, end, month, year = given
    if year is None and published is not None:
        year = nearest_year(month, start, published)
    try:
        date(year or 2000, month, start), date(year or 2000, month, end)
    except ValueError:
        return None
    prefix = f"{year:04d}-" if year else "--"
    days = [f"{prefix}{month:02d}-{day:02d}" for day in (start, end)]
    return _moment(sentence, first, last, days[0], days[1], "day" if start == end else "interval")


def _whole_month(
    sentence: Sentence, first: int, last: int, month: int, year: int | None, published: date | None, *, is_sure: bool
) -> Moment | None:
    if not is_sure:
        return None
    if year is None and published is not None:
        year = published.year if month <= published.month else published.year - 1
    if year is None:
        return _moment(sentence, first, last, None, None, "month")
    after = date(year + month // 12, month % 12 + 1, 1)
    ends = f"{year:04d}-{month:02d}-01", (after - timedelta(days=1)).isoformat()
    return _moment(sentence, first, last, ends[0], ends[1], "month")


def _of_days(tongue: Tongue, sentence: Sentence, at: int, published: date | None) -> Moment | None:
    """ "Hier", "geçen hafta", "mardi": nothing without a day of publication."""
    words = sentence.words
    relative = _relative(tongue.code).first(words, at)
    if relative is not None:
        start, end = relative.value
        days = [(published + timedelta(days=each)).isoformat() if published else None for each in (start, end)]
        precision = "day" if start == end else "interval" if published else "vague"
        return _moment(sentence, at, at + relative.length - 1, days[0], days[1], precision)
    weekday = _weekdays(tongue.code).first(words, at)
    if weekday is None:
        return None
    back = (published.weekday() - weekday.value) % 7 if published else 0
    day = (published - timedelta(days=back)).isoformat() if published else None
    return _moment(sentence, at, at + weekday.length - 1, day, day, "day")


def _moment(sentence: Sentence, first: int, last: int, start: str | None, end: str | None, precision: str) -> Moment:
    text = " ".join(word.text for word in sentence.words[first : last + 1])
    return Moment(first, last, When(text=text, start=start, end=end, precision=precision))
