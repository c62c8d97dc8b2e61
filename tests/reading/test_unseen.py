"""Reports that strangers invented and annotated: what share of their concerns is found, and what must never be.

The floors are what the reader reaches, less a little; a change that loses more than that has to say so.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.concern_scores import scored

HERE = Path(__file__).parent / "unseen"


@dataclass(frozen=True)
class Floor:
    """Least F1 and precision of a folder, and the most countries it may raise that are only mentioned."""

    f1: float
    precision: float
    never: int


FLOORS = {
    "first": Floor(0.89, 0.96, 0),
    "second": Floor(0.71, 0.80, 3),
    "third": Floor(0.77, 0.91, 0),
    "fourth": Floor(0.68, 0.82, 2),
    "fifth": Floor(0.76, 0.91, 0),
    "sixth": Floor(0.55, 0.73, 10),
    "held_out": Floor(0.60, 0.83, 3),
    "held_out_two": Floor(0.66, 0.85, 3),
    "held_out_three": Floor(0.57, 0.69, 5),
}


@pytest.mark.parametrize("folder", FLOORS)
def test_reports_that_a_stranger_annotated_are_read_no_worse_than_before(folder: str) -> None:
    score = scored(HERE / folder)

    assert score.precision >= FLOORS[folder].precision
    assert score.f1 >= FLOORS[folder].f1


@pytest.mark.parametrize("folder", FLOORS)
def test_a_country_that_a_report_only_mentions_is_not_concerned(folder: str) -> None:
    assert len(scored(HERE / folder).only_mentioned) <= FLOORS[folder].never
