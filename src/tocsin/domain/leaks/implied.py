"""Implied: numbers and days that a reader works out from others in one sentence: sums, dozens, the day after."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from tocsin.domain.leaks.dates import Day, days_in
from tocsin.domain.leaks.numbers import Number, numbers_in
from tocsin.domain.leaks.words import Word, words_of
from tocsin.vocabulary.traces import FEASTS, PEOPLE

_TIMES = {"twice": 2, "double": 2, "thrice": 3, "triple": 3}
_PACKED = {"dozen": 12, "dozens": 12, "score": 20}
_BESIDE = 40  # signs between two numbers that are added up
_STEPS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
_DAY_NUMBERED = frozenset({"day", "jour", "gun"})
_LONGEST_YEAR = 366
_LONGEST_FEAST = max(map(len, FEASTS))
_TOWARDS = {"after": 1, "following": 1, "before": -1, "preceding": -1}


def numbers_implied(text: str) -> Iterator[Number]:
    """Return numbers that are not written, but follow from those that are."""
    found = [each for each in numbers_in(text) if text[each.start : each.end].casefold() not in _PACKED]
    for number in found:
        if number.before in _TIMES:
            yield replace(number, value=_TIMES[number.before] * number.value)
        if number.behind[:1] and number.behind[0] in _PACKED:
            yield replace(number, value=_PACKED[number.behind[0]] * number.value, behind=number.behind[1:])
    for first, second in pairwise(found):
        between = text[first.end : second.start]
        if len(between) > _BESIDE or any(sign in between for sign in ".;:?!"):
            continue
        yield from _together(first, second, between)


def _together(first: Number, second: Number, between: str) -> Iterator[Number]:
    joint = replace(second, start=first.start, before=first.before)
    value = _PACKED.get(first.behind[0], 1) * first.value if first.behind else first.value
    value *= _TIMES.get(first.before, 1)
    if "than" in between:
        sign = -1 if "less" in between or "fewer" in between else 1
        yield replace(joint, value=second.value + sign * first.value, behind=tuple(PEOPLE & set(between.split())))
    elif first.counts(PEOPLE | _PACKED.keys()):
        yield replace(joint, value=value + second.value, behind=(*first.behind, *second.behind))


def days_implied(text: str, today: date) -> Iterator[Day]:
    """Return days that are told by their distance from another: "the day after 13 November"."""
    words = words_of(text)
    for day in days_in(text, today):
        before = [word for word in words if word.end <= day.start][-4:]
        step = _step([word.folded for word in before])
        if step and day.day is not None:
            moved = _moved(day, step, today)
            if moved is not None:
                start = next(word.start for word in before if word.folded in _STEPS.keys() | _TOWARDS.keys())
                yield replace(day, start=start, year=None, month=moved.month, day=moved.day)
    yield from _ago(words, today)
    yield from _of_the_year(words, today)
    yield from _feasts(words)


def _step(words: list[str]) -> int:
    towards = next((_TOWARDS[word] for word in words if word in _TOWARDS), 0)
    return towards * next((_STEPS[word] for word in words if word in _STEPS), 0)


def _moved(day: Day, step: int, today: date) -> date | None:
    try:
        return date(day.year or today.year, day.month, day.day or 1) + timedelta(days=step)
    except ValueError:
        return None


def _ago(words: tuple[Word, ...], today: date) -> Iterator[Day]:
    for number, unit, *rest in zip(words, words[1:], words[2:], strict=False):
        if number.text.isdecimal() and len(number.text) < 4 and unit.folded in {"day", "days"}:
            back = rest[0].folded in {"ago", "back"}
            found = today + timedelta(days=-int(number.text) if back else int(number.text))
            yield Day(start=number.start, end=unit.end, month=found.month, day=found.day, year=found.year)


def _of_the_year(words: tuple[Word, ...], today: date) -> Iterator[Day]:
    """A day by its number: "day 317 of the year"; of this year, or of one that was or is to come."""
    for name, number in pairwise(words):
        if name.folded in _DAY_NUMBERED and number.text.isdecimal() and 0 < int(number.text) <= _LONGEST_YEAR:
            for year in (today.year - 1, today.year, today.year + 1):
                found = date(year, 1, 1) + timedelta(days=int(number.text) - 1)
                yield Day(start=name.start, end=number.end, month=found.month, day=found.day, year=found.year)


def _feasts(words: tuple[Word, ...]) -> Iterator[Day]:
    """Feasts that fall on one day every year; of two that begin alike the longer."""
    at = 0
    while at < len(words):
        for length in range(_LONGEST_FEAST, 0, -1):
            those = words[at : at + length]
            found = FEASTS.get(tuple(word.folded for word in those))
            if found is not None and those[0].text[:1].isupper():
                yield Day(start=those[0].start, end=those[-1].end, month=found[0], day=found[1])
                at += length - 1
                break
        at += 1
