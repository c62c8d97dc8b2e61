"""Messages: one content, one spelling, one id."""

import hashlib
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.framing import block
from tocsin.wire.limits import MAX_BODY, SIZE_CLASSES
from tocsin.wire.message import Kind, Message, SignedMessage, compose, message_id, parse, verify_message
from wire.builders import A, B, a_message, signed
from wire.damage import flips, truncations
from wire.keys import NOON

DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
COUNTS = st.integers(min_value=1, max_value=2**53 - 1)
MESSAGES = st.builds(
    Message,
    kind=st.sampled_from(Kind),
    drill=st.booleans(),
    sender=DIGESTS,
    recipient=DIGESTS,
    sender_card=DIGESTS,
    recipient_card=DIGESTS,
    urgency=st.sampled_from(Urgency),
    epoch=COUNTS,
    position=COUNTS,
    previous=DIGESTS,
    created_at=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9999)).map(lambda delta: NOON + delta),
    nonce=st.binary(min_size=32, max_size=32),
    body=st.binary(max_size=6000),
)


@given(MESSAGES)
def test_a_message_is_read_back_as_it_was_written(message):
    data = compose(message)

    assert parse(data) == message
    assert compose(parse(data)) == data
    assert message_id(data) == hashlib.sha256(data).hexdigest()


@given(MESSAGES)
def test_every_message_has_the_length_of_a_size_class(message):
    assert len(compose(message)) in SIZE_CLASSES


@settings(max_examples=300)
@given(MESSAGES, st.data())
def test_a_changed_byte_is_refused_or_makes_another_message(message, data):
    original = compose(message)
    at = data.draw(st.integers(min_value=0, max_value=len(original) - 1))
    changed = bytearray(original)
    changed[at] ^= data.draw(st.integers(min_value=1, max_value=255))

    try:
        other = parse(bytes(changed))
    except UntrustedError:
        return
    assert other != message
    assert compose(other) == bytes(changed)


def test_no_bit_of_a_signed_message_can_change():
    whole = signed(a_message()).to_bytes()

    for damaged in flips(whole, step=5):
        with pytest.raises(UntrustedError):
            verify_message(SignedMessage.from_bytes(damaged), A.signing)


def test_no_part_of_a_signed_message_can_be_missing():
    for damaged in truncations(signed(a_message()).to_bytes()):
        with pytest.raises(UntrustedError):
            SignedMessage.from_bytes(damaged)


def test_no_part_of_a_message_can_be_missing():
    for damaged in truncations(compose(a_message())):
        with pytest.raises(UntrustedError):
            parse(damaged)


def test_a_message_signed_by_another_is_refused():
    with pytest.raises(UntrustedError):
        verify_message(signed(a_message()), B.signing)


def test_sending_again_keeps_the_id_and_one_random_byte_changes_it():
    first, again = signed(a_message()), signed(a_message())

    assert first.id == again.id
    assert signed(a_message(nonce=bytes(32))).id != first.id


@pytest.mark.parametrize("padding", [b"\x00" * 4096, b"\x00" * 12288])
def test_more_padding_than_needed_is_refused(padding):
    with pytest.raises(UntrustedError):
        parse(compose(a_message()) + padding)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (block(b"alert"), block(b"al rt")),
        (block(b"alert"), block(b"ale\xffr")),
        (block(b"immediate"), block(b"immediatf")),
        (block(b"\x00") + b"\x00\x00\x00\x20", block(b"\x02") + b"\x00\x00\x00\x20"),
        (b"T12:00:00Z", b"T12:60:00Z"),
        ((1).to_bytes(8, "big"), (0).to_bytes(8, "big")),
        ((1).to_bytes(8, "big"), (2**64 - 1).to_bytes(8, "big")),
        (b"tocsin/message/1", b"tocsin/message/2"),
    ],
)
def test_a_field_out_of_its_range_is_refused(old, new):
    data = compose(a_message())
    assert old in data

    with pytest.raises(UntrustedError):
        parse(data.replace(old, new, 1))


def test_a_kind_of_a_later_version_can_be_read_so_that_its_sender_can_be_answered():
    data = compose(a_message()).replace(b"alert", b"alarm", 1)

    assert parse(data).kind == "alarm"
    assert parse(data).kind not in set(Kind)


@pytest.mark.parametrize(
    "changes",
    [
        {"sender": "ab"},
        {"recipient": "AB" * 32},
        {"epoch": 0},
        {"position": 0},
        {"position": 2},
        {"created_at": NOON.replace(tzinfo=None)},
        {"nonce": bytes(31)},
        {"body": bytes(MAX_BODY + 1)},
    ],
)
def test_a_message_that_makes_no_sense_cannot_exist(changes):
    with pytest.raises(InvalidError):
        a_message(**changes)


def test_the_largest_body_fits_the_largest_class():
    message = a_message(body=bytes(MAX_BODY), previous="ab" * 32)

    assert len(compose(message)) == SIZE_CLASSES[-1]
    assert parse(compose(message)) == message


def test_a_hostile_length_is_refused_before_it_is_believed():
    data = bytearray(compose(a_message()))
    data[17:21] = b"\xff\xff\xff\xff"

    with pytest.raises(UntrustedError):
        parse(bytes(data))
