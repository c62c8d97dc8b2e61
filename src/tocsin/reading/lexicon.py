"""The word-lists of `data/`, loaded once and asked in one way. Adding a word is a line there, never code here."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:  # Any: what TOML gives
    """Load one of the word-lists."""
    return tomllib.loads(files("tocsin.reading").joinpath(f"data/{name}.toml").read_text("utf-8"))


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """Return a list of words from a table, as a set."""
    found: Any = table(name)  # Any: what TOML gives
    for step in path:
        found = found[step]
    return frozenset(found)


@cache
def numbers() -> dict[str, int]:
    """Return the number words."""
    return dict(table("quantities")["numbers"])


@cache
def person_nouns() -> frozenset[str]:
    """Return nouns whose commonest sense is a person (WordNet 3.0)."""
    return frozenset(files("tocsin.reading").joinpath("data/person_nouns.txt").read_text("utf-8").split())


@cache
def proper_words() -> frozenset[str]:
    """Return words that English writes with a capital only (WordNet 3.0), in lower case."""
    return frozenset(files("tocsin.reading").joinpath("data/proper_words.txt").read_text("utf-8").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An organisation that the word-list knows."""

    name: str
    spellings: tuple[str, ...]
    armed: bool = False
    country: str | None = None
    wire: bool = False


@cache
def organisations() -> dict[str, Known]:
    """Return every spelling of every organisation the word-list knows."""
    data = table("organisations")
    known = [Known(name=name, spellings=(name, *also), armed=True) for name, also in data["armed"].items()]
    known += [
        Known(name=name, spellings=(name, *line["aliases"]), country=line.get("country"))
        for name, line in data["state"].items()
    ]
    known += [Known(name=name, spellings=(name,), wire=True) for name in data["wires"]["names"]]
    return {spelling: each for each in known for spelling in each.spellings}
