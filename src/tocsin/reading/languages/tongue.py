"""Tongue: what the reader by patterns knows of one language, made from its file in data/ once a process."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tocsin.domain.claim import Status
from tocsin.reading import lexicon
from tocsin.reading.languages.phrasebook import Phrasebook, key_of
from tocsin.vocabulary.country import COUNTRIES

PATTERNS = ("fr", "tr")  # the languages that have a file


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word is: the tag that the grammar knows it by, and what it stands for."""

    tag: str
    value: str = ""
    is_proper: bool = False  # written with a capital, or it is another word
    is_again: bool = False  # it may mean somebody who was named before


@dataclass(frozen=True, slots=True)
class Deed:
    """What a word tells of: a type of event, or one of the readers' own (stay, wanted, saying)."""

    type: str
    voice: str  # verb (its voice is to be found out), active, passive or noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """The words and patterns of one language."""

    code: str
    data: Mapping[str, Any]  # Any: what TOML gives
    token: re.Pattern[str]
    accents: frozenset[str]
    senses: Phrasebook[Sense]
    deeds: Phrasebook[Deed]
    marks: Phrasebook[str]
    before: Phrasebook[Status | str]  # what is said of a deed before it
    after: Phrasebook[Status | str]
    figurative: Phrasebook[bool]
    denying: Phrasebook[bool]
    grammar: re.Pattern[str]
    cases: tuple[tuple[str, re.Pattern[str]], ...]
    participle: re.Pattern[str]
    endings: tuple[tuple[Status, re.Pattern[str]], ...]

    @property
    def verb_is_last(self) -> bool:
        """Say whether what belongs to a verb precedes it."""
        return bool(self.data["order"] == "before")

    def keys(self, *path: str) -> frozenset[str]:
        """Return a list of single words, folded."""
        return _keys(self.code, path)

    def case(self, tail: str) -> str:
        """Say in which case an ending puts its word; empty for none."""
        return next((name for name, pattern in self.cases if tail and pattern.search(tail)), "")


@cache
def _keys(code: str, path: tuple[str, ...]) -> frozenset[str]:
    tongue = tongue_of(code)
    found: Any = tongue.data
    for step in path:
        found = found[step]
    return frozenset(key_of(word.rstrip("*"), tongue.accents) for word in found)


@cache
def tongue_of(code: str) -> Tongue:
    """Load a language."""
    data = lexicon.table(code)
    token = re.compile(data["token"], re.IGNORECASE)
    accents = frozenset(data["accents"])

    def book(entries: Iterable[tuple[Iterable[str], Any]]) -> Phrasebook[Any]:
        made: Phrasebook[Any] = Phrasebook(token, accents)
        for spellings, value in entries:
            made.add(spellings, value)
        return made

    return Tongue(
        code=code,
        data=data,
        token=token,
        accents=accents,
        senses=book(_senses(code, data)),
        deeds=book(_deeds(data)),
        marks=book((words, mark) for mark, words in data["marks"].items()),
        before=book(_cues(data["cues"])),
        after=book(_cues(data["cues_after"])),
        figurative=book([(data["figurative"]["words"], True)]),
        denying=book([(data["figurative"]["denying"], True)]),
        grammar=re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in data["grammar"].items())),
        cases=tuple((name, re.compile(it)) for name, it in data.get("cases", {}).items() if isinstance(it, str)),
        participle=re.compile(data["participle"]),
        endings=tuple((Status(name), re.compile(pattern)) for name, pattern in data["endings"].items()),
    )


_KINDS = {"person": "P", "group": "G", "organisation": "O", "facility": "F", "mission": "D", "gathering": "E"}
_KINDS |= {"weapon": "W", "place": "K"}


def _senses(code: str, data: Mapping[str, Any]) -> Iterator[tuple[Iterable[str], Sense]]:
    again = frozenset(data["nouns"]["again"])
    for tag, words in data["tags"].items():
        yield words, Sense(tag)
    for kind, tag in _KINDS.items():
        for word in data["nouns"][kind]:
            yield [word], Sense(tag, is_again=word in again)
    for word, role in data["roles"].items():
        yield [word], Sense("P", role, is_again=word in again)
    for word, number in data["numbers"].items():
        yield [word], Sense("1", str(number))
    yield data["armed"]["names"], Sense("R", is_proper=True)
    yield data["peoples"]["words"], Sense("X")
    yield from _countries(code, data)


def _countries(code: str, data: Mapping[str, Any]) -> Iterator[tuple[Iterable[str], Sense]]:
    ending = "*" if data["order"] == "before" else ""  # suffixes follow a name without an apostrophe too
    for country in COUNTRIES.values():
        own = country.tr if code == "tr" else country.fr
        names = [own, *data["countries"].get(country.code, ())]
        yield [name + ending for name in names], Sense("C", country.code, is_proper=True)
        if code == "tr":
            yield [f"{word}{ending}" for word in country.turkish], Sense("A", country.code, is_proper=True)
    for nation, words in data["demonyms"].items():
        yield words, Sense("A", nation, is_proper=code == "tr")


def _deeds(data: Mapping[str, Any]) -> Iterator[tuple[Iterable[str], Deed]]:
    for type_, lists in data["triggers"].items():
        for voice, words in lists.items():
            yield words, Deed(type_, voice.rstrip("s"))
    for type_ in ("stays", "wanted", "leading", "saying"):
        yield data[type_]["verbs"], Deed(type_, "verb")


def _cues(table: Mapping[str, Iterable[str]]) -> Iterator[tuple[Iterable[str], Status | str]]:
    """Statuses, and `doing` and `through`, which only tie a doer to the deed."""
    for name, words in table.items():
        yield words, Status(name) if name in set(Status) else name
