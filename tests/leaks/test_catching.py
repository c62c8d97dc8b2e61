"""What is withheld is found in whatever spelling; where nothing is, nothing is found."""

import random
import sys
from pathlib import Path

import pytest

from leaks.adversary import WAYS, ask_of, traces
from leaks.catching import alarms, caught, cries, share, table

PROMISED = 0.99  # of what is written in a mechanical way
PAGE = Path(__file__).resolve().parents[2] / "docs/reference/leak-check.md"


def test_of_every_mechanical_way_nearly_all_is_found():
    found = caught(3, seed=11)
    assert share(found, 3, mechanical=True) >= PROMISED, table(found, 3)


def test_an_ask_that_holds_another_fact_raises_no_alarm():
    assert alarms(300, seed=12) == []


def test_an_ask_that_gives_nothing_away_raises_no_alarm():
    assert cries(1, seed=16) == []


def test_a_found_trace_stands_where_it_is_said_to_stand():
    rng = random.Random(13)
    for way in WAYS:
        fact = way.draw(rng)
        ask = ask_of(way, fact)
        for leak in traces(fact, ask):
            assert leak.words in ask, way.name


def test_every_way_stands_in_the_reference_with_its_rate():
    written = PAGE.read_text("utf-8")
    assert [way.name for way in WAYS if f"| {way.name}" not in written] == []


@pytest.mark.soak
def test_ten_thousand_withheld_facts_are_found_as_the_reference_says():
    times = 1 + 10_000 // len(WAYS)
    found = caught(times, seed=14)
    false = alarms(10_000, seed=15)
    sys.stdout.write(f"{table(found, times)}\nfalse alarms: {len(false)} of 10000\n" + "\n".join(false[:20]))
    assert share(found, times, mechanical=True) >= PROMISED
    assert len(false) <= 10
