"""Whole reports in Turkish and French: what share of their concerns is found, and what must never be raised.

They were invented, with their concerns, before the reader by patterns was written. `dev` was developed on; `held_out`
is only ever scored. The floors are what the reader reaches, less a little.
"""

from pathlib import Path

import pytest
from tests.concern_scores import scored

HERE = Path(__file__).parent / "reports"
FLOORS = {"fr/dev": (0.95, 0.95), "fr/held_out": (0.72, 0.90), "tr/dev": (0.95, 0.95), "tr/held_out": (0.80, 0.90)}


@pytest.mark.parametrize("folder", FLOORS)
def test_reports_in_a_language_read_by_patterns_are_read_no_worse_than_before(folder: str) -> None:
    f1, precision = FLOORS[folder]
    score = scored(HERE / folder)

    assert score.precision >= precision
    assert score.f1 >= f1


@pytest.mark.parametrize("folder", FLOORS)
def test_a_country_that_such_a_report_only_mentions_is_not_concerned(folder: str) -> None:
    assert not scored(HERE / folder).only_mentioned
