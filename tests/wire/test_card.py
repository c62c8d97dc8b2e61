"""Cards: self-signed, strict, and chained so that a stolen key cannot move in."""

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.canonical import decode, encode
from tocsin.wire.card import Endpoint, Succession, compose, digest, open_card, succession
from tocsin.wire.fields import base64url, octets
from wire.damage import flips, mutations, truncations
from wire.keys import NOON, TestKeys

A, A2, THIEF = TestKeys("a"), TestKeys("a2"), TestKeys("thief")
FILE = A.card_file()
NAMES = st.text(alphabet=st.characters(categories=("L", "N", "P"), include_characters=" "), min_size=1, max_size=60)


def second(*, keys: TestKeys = A, previous: bytes = FILE, **changes: object) -> bytes:
    """A card that follows another one of node A."""
    commitment = A.card().next_signing_digest if keys == A else TestKeys("a3").signing.digest
    lineage = {"previous": digest(previous), "node": A.node_id, "next_signing_digest": commitment, "log": A.log}
    return keys.card_file(**{**lineage, **changes})


@settings(max_examples=25)
@given(NAMES, st.lists(NAMES, max_size=5, unique=True), st.lists(NAMES, max_size=5, unique=True))
def test_a_card_is_read_back_as_it_was_written(organisation, countries, mandates):
    card = A.card(organisation=organisation, countries=tuple(countries), mandates=tuple(mandates))

    assert open_card(compose(card, A.sign)).card == card


def test_a_card_is_one_line_of_plain_text():
    assert FILE.isascii()
    assert FILE.count(b"\n") == 1


def test_the_digest_of_a_card_does_not_depend_on_its_signatures_or_on_mail():
    mailed = FILE.replace(b"\n", b"\r\n") + b"\r\n"

    assert digest(mailed) == digest(A.card_file()) == digest(FILE)
    assert digest(FILE) == hashlib.sha256(open_card(FILE).body).hexdigest()


def test_no_byte_of_a_card_can_change():
    for damaged in flips(FILE, step=5):
        with pytest.raises(UntrustedError):
            open_card(damaged)


def test_no_part_of_a_card_can_be_missing():
    for damaged in truncations(FILE.rstrip(b"\n"), step=97):
        if damaged.rstrip(b"\n") != FILE.rstrip(b"\n"):
            with pytest.raises(UntrustedError):
                open_card(damaged)


def test_a_card_signed_with_other_keys_than_it_names_is_refused():
    with pytest.raises(UntrustedError):
        open_card(compose(A.card(), THIEF.sign))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("organisation", ""),
        ("organisation", "x" * 201),
        ("organisation", "two\nlines"),
        ("organisation", "\u202ereversed"),
        ("countries", ["FR", "FR"]),
        ("countries", ["FR"] * 301),
        ("countries", "FR"),
        ("mandates", [1]),
        ("endpoints", [{"courier": "https"}]),
        ("endpoints", [{"courier": "not a label", "address": "x"}]),
        ("valid_from", "2099-01-01T00:00:00Z"),
        ("valid_until", "tomorrow"),
        ("previous", "ab" * 32),
        ("node", "ab" * 32),
        ("next_signing_digest", "AB" * 32),
        ("sealing", []),
        ("signing", {"ed25519": "", "mldsa65": ""}),
        ("format", "tocsin/card/2"),
        ("surprise", True),
    ],
)
def test_a_well_signed_card_that_makes_no_sense_is_refused(name, value):
    body = dict(decode(open_card(FILE).body, limit=1 << 20))

    with pytest.raises(UntrustedError):
        open_card(signed({**body, name: value}))


@settings(max_examples=150)
@given(st.data())
def test_no_part_of_a_signed_body_does_worse_than_being_refused(data):
    body = data.draw(mutations(decode(open_card(FILE).body, limit=1 << 20)))

    with suppress(UntrustedError):
        open_card(signed(body))


def test_a_card_with_a_member_missing_is_refused():
    body = dict(decode(open_card(FILE).body, limit=1 << 20))
    del body["formats"]

    with pytest.raises(UntrustedError):
        open_card(signed(body))


@pytest.mark.parametrize(
    "public",
    [b"", bytes(1215), b"\xff" * 1216],
)
def test_a_sealing_key_that_is_no_key_cannot_exist(public):
    with pytest.raises(InvalidError):
        replace(A.card().sealing[0], public=public)


def test_an_endpoint_is_one_line():
    with pytest.raises(InvalidError):
        Endpoint(courier="https", address="https://a.example/\nHost: b")


def test_the_newest_sealing_key_that_is_valid_is_used():
    first = A.card().sealing[0]
    newer = replace(first, id="seal-2", valid_from=first.valid_from + timedelta(days=2))
    card = A.card(sealing=(newer, first))

    assert card.sealing_key_at(NOON) == first
    assert card.sealing_key_at(NOON + timedelta(days=2)) == newer
    assert card.sealing_key_at(first.valid_until) is None
    assert card.is_valid_at(card.valid_from)
    assert not card.is_valid_at(card.valid_until)


def test_two_sealing_keys_never_share_an_id():
    first = A.card().sealing[0]

    with pytest.raises(InvalidError):
        A.card(sealing=(first, first))


def test_a_node_keeps_its_id_when_its_keys_rotate():
    rotated = open_card(second(keys=A2)).card

    assert rotated.signing != A.signing
    assert rotated.node_id == A.node_id == A.card().node_id


def test_the_same_keys_renew_a_card_and_the_promised_keys_rotate_it():
    assert succession(open_card(FILE), open_card(second())) is Succession.RENEWED
    assert succession(open_card(FILE), open_card(second(keys=A2))) is Succession.ROTATED


@pytest.mark.parametrize(
    "new",
    [
        second(keys=THIEF),
        second(next_signing_digest=THIEF.signing.digest),
        second(previous=THIEF.card_file()),
        second(node=THIEF.node_id),
        second(log=THIEF.log),
        second(keys=A2, log=THIEF.log),
        A.card_file(),
    ],
    ids=[
        "keys nobody promised",
        "another promise",
        "another predecessor",
        "another node",
        "another log",
        "rotated, another log",
        "a first card again",
    ],
)
def test_a_stolen_signing_key_cannot_take_a_node_over(new):
    assert succession(open_card(FILE), open_card(new)) is Succession.BROKEN


def signed(body: dict[str, object]) -> bytes:
    """A card file around any body, signed by A."""
    data = encode(body)
    signatures = A.sign("tocsin/card/1", data)
    file = {
        "format": "tocsin/card/1",
        "body": base64url(data),
        "ed25519": base64url(signatures.ed25519),
        "mldsa65": base64url(signatures.mldsa65),
    }
    return encode(file)


@pytest.mark.parametrize("text", ["AA=", "AA==", "A", "AB", "A A", "+/8", "AA\n", "é", 5])
def test_bytes_have_one_spelling_in_base64url(text):
    with pytest.raises(UntrustedError):
        octets(text)


def test_what_a_card_revoked_every_later_one_revokes():
    stolen = A.signing.digest
    revoking = second(keys=A2, revoked=(stolen,))
    kept, dropped = (second(keys=TestKeys("a3"), previous=revoking, revoked=revoked) for revoked in ((stolen,), ()))

    assert succession(open_card(FILE), open_card(revoking)) is Succession.ROTATED
    assert succession(open_card(revoking), open_card(kept)) is Succession.ROTATED
    assert succession(open_card(revoking), open_card(dropped)) is Succession.BROKEN


def test_a_card_that_revokes_its_own_keys_cannot_exist():
    with pytest.raises(InvalidError, match="its own signing keys"):
        A.card(revoked=(A.signing.digest,))


@pytest.mark.parametrize("revoked", [("x",), ("ab" * 32, "ab" * 32), tuple(f"{n:064x}" for n in range(17))])
def test_a_list_of_revoked_keys_that_makes_no_sense_cannot_exist(revoked):
    with pytest.raises(InvalidError):
        A.card(revoked=revoked)
