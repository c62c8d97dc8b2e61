"""States, by their names in several languages, their people, or the seat of their government."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.domain.leaks.words import words_of
from tocsin.vocabulary.country import COUNTRIES, capital_of, country_named, country_of_demonym

_FLAG_A = 0x1F1E6  # the first of the signs of which flags are made
_SIGN = re.compile(r"([\U0001F1E6-\U0001F1FF]{2})|\(([A-Z]{2})\)|(?:(?<=\s)|(?<=[a-z]))\.([a-z]{2})(?!\w|\.\w)")
_BY_DOMAIN = {"UK": "GB"}
_LONGEST = 5  # words of a state's name
_ENDINGS = (
    "n",
    "s",
    "da",
    "de",
    "ta",
    "te",
    "dan",
    "den",
    "tan",
    "ten",
    "ya",
    "ye",
    "a",
    "e",
    "in",
    "un",
    "nin",
    "nun",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state that a text names."""

    start: int
    end: int
    code: str


def states_in(text: str) -> tuple[State, ...]:
    """Return every state that a text names, the longest name first where one stands in another."""
    return (*_states(text), *_signs(text))


def _signs(text: str) -> Iterator[State]:
    """Return the states that stand in a text as a flag, as a code in brackets, or as the end of an internet address."""
    for match in _SIGN.finditer(text):
        flag, code, domain = match.groups()
        letters = "".join(chr(ord(sign) - _FLAG_A + ord("A")) for sign in flag) if flag else (code or domain).upper()
        letters = _BY_DOMAIN.get(letters, letters) if domain else letters
        if letters in COUNTRIES:
            yield State(start=match.start(), end=match.end(), code=letters)


def _states(text: str) -> Iterator[State]:
    words, at = words_of(text), 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = text[words[at].start : words[at + length - 1].end]
            code = _state(phrase) if not phrase.islower() else None
            if code is not None:
                yield State(start=words[at].start, end=words[at + length - 1].end, code=code)
                at += length - 1
                break
        at += 1


def _state(phrase: str) -> str | None:
    found = _exactly(phrase)
    if found is None and " " not in phrase and len(phrase) > 5:
        stems = (phrase.removesuffix(ending) for ending in _ENDINGS if phrase.endswith(ending))
        found = next((code for stem in stems if len(stem) > 4 and (code := _exactly(stem))), None)
    return found


def _exactly(phrase: str) -> str | None:
    return country_named(phrase) or country_of_demonym(phrase) or capital_of(phrase)
