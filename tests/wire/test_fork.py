"""Forks: two statuses of one node that show two ledgers, and what must never be taken for that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import ledger
from tocsin.domain.errors import InvalidError
from tocsin.wire.canonical import decode, encode
from tocsin.wire.fields import base64url
from tocsin.wire.fork import Conflict, Half, Seen, compose, conflict, verify
from tocsin.wire.message import Kind
from tocsin.wire.status import Continues
from wire.builders import CARD_A, A, B, a_fork, a_half, a_log, a_record, a_status
from wire.damage import flips, mutations, truncations
from wire.keys import TestKeys

ONE, OTHER = a_record("11" * 32, "message.received"), a_record("22" * 32, "message.received")
SMALL, LARGE, LARGE_TOO = (a_log(B, *records).checkpoint for records in ((), (ONE,), (OTHER,)))


FILE = compose(*a_fork())


def forged(first, second):
    """The file around any two halves."""
    body = [{"card": base64url(each.card), "status": base64url(each.status)} for each in (first, second)]
    return encode({"format": "tocsin/fork/1", "first": body[0], "second": body[1]}) + b"\n"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (a_half(LARGE, 1), a_half(LARGE_TOO, 2), Conflict.ROOTS),
        (a_half(LARGE, 1), a_half(SMALL, 2), Conflict.SHRANK),
        (a_half(SMALL, 2), a_half(LARGE, 1), Conflict.SHRANK),
        (a_half(SMALL, 1), a_half(LARGE, 2, continues=(Continues(size=11, path=(bytes(32),)),)), Conflict.PATH),
    ],
)
def test_two_ledgers_are_shown_to_be_two_and_whose_by_which_keys(first, second, said):
    verdict = verify(compose(first, second))

    assert verdict.holds
    assert said in verdict.proven[-1]
    assert "Organisation B signed at 2026-03-04T12:00:00Z a ledger of" in verdict.proven[0]
    assert B.signing.fingerprint in verdict.not_proven[0]
    assert "backup" in verdict.not_proven[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (a_half(LARGE, 1), a_half(LARGE, 2)),
        (a_half(SMALL, 1), a_half(LARGE, 2)),
        (a_half(LARGE, 2), a_half(SMALL, 1)),
        (a_half(LARGE, 1), a_half(LARGE_TOO, 2, epoch=2)),
        (a_half(LARGE, 1), a_half(LARGE_TOO, 2, recipient=TestKeys("c").node_id)),
        (a_half(LARGE, 1), a_half(LARGE_TOO, 2, sign=A.sign)),
        (a_half(LARGE, 1), a_half(LARGE_TOO, 2, kind=Kind.OUTCOME)),
        (a_half(LARGE, 1), a_half(LARGE_TOO, 2, card=CARD_A)),
        (a_half(LARGE, 1), a_half(a_log(A, ONE).checkpoint, 2)),
        (a_half(LARGE, 1), Half(card=b"", status=b"")),
    ],
    ids=[
        "the same",
        "grew",
        "late",
        "new epoch",
        "to another",
        "forged",
        "no status",
        "another's",
        "other log",
        "none",
    ],
)
def test_what_is_no_fork_is_not_made_one(first, second):
    verdict = verify(forged(first, second))

    assert not verdict.holds
    assert not verdict.proven
    with pytest.raises(InvalidError):
        compose(first, second)


def test_a_ledger_that_grew_as_its_path_says_is_no_fork():
    status = a_status("11" * 32)
    (continues,) = status.continues
    before = Seen(size=7, root=bytes(32), position=1)

    assert conflict(before, Seen(size=12, root=bytes(32), position=2), [continues]) is Conflict.PATH
    assert conflict(before, Seen(size=12, root=bytes(32), position=2), []) is None


@given(st.integers(1, 40), st.integers(1, 40))
def test_no_two_sizes_of_one_ledger_in_order_conflict(first, second):
    nodes = {}
    for at in range(40):
        for level, index, value in ledger.append(at, ledger.leaf_hash(bytes([at])), lambda *key: nodes[key]):
            nodes[level, index] = value

    def seen(size):
        return Seen(size=size, root=ledger.root(size, lambda *key: nodes[key]), position=size)

    low, high = sorted((first, second))
    path = Continues(size=low, path=ledger.consistency(low, high, lambda *key: nodes[key]))

    assert conflict(seen(first), seen(second), [path]) is None


def test_no_byte_can_change_and_no_part_can_be_missing():
    for damaged in (*flips(FILE, step=97), *truncations(FILE, step=89)):
        verdict = verify(damaged)
        assert not verdict.holds
        assert not verdict.proven


@given(st.data())
def test_no_nonsense_makes_it_raise(data):
    value = data.draw(mutations(decode(FILE, limit=1 << 20)))

    assert verify(encode(value) + b"\n").holds == (encode(value) + b"\n" == FILE)
