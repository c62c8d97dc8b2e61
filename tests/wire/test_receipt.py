"""Receipts: signed, strict, and a refusal that says nothing."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.canonical import decode, encode
from tocsin.wire.framing import block
from tocsin.wire.limits import MAX_RECEIPT
from tocsin.wire.receipt import MAGIC, REFUSAL, Reason, Verdict, claimed, compose, open_receipt
from tocsin.wire.signing import SIGNATURES, Context
from wire.builders import A, B, a_receipt
from wire.damage import flips, mutations, truncations
from wire.keys import NOON


@settings(max_examples=40)
@given(
    st.sampled_from([(Verdict.STORED, None)])
    | st.tuples(st.sampled_from([Verdict.QUARANTINED, Verdict.REFUSED]), st.sampled_from(Reason)),
    st.integers(min_value=1, max_value=2**53 - 1),
    st.none() | st.integers(min_value=0, max_value=2**53 - 1),
)
def test_a_receipt_is_read_back_as_it_was_written(verdict, position, log_size):
    receipt = a_receipt(verdict=verdict[0], reason=verdict[1], position=position, log_size=log_size)

    assert open_receipt(compose(receipt, B.sign), B.signing) == receipt


def test_no_bit_of_a_receipt_can_change():
    for damaged in flips(compose(a_receipt(), B.sign)):
        with pytest.raises(UntrustedError):
            open_receipt(damaged, B.signing)


def test_no_part_of_a_receipt_can_be_missing():
    for damaged in truncations(compose(a_receipt(), B.sign)):
        with pytest.raises(UntrustedError):
            open_receipt(damaged, B.signing)


def test_a_receipt_signed_by_another_is_refused():
    with pytest.raises(UntrustedError):
        open_receipt(compose(a_receipt(), A.sign), B.signing)


@settings(max_examples=150)
@given(st.data())
def test_no_part_of_a_signed_body_does_worse_than_being_refused(data):
    whole = compose(a_receipt(log_size=None), B.sign)
    body = encode(data.draw(mutations(decode(whole[12:-SIGNATURES], limit=MAX_RECEIPT))))

    with suppress(UntrustedError):
        open_receipt(MAGIC + block(body) + B.sign(Context.RECEIPT, body).to_bytes(), B.signing)


@pytest.mark.parametrize(
    "changes",
    [
        {"verdict": Verdict.REFUSED},
        {"reason": Reason.SCHEMA},
        {"message_id": "x"},
        {"nonce": b""},
        {"epoch": 0},
        {"position": 2**53},
        {"log_size": -1},
        {"received_at": NOON.replace(tzinfo=None)},
    ],
)
def test_a_receipt_that_makes_no_sense_cannot_exist(changes):
    with pytest.raises(InvalidError):
        a_receipt(**changes)


def test_who_a_receipt_says_it_is_from_can_be_read_to_find_the_keys():
    assert claimed(compose(a_receipt(), B.sign)) == a_receipt()


def test_a_huge_receipt_is_refused_before_it_is_read():
    with pytest.raises(UntrustedError) as caught:
        open_receipt(bytes(MAX_RECEIPT + 1), B.signing)

    assert caught.value.code == "too-large"


def test_the_bare_refusal_is_no_receipt_and_fits_no_verdict():
    with pytest.raises(UntrustedError):
        open_receipt(REFUSAL, B.signing)
