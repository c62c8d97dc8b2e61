"""Traces: the words in which numbers, dates and people stand in free text (data/traces.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """How one language writes numbers in words."""

    below: Mapping[str, int]  # one, twelve, twenty
    hundred: frozenset[str]
    thousand: frozenset[str]
    joins: frozenset[str]


def _numerals(line: Mapping[str, Any]) -> Numerals:
    below = {word: value for value, word in enumerate(line["units"])}
    below |= {word: 20 + 10 * at for at, word in enumerate(line["tens"])} | line.get("more", {})
    return Numerals(
        below=below,
        hundred=frozenset(line["hundred"]),
        thousand=frozenset(line["thousand"]),
        joins=frozenset(line["and"]),
    )


def _by_word(table: Mapping[str, list[str]]) -> dict[str, int]:
    return {word: int(number) for number, words in table.items() for word in words}


def _by_feast(table: Mapping[str, list[str]]) -> dict[tuple[str, ...], tuple[int, int]]:
    days = {day: tuple(map(int, day.split("-"))) for day in table}
    return {tuple(name.split()): (days[day][0], days[day][1]) for day, names in table.items() for name in names}


def _load() -> dict[str, Any]:  # Any: what TOML gives
    return tomllib.loads(files("tocsin.vocabulary").joinpath("data/traces.toml").read_text("utf-8"))


_TABLE = _load()
MONTHS = _by_word(_TABLE["months"])
WEEKDAYS = _by_word(_TABLE["weekdays"])
DAYS_FROM_NOW = _by_word(_TABLE["days_from_now"])
FEASTS = _by_feast(_TABLE["feasts"])
MULTIPLES = _by_word(_TABLE["multiples"])
ORDINALS = {word: at + 1 for at, word in enumerate(_TABLE["ordinals"]["words"])}
NUMERALS = tuple(_numerals(line) for line in _TABLE["numbers"].values())
ALONE = frozenset(_TABLE["alone"]["words"])
PEOPLE = frozenset(_TABLE["people"]["words"])
MEASURES = frozenset(_TABLE["measures"]["words"])
