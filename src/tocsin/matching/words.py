"""The word-lists of `data/`, loaded once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:  # Any: what TOML gives
    """Load one of the word-lists."""
    return tomllib.loads(files("tocsin.matching").joinpath(f"data/{name}.toml").read_text("utf-8"))


@cache
def words(*path: str) -> frozenset[str]:
    """Return a list of `words.toml` as a set."""
    found: Any = table("words")  # Any: what TOML gives
    for step in path:
        found = found[step]
    return frozenset(found)
