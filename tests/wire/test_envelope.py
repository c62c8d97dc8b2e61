"""Envelopes: what is outside is checked first and believed last."""

from dataclasses import replace

import pytest

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.envelope import Header, digest, header_of, open_envelope, read_header, seal, verify_message
from tocsin.wire.limits import MAX_ENVELOPE, SIZE_CLASSES
from wire.builders import A, B, a_message, sealed, signed
from wire.damage import flips, truncations
from wire.keys import TestKeys

ENVELOPE = sealed(a_message())


@pytest.mark.parametrize("size", [0, 5000, 200_000])
def test_a_sealed_message_opens_for_its_recipient(size):
    message = a_message(body=bytes(size))
    envelope = sealed(message)

    opened = open_envelope(envelope, open_sealed=B.open_sealed)
    verify_message(opened.signed, A.signing)

    assert opened.message == message
    assert opened.message_id == signed(message).id
    assert opened.digest == digest(envelope)
    assert opened.header == read_header(envelope)


def test_two_sealings_of_one_message_differ_and_keep_its_id():
    again = sealed(a_message())

    assert again != ENVELOPE
    assert open_envelope(again, open_sealed=B.open_sealed).message_id == (
        open_envelope(ENVELOPE, open_sealed=B.open_sealed).message_id
    )


def test_messages_of_one_class_make_envelopes_of_one_length():
    lengths = {len(sealed(a_message(body=bytes(size)))) for size in (0, 1, 1000, 3000)}

    assert len(lengths) == 1


def test_no_bit_of_an_envelope_can_change():
    for damaged in flips(ENVELOPE, step=3):
        with pytest.raises(UntrustedError):
            open_envelope(damaged, open_sealed=B.open_sealed)


def test_no_part_of_an_envelope_can_be_missing():
    for damaged in truncations(ENVELOPE):
        with pytest.raises(UntrustedError):
            read_header(damaged)


def test_nobody_else_can_open_it():
    with pytest.raises(UntrustedError):
        open_envelope(ENVELOPE, open_sealed=TestKeys("c").open_sealed)


def test_a_message_cannot_be_sent_on_in_another_envelope():
    other = TestKeys("c")
    letter = signed(a_message())
    header = replace(header_of(a_message(), letter.data), recipient=other.node_id)
    envelope = seal(letter.to_bytes(), header=header, recipient_public=other.sealing_public)

    with pytest.raises(UntrustedError) as caught:
        open_envelope(envelope, open_sealed=other.open_sealed)

    assert caught.value.code == "envelope"


@pytest.mark.parametrize("changes", [{"sender": "ab" * 32}, {"recipient": "ab" * 32}, {"sealing_key": "seal-2"}])
def test_inside_and_outside_must_agree(changes):
    keys = TestKeys("b", sealing_id=changes.get("sealing_key", "seal-1"))
    letter = signed(a_message())
    header = replace(header_of(a_message(), letter.data), **changes)
    envelope = seal(letter.to_bytes(), header=header, recipient_public=keys.sealing_public)

    with pytest.raises(UntrustedError):
        open_envelope(envelope, open_sealed=keys.open_sealed)


def test_a_size_that_is_not_the_messages_cannot_be_sealed():
    letter = signed(a_message())
    header = replace(header_of(a_message(), letter.data), size_class=SIZE_CLASSES[1])

    with pytest.raises(InvalidError):
        seal(letter.to_bytes(), header=header, recipient_public=B.sealing_public)


def test_a_header_that_makes_no_sense_cannot_exist():
    good = read_header(ENVELOPE)

    for changes in ({"sender": "x"}, {"recipient": ""}, {"sealing_key": "a b"}, {"size_class": 4097}):
        with pytest.raises(InvalidError):
            replace(good, **changes)
    assert isinstance(good, Header)


def test_nothing_is_sealed_for_a_key_that_would_not_hold():
    letter = signed(a_message())
    weak = B.sealing_public[:1184] + bytes(32)

    with pytest.raises(InvalidError):
        seal(letter.to_bytes(), header=header_of(a_message(), letter.data), recipient_public=weak)


def test_size_is_checked_before_anything_else():
    with pytest.raises(UntrustedError) as caught:
        read_header(bytes(MAX_ENVELOPE + 1))

    assert caught.value.code == "too-large"


def test_the_outside_is_read_without_opening_anything():
    def refuse(key_id, info, sealed):
        raise AssertionError(key_id, info, sealed)

    with pytest.raises(UntrustedError):
        open_envelope(ENVELOPE[:-1], open_sealed=refuse)
