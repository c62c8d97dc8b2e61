"""Countries: codes, names, demonyms and seats of government (data/countries.toml).

A word belongs to at most one country here. Where it may mean something else as well (Georgia, Jordan, Polish
hopes and Poles), `is_ambiguous` says so and the reader decides by what stands around it.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_SIGNS = str.maketrans(
    {"ı": "i", "-": " ", "‐": " ", "‑": " ", "–": " ", "’": "", "'": "", "‘": "", "ʿ": "", "ʾ": "", "`": "", ".": ""}
    | {"&": " and ", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One row of countries.toml."""

    code: str  # ISO 3166-1 alpha-2
    name: str
    tr: str
    fr: str
    names: tuple[str, ...] = ()  # other names, in any language
    adjectives: tuple[str, ...] = ()  # English
    nouns: tuple[str, ...] = ()  # English, one and many
    turkish: tuple[str, ...] = ()  # Turkish words for its people
    capitals: tuple[str, ...] = ()  # also other seats whose name stands for the government
    ambiguous: tuple[str, ...] = ()  # of all these words

    @property
    def capital(self) -> str | None:
        """The English name of the capital."""
        return self.capitals[0] if self.capitals else None

    @property
    def every_name(self) -> tuple[str, ...]:
        """All names in all languages."""
        return tuple(dict.fromkeys((self.name, *self.names, self.tr, self.fr)))

    @property
    def demonyms(self) -> tuple[str, ...]:
        """All words for what comes from it."""
        return tuple(dict.fromkeys((*self.adjectives, *self.nouns, *self.turkish)))


def by_code(code: str) -> Country:
    """Find a country by its code; raises `KeyError` where there is none."""
    return COUNTRIES[code]


def country_named(text: str) -> str | None:
    """Say which country a name means: "the Netherlands", "TURKEY", "U.S.", "Birleşik Krallık"."""
    return _look(_words_of("every_name"), text)


def country_of_demonym(text: str) -> str | None:
    """Say from which country a word for people or things is: "Dutch", "Britons", "Suriyeli"."""
    return _look(_words_of("demonyms"), text)


def capital_of(text: str) -> str | None:
    """Say whose capital or seat of government bears this name."""
    return _look(_words_of("capitals"), text)


def is_ambiguous(text: str) -> bool:
    """Say whether a word for a country, its people or its capital also means something else."""
    return _look(_words_of("ambiguous"), text) is not None


def fold(text: str) -> str:
    """Level out what writers do not agree on: case, diacritics, the dotless i, hyphens, apostrophes, full stops."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SIGNS))
    words = "".join(sign for sign in plain if not unicodedata.combining(sign)).split()
    return _saints(" ".join(words))


def fold_all(names: Iterable[str]) -> list[str]:
    """Fold many names at once, in a tenth of the time; no name may hold a line break."""
    text = "\n".join(names).casefold()
    for sign, plain in _SIGNS.items():
        text = text.replace(chr(sign), plain)
    text = re.sub(_marks(), "", unicodedata.normalize("NFKD", text))
    while "  " in text:
        text = text.replace("  ", " ")
    for edge in ("\n", "|"):
        text = text.replace(f" {edge}", edge).replace(f"{edge} ", edge)
    return _saints(text.strip(" ")).split("\n")


class _Rows(Mapping[str, Country]):
    """The file, read when somebody first looks."""

    def __getitem__(self, code: str) -> Country:
        return _load()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(_load())

    def __len__(self) -> int:
        return len(_load())


COUNTRIES: Mapping[str, Country] = _Rows()


@cache
def _load() -> dict[str, Country]:
    text = files("tocsin.vocabulary").joinpath("data/countries.toml").read_text("utf-8")
    rows: dict[str, dict[str, Any]] = tomllib.loads(text)["country"]  # a cell is text, or a list of text
    return {code: Country(code=code, **_cells(row)) for code, row in rows.items()}


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(cell) if isinstance(cell, list) else cell for name, cell in row.items()}


def _saints(text: str) -> str:
    """Write saints out: "st denis" is "saint denis"."""
    for before in ("\n", "|", " "):
        text = text.replace(f"{before}st ", f"{before}saint ").replace(f"{before}ste ", f"{before}sainte ")
    return f"saint {text[3:]}" if text.startswith("st ") else text


@cache
def _marks() -> str:
    """A pattern of the marks that stand on letters, of the scripts from Latin to Tibetan."""
    return "[" + "".join(chr(code) for code in range(0x300, 0x1000) if unicodedata.combining(chr(code))) + "]+"


@cache
def _words_of(kind: str) -> dict[str, str]:
    """Every folded word of one kind, with its country."""
    return _words((country.code, getattr(country, kind)) for country in _load().values())


def _words(rows: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, words in rows:
        for word in words:
            found.setdefault(_key(word), code)
    return found


def _key(text: str) -> str:
    """The folded word; letters alone ("US", "U.S.") keep their case, or every "us" would be a country."""
    letters = text.replace(". ", ".").replace(".", "")
    if letters.isupper() and letters.isalpha() and len(letters) <= 5:
        return letters
    folded = fold(text)
    return folded.removeprefix("the ")


def _look(words: Mapping[str, str], text: str) -> str | None:
    key = _key(text.strip())
    found = words.get(key)
    if found is None and key.isupper():  # "IRAQ" is not made of initials
        return words.get(fold(key))
    return found
