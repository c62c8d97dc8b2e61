"""Statuses: what a node states that it has had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.canonical import decode, encode
from tocsin.wire.leaf import leaf_to_json
from tocsin.wire.status import Continues, Cosigned, Held, Status, compose, parse
from wire.builders import B, a_log, a_record

HELD = Held(urgency=Urgency.IMMEDIATE, epoch=1, position=7, newest=9)
LEAF = a_log(B, a_record("11" * 32, "message.received")).leaves[0]
STATUS = Status(
    salt=bytes(32),
    checkpoint="a.example — ü\n".encode(),
    held=(HELD,),
    continues=(Continues(size=1, path=()), Continues(size=5, path=(bytes(32), bytes(32)))),
    cosigned=Cosigned(size=7, line="— b.example/tocsin AAAA", may_be_named=False),
    entries=(LEAF,),
)


@given(st.lists(st.sampled_from(Urgency), unique=True), st.tuples(*[st.integers(min_value=0, max_value=2**53 - 1)] * 2))
def test_a_status_is_read_back_as_it_was_written(urgencies, ends):
    held = tuple(Held(urgency=each, epoch=1, position=min(ends), newest=max(ends)) for each in urgencies)
    status = Status(salt=bytes(32), checkpoint="a.example — ü\n".encode(), held=held)

    assert parse(compose(status)) == status


def test_a_stream_is_stated_once():
    with pytest.raises(InvalidError):
        Status(salt=bytes(32), checkpoint=b"", held=(HELD, HELD))


BODY = decode(compose(STATUS), limit=1 << 20)


def test_the_body_that_is_spoilt_below_is_good_before():
    assert parse(encode(BODY)) == STATUS


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "tocsin/status/2"},
        {"checkpoint": 1},
        {"held": [{"urgency": "past", "epoch": 1, "position": 1, "newest": 1}]},
        {"held": [{"urgency": ["x"], "epoch": 1, "position": 1, "newest": 1}]},
        {"held": [{"urgency": "future", "epoch": 0, "position": 1, "newest": 1}]},
        {"held": [{"urgency": "future", "epoch": 1, "position": -1, "newest": 1}]},
        {"held": [{"urgency": "future", "epoch": 1, "position": 2, "newest": 1}]},
        {"held": [{"urgency": "future", "epoch": 1, "position": 2}]},
        {"continues": [{"size": 0, "path": []}]},
        {"continues": [{"size": 1, "path": ["AAAA"]}]},
        {"continues": [{"size": 1, "path": []}] * 5},
        {"cosigned": {"size": -1, "line": "x", "may_be_named": True}},
        {"cosigned": {"size": 1, "line": "x\ny", "may_be_named": True}},
        {"cosigned": {"size": 1, "line": "x" * 5000, "may_be_named": True}},
        {"cosigned": {"size": 1, "line": "x", "may_be_named": 1}},
        {"entries": [leaf_to_json(LEAF)] * 65},
        {"entries": [{"index": 1}]},
        {"more": 1},
    ],
    ids=str,
)
def test_a_status_that_makes_no_sense_is_refused(changes):
    with pytest.raises(UntrustedError):
        parse(encode({**BODY, **changes}))


def test_no_part_of_a_status_can_be_missing():
    whole = compose(Status(salt=bytes(32), checkpoint=b"x", held=(HELD,)))

    for end in range(len(whole)):
        with pytest.raises(UntrustedError):
            parse(whole[:end])
