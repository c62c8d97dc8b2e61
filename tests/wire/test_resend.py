"""Resends: which positions are missing, and which are gone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import gaps
from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.resend import Resend, read_resend, resend_bytes
from wire.builders import a_resend

VECTOR = Path(__file__).resolve().parents[1] / "vectors" / "resend.json"
POSITIONS = st.sets(st.integers(1, 60))


def ranges(positions):
    return gaps.joined(tuple((each, each) for each in positions))


@given(st.sampled_from(Urgency), POSITIONS, POSITIONS)
def test_a_resend_is_read_back_as_it_was_written(urgency, missing, gone):
    if not missing | gone:
        return
    resend = Resend(salt=bytes(32), urgency=urgency, epoch=1, missing=ranges(missing), gone=ranges(gone))

    assert read_resend(resend_bytes(resend)) == resend


@given(POSITIONS, POSITIONS)
def test_ranges_are_the_sets_of_their_positions(one, other):
    def positions(found):
        return set(gaps.positions(found, most=1000))

    assert positions(gaps.joined(ranges(one), ranges(other))) == one | other
    assert positions(gaps.without(ranges(one), ranges(other))) == one - other
    assert positions(gaps.common(ranges(one), ranges(other))) == one & other
    assert gaps.count(ranges(one)) == len(one)
    assert all(gaps.has(ranges(one), each) == (each in one) for each in range(1, 61))
    assert list(gaps.positions(ranges(one), most=5)) == sorted(one)[:5]


def test_a_resend_about_nothing_cannot_exist():
    with pytest.raises(InvalidError):
        Resend(salt=bytes(32), urgency=Urgency.EXPECTED, epoch=1)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "tocsin/resend/2"},
        {"epoch": 0},
        {"urgency": "past"},
        {"salt": "AA"},
        {"missing": [[0, 1]]},
        {"missing": [[2, 1]]},
        {"missing": [[1]]},
        {"missing": [[1, 2, 3]]},
        {"missing": [1]},
        {"missing": [[4, 5], [1, 2]]},
        {"missing": [[1, 2], [3, 4]]},
        {"missing": [[at, at] for at in range(1, 1000, 2)]},
        {"missing": [], "gone": []},
        {"gone": [[1, 2**53]]},
        {"more": 1},
    ],
    ids=str,
)
def test_a_resend_that_makes_no_sense_is_refused(change):
    body = json.loads(resend_bytes(a_resend())) | change

    with pytest.raises(UntrustedError):
        read_resend(json.dumps(body, separators=(",", ":"), sort_keys=True).encode())


def test_the_vector_is_still_read_and_written_the_same():
    assert read_resend(VECTOR.read_bytes()) == a_resend()
    assert resend_bytes(a_resend()) == VECTOR.read_bytes()
