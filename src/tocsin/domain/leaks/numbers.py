"""Numbers, in digits and in words, with what they count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.domain.leaks.words import Word, words_of
from tocsin.vocabulary.traces import ALONE, MEASURES, MULTIPLES, NUMERALS, PEOPLE, Numerals

TELLING = 10  # a number from here on tells something by itself; a smaller one only by what it counts
_REACH = 3  # words behind a number in which what it counts is looked for
_LONGEST = 8  # words of a number
_YEARS = range(1900, 2101)
_LABELS = frozenset(
    {"article", "art", "section", "no", "number", "line", "version", "page", "paragraph", "rule", "act"}
)
_AGED = frozenset({"aged", "age"})
_OLD = frozenset({"year", "years", "yasinda", "ans", "yo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a text."""

    start: int
    end: int
    value: int
    before: str  # the word in front
    behind: tuple[str, ...]

    def counts(self, nouns: frozenset[str]) -> bool:
        """Say whether it counts one of these."""
        return not nouns.isdisjoint(self.behind)

    @property
    def is_age(self) -> bool:
        """Say whether it is how old somebody is."""
        return self.before in _AGED or not _OLD.isdisjoint(self.behind[:1])

    def is_birth(self, age: int, year: int) -> bool:
        """Say whether it is the year in which somebody of this age was born."""
        return self.value in {year - age, year - age - 1}

    @property
    def is_bare_of_people(self) -> bool:
        """Say whether it measures time or money, or is the number of an article or a year."""
        return self.before in _LABELS or not MEASURES.isdisjoint(self.behind[:1]) or self._is_year

    @property
    def _is_year(self) -> bool:
        return self.value in _YEARS and not self.counts(PEOPLE)


def numbers_in(text: str) -> tuple[Number, ...]:
    """Return every number of a text."""
    words = words_of(text)
    found, at = [], 0
    while at < len(words):
        length, value = _at(words, at, text)
        if value is not None:
            before = words[at - 1].folded if at else ""
            behind = tuple(word.folded for word in words[at + length : at + length + _REACH])
            start, end = words[at].start, words[at + length - 1].end
            found.append(Number(start=start, end=end, value=value, before=before, behind=behind))
        at += length if length and words[at].folded not in ALONE else 1  # "on" may belong to what is before it
    return tuple(found)


def tells(secret_value: int, nouns: frozenset[str], *, is_age: bool, number: Number, year: int) -> bool:
    """Say whether a number in a text gives a withheld one away, in a year."""
    if is_age and number.is_birth(secret_value, year):
        return True
    if number.value != secret_value:
        return False
    if is_age:
        return number.is_age or (secret_value >= TELLING and not number.is_bare_of_people)
    if number.is_bare_of_people and not number.counts(nouns):
        return False
    return secret_value >= TELLING or number.counts(nouns | PEOPLE)


def _at(words: Sequence[Word], at: int, text: str) -> tuple[int, int | None]:
    """Return how many words make up the number that stands here, and what it is."""
    if words[at].text.isdecimal():
        return _digits(words, at, text)
    if (value := _roman(words, at)) is not None:
        return 1, value
    for length in (3, 2, 1):
        phrase = " ".join(word.folded for word in words[at : at + length])
        if len(words) - at >= length and phrase in MULTIPLES:
            return length, MULTIPLES[phrase]
    spelt = max((_spelt(words, at, numerals) for numerals in NUMERALS), key=lambda found: found[0])
    return spelt if spelt[0] else (0, None)


_PART_OF_MORE = re.compile(r"[:/.\-]\d|[(:]")


def _digits(words: Sequence[Word], at: int, text: str) -> tuple[int, int | None]:
    """Read digits, in groups of three or not; what is part of a date, a time, a telephone number or a law is none."""
    length, digits = 1, words[at].text
    while len(digits) <= 9 and at + length < len(words) and _goes_on(words[at + length - 1], words[at + length], text):
        digits += words[at + length].text
        length += 1
    end = words[at + length - 1].end
    before = text[max(0, words[at].start - 2) : words[at].start]
    is_part = _PART_OF_MORE.match(text, end) is not None or re.search(r"\d[:/.\-]$|[+(#/]$", before) is not None
    return length, None if is_part or len(digits) > 9 else int(digits)


def _goes_on(word: Word, following: Word, text: str) -> bool:
    between = text[word.end : following.start]
    return (
        between in {",", ".", "\u00a0", " ", "'"}
        and len(following.text) == 3
        and following.text.isdecimal()
        and (len(word.text) <= 3)
    )


def _spelt(words: Sequence[Word], at: int, numerals: Numerals) -> tuple[int, int | None]:
    """Read a number in words of one language: "three hundred and twenty-four"."""
    whole, part, at_now, end = 0, 0, 0, 0
    folded = [word.folded for word in words[at : at + _LONGEST]]
    while at_now < len(folded):
        pair = " ".join(folded[at_now : at_now + 2])
        word, length = (pair, 2) if pair in numerals.below else (folded[at_now], 1)
        value = numerals.below.get(word)
        if value is not None and _fits(value, part, is_first=not end):
            part += value
        elif word in numerals.hundred and part < TELLING:
            part = max(part, 1) * 100
        elif word in numerals.thousand and not whole:
            whole, part = max(part, 1) * 1000, 0
        elif word not in numerals.joins or not end:
            break
        else:
            at_now += length
            continue
        at_now += length
        end = at_now
    is_alone = end == 1 and folded[0] in ALONE and folded[1:2] and folded[1] not in PEOPLE
    return (end, whole + part) if end and not is_alone else (0, None)


def _fits(value: int, part: int, *, is_first: bool) -> bool:
    """Say whether a numeral can go on with a number: "soixante" with "dix", not "ten" with "eighty"."""
    if is_first:
        return True
    if value < TELLING:
        return part % 10 == 0
    return part % 100 in ({0, 60, 80} if value < 20 else {0})


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_IS_ROMAN = re.compile(r"(?=[MDCLXVI]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def _roman(words: Sequence[Word], at: int) -> int | None:
    """Read Roman numerals, in front of people alone: elsewhere they are kings and chapters."""
    text = words[at].text
    if _IS_ROMAN.fullmatch(text) is None or not any(word.folded in PEOPLE for word in words[at + 1 : at + 2]):
        return None
    values = [_ROMAN[sign] for sign in text]
    return sum(-one if one < next_ else one for one, next_ in zip(values, [*values[1:], 0], strict=True))
