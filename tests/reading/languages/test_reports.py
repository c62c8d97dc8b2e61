"""Whole reports in Turkish and French: what share of their concerns is found, and what must never be raised.

They were invented, with their concerns, before the reader by patterns was written. `dev` was developed on; `held_out`
is only ever scored. The floors are what the reader reaches, less a little.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tocsin.reading import read

HERE = Path(__file__).parent / "reports"
FLOORS = {"fr/dev": (0.95, 0.95), "fr/held_out": (0.72, 0.90), "tr/dev": (0.95, 0.95), "tr/held_out": (0.80, 0.90)}


@cache
def gold(folder: str) -> dict[str, dict[str, Any]]:  # Any: what TOML gives
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((HERE / folder).glob("*.toml"))}


@cache
def found(folder: str) -> dict[str, set[tuple[str | None, str]]]:
    read_all = {name: read((HERE / folder / f"{name}.txt").read_bytes()) for name in gold(folder)}
    return {name: {(each.country, str(each.reason)) for each in found.concerns} for name, found in read_all.items()}


def pairs(entry: dict[str, Any], key: str) -> set[tuple[str, str]]:
    return {tuple(each) for each in entry[key]}


@pytest.mark.parametrize("folder", FLOORS)
def test_reports_in_a_language_read_by_patterns_are_read_no_worse_than_before(folder: str) -> None:
    right = extra = missed = 0
    for name, entry in gold(folder).items():
        concerns, wanted = found(folder)[name], pairs(entry, "concerns")
        right += len(concerns & wanted)
        extra += len(concerns - wanted - pairs(entry, "optional"))
        missed += len(wanted - concerns)
    f1, precision = FLOORS[folder]

    assert right / (right + extra) >= precision
    assert 2 * right / (2 * right + extra + missed) >= f1


@pytest.mark.parametrize("folder", FLOORS)
def test_a_country_that_such_a_report_only_mentions_is_not_concerned(folder: str) -> None:
    raised = [
        (name, country)
        for name, entry in gold(folder).items()
        for country, _ in found(folder)[name]
        if country in entry["never"]
    ]

    assert not raised
