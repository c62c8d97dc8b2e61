"""Envelopes: what is outside is checked first and believed last."""

from dataclasses import replace

import pytest

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.envelope import (
    Header,
    digest,
    header_of,
    open_envelope,
    read_header,
    seal,
    seal_for,
    unsealed,
    verify_message,
)
from tocsin.wire.limits import MAX_ENVELOPE, SIZE_CLASSES
from tocsin.wire.message import Kind
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
    header = replace(header_of(a_message(), letter.data, sealing_key=B.sealing_id), recipient=other.node_id)
    envelope = seal(letter.to_bytes(), header=header, recipient_public=other.sealing_public)

    with pytest.raises(UntrustedError) as caught:
        open_envelope(envelope, open_sealed=other.open_sealed)

    assert caught.value.code == "envelope"


@pytest.mark.parametrize("changes", [{"sender": "ab" * 32}, {"recipient": "ab" * 32}])
def test_inside_and_outside_must_agree(changes):
    letter = signed(a_message())
    header = replace(header_of(a_message(), letter.data, sealing_key=B.sealing_id), **changes)
    envelope = seal(letter.to_bytes(), header=header, recipient_public=B.sealing_public)

    with pytest.raises(UntrustedError):
        open_envelope(envelope, open_sealed=B.open_sealed)


def test_a_message_is_sealed_again_for_the_next_key_under_the_same_id():
    letter = signed(a_message())
    newer = TestKeys("b", sealing_id="seal-2")

    again = open_envelope(seal_for(letter, newer.card().sealing[0]), open_sealed=newer.open_sealed)

    assert again.message_id == open_envelope(ENVELOPE, open_sealed=B.open_sealed).message_id
    assert again.header.sealing_key == "seal-2"


def test_a_card_may_go_unsealed():
    letter = signed(a_message(kind=Kind.CARD))

    opened = open_envelope(unsealed(letter), open_sealed=nobody)

    assert opened.signed == letter


def test_nothing_but_a_card_goes_or_comes_unsealed():
    letter = signed(a_message())
    as_card = unsealed(signed(a_message(kind=Kind.CARD)))
    forged = as_card[: -len(letter.to_bytes())] + letter.to_bytes()

    with pytest.raises(InvalidError):
        unsealed(letter)
    with pytest.raises(UntrustedError, match="nothing but a card"):
        open_envelope(forged, open_sealed=nobody)


def test_no_part_of_an_unsealed_card_can_be_missing_or_more():
    card = unsealed(signed(a_message(kind=Kind.CARD)))

    for damaged in (*truncations(card), card + b"\x00"):
        with pytest.raises(UntrustedError):
            open_envelope(damaged, open_sealed=nobody)


def nobody(key_id, info, sealed):
    raise AssertionError(key_id, info, sealed)


def test_a_size_that_is_not_the_messages_cannot_be_sealed():
    letter = signed(a_message())
    header = replace(header_of(a_message(), letter.data, sealing_key=B.sealing_id), size_class=SIZE_CLASSES[1])

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
        seal(letter.to_bytes(), header=read_header(ENVELOPE), recipient_public=weak)


def test_size_is_checked_before_anything_else():
    with pytest.raises(UntrustedError) as caught:
        read_header(bytes(MAX_ENVELOPE + 1))

    assert caught.value.code == "too-large"


def test_the_outside_is_read_without_opening_anything():
    with pytest.raises(UntrustedError):
        open_envelope(ENVELOPE[:-1], open_sealed=nobody)
