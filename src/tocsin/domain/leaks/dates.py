"""Days of the calendar, however a person writes them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.domain.leaks.words import Word, words_of
from tocsin.vocabulary.traces import DAYS_FROM_NOW, MONTHS, ORDINALS, WEEKDAYS

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_SHORT = re.compile(r"(?<![\d.])(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/])")
_LONGEST_MONTH = 31
_OTHER_WORDS = frozenset({"may", "mar", "mart", "mars", "march", "sept"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day in a text, or a month where no day is named."""

    start: int
    end: int
    month: int
    day: int | None
    year: int | None = None


def days_in(text: str, today: date) -> tuple[Day, ...]:
    """Return every day that a text names; a weekday is the next one."""
    return (*_numeric(text), *_in_words(text), *_from_now(text, today))


def tells(secret: str, day: Day) -> bool:
    """Say whether a day in a text is a withheld one. One of which only the month is known is told by the month."""
    year, month, number = _taken_apart(secret)
    if month is None or day.month != month or (year and day.year and day.year % 100 != year % 100):
        return False
    return day.day == number


def _taken_apart(value: str) -> tuple[int | None, int | None, int | None]:
    match = re.match(r"(\d{4}|-)-(\d{2})(?:-(\d{2}))?", value)
    if match is None:
        return None, None, None
    year, month, day = match.groups()
    return (int(year) if year.isdecimal() else None), int(month), (int(day) if day else None)


def _numeric(text: str) -> Iterator[Day]:
    for pattern in (_ISO, _COMPACT):
        for match in pattern.finditer(text):
            year, month, day = match.groups()
            number = int(day) if day else None
            yield Day(start=match.start(), end=match.end(), year=int(year), month=int(month), day=number)
    for match in _SHORT.finditer(text):
        first, sign, second, year = match.groups()
        if year is None and sign == "-":
            continue
        for day, month in ((int(first), int(second)), (int(second), int(first))):
            number = int(year) if year else None
            yield Day(start=match.start(), end=match.end(), year=number, month=month, day=day)


def _in_words(text: str) -> Iterator[Day]:
    words = words_of(text)
    for at, word in enumerate(words):
        month = MONTHS.get(word.folded)
        if month is None:
            continue
        year = next(
            (int(each.text) for each in words[at + 1 : at + 3] if re.fullmatch(r"(19|20)\d\d", each.text)), None
        )
        before = [each for each in _days_before(words, at) if each[0] is not None]
        behind = [(_day(words, at + 1), at + 1)] if at + 1 < len(words) and _day(words, at + 1) else []
        alone = [] if word.folded in _OTHER_WORDS and word.text.islower() else [(None, at)]
        for day, place in before or behind or alone:
            start, end = words[min(place, at)].start, words[max(place, at)].end
            yield Day(start=start, end=end, year=year, month=month, day=day)


def _days_before(words: Sequence[Word], at: int) -> Iterator[tuple[int | None, int]]:
    """A day in front of its month: "14 November", "the 14th of November", "14 et 15 novembre"."""
    for place in range(max(0, at - 4), at):
        if all(_may_stand_between(each.folded) for each in words[place + 1 : at]):
            yield _day(words, place), place


def _may_stand_between(word: str) -> bool:
    return word in {"of", "and", "or", "to", "the", "et", "ou", "au", "ve", "day", "st", "nd", "rd", "th"} or (
        re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", word) is not None or word in ORDINALS
    )


def _day(words: Sequence[Word], at: int) -> int | None:
    match = re.fullmatch(r"0?(\d{1,2})(?:st|nd|rd|th|er|i|e|te|de|da)?", words[at].folded)
    if match is not None:
        return int(match[1]) if 0 < int(match[1]) <= _LONGEST_MONTH else None
    two = " ".join(word.folded for word in words[at : at + 2])
    return ORDINALS.get(two) or ORDINALS.get(words[at].folded)


def _from_now(text: str, today: date) -> Iterator[Day]:
    for word in words_of(text):
        ahead = DAYS_FROM_NOW.get(word.folded)
        if word.folded in WEEKDAYS and word.text[:1].isupper():
            ahead = (WEEKDAYS[word.folded] - today.weekday()) % 7 or 7
        if ahead is not None:
            found = today + timedelta(days=ahead)
            yield Day(start=word.start, end=word.end, year=found.year, month=found.month, day=found.day)
