"""Languages a tearline can be written in, and their words (data/wording). A label of TLP is never translated."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Language(StrEnum):
    """ISO 639-1."""

    ENGLISH = "en"
    TURKISH = "tr"
    FRENCH = "fr"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: sections of its file, each with its keys."""

    sections: Mapping[str, Any]

    def say(self, section: str, key: str, **values: object) -> str:
        """Return a phrase with its values put in."""
        found: str = self.sections[section][key]
        return found.format(**values) if values else found

    def row(self, section: str, key: str) -> Mapping[str, str]:
        """Return what is kept under a key that has several parts."""
        found: Mapping[str, str] = self.sections[section][key]
        return found

    def knows(self, section: str, key: str) -> bool:
        """Say whether there is a phrase for it."""
        return key in self.sections[section]


@cache
def words(language: Language) -> Words:
    """Return the words of a language."""
    return Words(_read(f"{language}.toml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NounEntry:
    """One row of nouns.toml; `one` and `many` are English."""

    one: str
    many: str
    tr: str
    fr: str
    fr_many: str
    gender: str


@cache
def _nouns() -> Mapping[str, tuple[NounEntry, bool]]:
    """Every form a report may use, with its row and whether it stands for several."""
    rows = [NounEntry(one=one, **row) for one, row in _read("nouns.toml")["noun"].items()]
    many = {row.many: (row, True) for row in rows}
    return many | {row.one: (row, False) for row in rows if row.one != row.many}


def noun(form: str) -> tuple[NounEntry, bool] | None:
    """Find a noun by one of its English forms; the second says whether it stands for several."""
    return _nouns().get(form.casefold().replace("-", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """A word before a noun. French has four forms: masculine one and many, feminine one and many."""

    tr: str
    fr: tuple[str, str, str, str]


@cache
def _modifiers() -> Mapping[str, Modifier]:
    return {word: Modifier(tr=row["tr"], fr=tuple(row["fr"])) for word, row in _read("nouns.toml")["modifier"].items()}


def modified(text: str) -> tuple[Modifier, NounEntry] | None:
    """Take apart words like "deputy governor"; None where either is not known."""
    first, _, rest = text.partition(" ")
    found = noun(rest)
    return (_modifiers()[first], found[0]) if found is not None and first in _modifiers() else None


@cache
def places() -> Mapping[str, Mapping[str, str]]:
    """Return places with a name of their own in Turkish or French."""
    found: Mapping[str, Mapping[str, str]] = _read("nouns.toml")["place"]
    return found


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("tocsin.vocabulary").joinpath("data/wording", name).read_text("utf-8"))
