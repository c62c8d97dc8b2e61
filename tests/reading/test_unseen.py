"""Reports that strangers invented and annotated: what share of their concerns is found, and what must never be.

The floors are what the reader reaches, less a little; a change that loses more than that has to say so.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tocsin.reading import read

HERE = Path(__file__).parent / "unseen"


@dataclass(frozen=True)
class Floor:
    """Least F1 and precision of a folder, and the most countries it may raise that are only mentioned."""

    f1: float
    precision: float
    never: int


FLOORS = {
    "first": Floor(0.89, 0.96, 0),
    "second": Floor(0.71, 0.82, 2),
    "third": Floor(0.77, 0.91, 0),
    "fourth": Floor(0.68, 0.82, 2),
    "fifth": Floor(0.76, 0.91, 0),
    "sixth": Floor(0.55, 0.73, 10),
    "held_out": Floor(0.60, 0.83, 3),
    "held_out_two": Floor(0.66, 0.85, 3),
    "held_out_three": Floor(0.57, 0.69, 5),
}


@cache
def gold(folder: str) -> dict[str, dict[str, Any]]:  # Any: what TOML gives
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((HERE / folder).glob("*.toml"))}


@cache
def found(folder: str) -> dict[str, set[tuple[str | None, str]]]:
    return {
        name: {(concern.country, str(concern.reason)) for concern in read(data).concerns}
        for name, data in ((name, (HERE / folder / f"{name}.txt").read_bytes()) for name in gold(folder))
    }


def pairs(entry: dict[str, Any], key: str) -> set[tuple[str, str]]:
    return {tuple(each) for each in entry.get(key, [])}


@pytest.mark.parametrize("folder", FLOORS)
def test_reports_that_a_stranger_annotated_are_read_no_worse_than_before(folder: str) -> None:
    right = extra = missed = 0
    for name, entry in gold(folder).items():
        concerns, wanted = found(folder)[name], pairs(entry, "concerns")
        right += len(concerns & wanted)
        extra += len(concerns - wanted - pairs(entry, "optional"))
        missed += len(wanted - concerns)

    assert right / (right + extra) >= FLOORS[folder].precision
    assert 2 * right / (2 * right + extra + missed) >= FLOORS[folder].f1


@pytest.mark.parametrize("folder", FLOORS)
def test_a_country_that_a_report_only_mentions_is_not_concerned(folder: str) -> None:
    raised = [
        (name, country)
        for name, entry in gold(folder).items()
        for country, _ in found(folder)[name]
        if country in set(entry.get("never", []))
    ]

    assert len(raised) <= FLOORS[folder].never
