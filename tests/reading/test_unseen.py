"""Reports that somebody else invented and annotated: what share of their concerns is found, and what must never be."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tocsin.reading import read

HERE = Path(__file__).parent / "unseen"
NAMES = sorted(path.stem for path in HERE.glob("*.toml"))
LEAST_F1 = 0.86
LEAST_PRECISION = 0.85


def annotated(name: str) -> dict[str, Any]:  # Any: what TOML gives
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def concerns_of(name: str) -> set[tuple[str | None, str]]:
    reading = read((HERE / f"{name}.txt").read_bytes())
    return {(concern.country, str(concern.reason)) for concern in reading.concerns}


def scores() -> Iterator[tuple[int, int, int]]:
    for name in NAMES:
        gold = annotated(name)
        wanted, optional = ({tuple(each) for each in gold.get(key, [])} for key in ("concerns", "optional"))
        found = concerns_of(name)
        yield len(found & wanted), len(found - wanted - optional), len(wanted - found)


def test_reports_that_a_stranger_annotated_are_read_about_as_well_as_our_own() -> None:
    right, extra, missed = (sum(column) for column in zip(*scores(), strict=True))

    assert right / (right + extra) >= LEAST_PRECISION
    assert 2 * right / (2 * right + extra + missed) >= LEAST_F1


@pytest.mark.parametrize("name", NAMES)
def test_a_country_that_a_report_only_mentions_is_never_concerned(name: str) -> None:
    never = set(annotated(name).get("never", []))

    assert not never & {country for country, _ in concerns_of(name)}
