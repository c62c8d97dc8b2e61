"""Statuses: what a node states that it has had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.status import Held, Status, compose, parse

HELD = Held(urgency=Urgency.IMMEDIATE, epoch=1, position=7)


@given(st.lists(st.sampled_from(Urgency), unique=True), st.integers(min_value=0, max_value=2**53 - 1))
def test_a_status_is_read_back_as_it_was_written(urgencies, position):
    held = tuple(Held(urgency=urgency, epoch=1, position=position) for urgency in urgencies)
    status = Status(checkpoint="a.example — ü\n".encode(), held=held)

    assert parse(compose(status)) == status


def test_a_stream_is_stated_once():
    with pytest.raises(InvalidError):
        Status(checkpoint=b"", held=(HELD, HELD))


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'{"format":"tocsin/status/2","checkpoint":"","held":[]}',
        b'{"format":"tocsin/status/1","checkpoint":1,"held":[]}',
        b'{"format":"tocsin/status/1","checkpoint":"","held":[{"urgency":"past","epoch":1,"position":1}]}',
        b'{"format":"tocsin/status/1","checkpoint":"","held":[{"urgency":["x"],"epoch":1,"position":1}]}',
        b'{"format":"tocsin/status/1","checkpoint":"","held":[{"urgency":"future","epoch":0,"position":1}]}',
        b'{"format":"tocsin/status/1","checkpoint":"","held":[{"urgency":"future","epoch":1,"position":-1}]}',
    ],
)
def test_a_status_that_makes_no_sense_is_refused(body):
    with pytest.raises(UntrustedError):
        parse(body)


def test_no_part_of_a_status_can_be_missing():
    whole = compose(Status(checkpoint=b"x", held=(HELD,)))

    for end in range(len(whole)):
        with pytest.raises(UntrustedError):
            parse(whole[:end])
