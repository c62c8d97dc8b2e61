"""Frozen vectors: what was once written must be read for ever."""

import hashlib
import io
import json
from pathlib import Path

import pytest

from tocsin.domain.errors import UntrustedError
from tocsin.wire import bundle, consistency, fork, message, proof, status
from tocsin.wire.bodies import consent
from tocsin.wire.bodies.inquiry import answer_bytes, inquiry_bytes, read_answer, read_inquiry
from tocsin.wire.bodies.reply import read_reply, reply_bytes
from tocsin.wire.canonical import decode, encode, parse_time, rfc3339
from tocsin.wire.card import open_card
from tocsin.wire.checkpoint import open_checkpoint, open_cosignature, with_line
from tocsin.wire.envelope import open_envelope, verify_message
from tocsin.wire.receipt import open_receipt
from wire.builders import (
    REPLIES,
    A,
    B,
    a_conditional_yes,
    a_log,
    a_message,
    a_partial_answer,
    a_question,
    a_receipt,
    a_reply,
    a_status,
    a_wish,
)
from wire.freeze import as_json, seeds, tree
from wire.keys import NOON

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
CANONICAL = json.loads((VECTORS / "canonical.json").read_bytes())
ID = "1b6b76d7df8c20b56dfadf972d1e9c59a40d26fc145b09641c68c3e733540161"


def read(name: str) -> bytes:
    data = (VECTORS / name).read_bytes()
    return bytes.fromhex(data.decode()) if name.endswith(".hex") else data


@pytest.mark.parametrize("vector", CANONICAL["written"], ids=lambda vector: vector["canonical"])
def test_canonical_bytes_are_still_the_same(vector):
    assert encode(vector["value"]) == vector["canonical"].encode()
    assert decode(vector["canonical"].encode(), limit=1000) == vector["value"]


@pytest.mark.parametrize("text", CANONICAL["refused"])
def test_what_was_refused_is_still_refused(text):
    with pytest.raises(UntrustedError):
        decode(text.encode(), limit=1000)


def test_times_are_still_read_and_refused_as_they_were():
    assert [rfc3339(parse_time(text)) for text in CANONICAL["times"]] == CANONICAL["times"]
    for text in CANONICAL["times refused"]:
        with pytest.raises(UntrustedError):
            parse_time(text)


def test_the_keys_are_still_the_same():
    assert json.loads(read("keys.json")) == {keys.name: seeds(keys) for keys in (A, B)}


def test_the_cards_still_open_and_keep_their_digests():
    first, second = open_card(read("card-a.json")), open_card(read("card-b.json"))

    assert first.card == A.card()
    assert second.card == B.card()
    assert [first.digest, second.digest] == [a_message().sender_card, a_message().recipient_card]
    assert encode(decode(first.body, limit=1 << 20)) == first.body


def test_the_message_still_has_its_bytes_and_its_id():
    data = read("message.hex")

    assert message.compose(a_message()) == data
    assert message.parse(data) == a_message()
    assert message.message_id(data) == hashlib.sha256(data).hexdigest() == ID


def test_the_signed_message_still_verifies():
    signed = message.SignedMessage.from_bytes(read("signed-message.hex"))

    verify_message(signed, A.signing)

    assert signed.data == read("message.hex")
    assert signed.to_bytes() == read("signed-message.hex")


def test_the_envelope_still_opens():
    opened = open_envelope(read("envelope.hex"), open_sealed=B.open_sealed)
    verify_message(opened.signed, A.signing)

    assert opened.message == a_message()


def test_the_receipt_still_opens():
    assert open_receipt(read("receipt.hex"), B.signing) == a_receipt(message_id=ID)


def test_the_bundle_still_holds_what_was_put_into_it():
    data = read("bundle.hex")

    assert list(bundle.read(io.BytesIO(data).read)) == [read("receipt.hex"), read("envelope.hex")]
    assert bundle.compose([read("receipt.hex"), read("envelope.hex")]) == data


def test_the_checkpoint_still_opens_and_is_still_witnessed():
    assert open_checkpoint(read("checkpoint.txt"), A.log).size == 12
    assert open_cosignature(read("checkpoint.txt"), A.log, witness=B.log) == 1_772_625_660


def test_the_status_still_reads_and_what_is_in_it_still_verifies():
    stated, again = status.parse(read("status.json")), a_status(ID)
    head = open_checkpoint(stated.checkpoint, B.log)

    assert status.compose(stated) == read("status.json")
    assert (stated.held, stated.sent) == (again.held, again.sent)
    assert (stated.continues, stated.entries) == (again.continues, again.entries)
    assert open_cosignature(with_line(a_log(A).checkpoint, stated.cosigned.line), A.log, witness=B.log)
    assert all(leaf.is_under(head.size, head.root) for leaf in stated.entries)


def test_the_fork_still_shows_one():
    verdict = fork.verify(read("fork.json"))

    assert verdict.holds
    assert B.signing.fingerprint in verdict.not_proven[0]


def test_the_disclosure_still_shows_what_it_is_a_part_of():
    verdict = consistency.verify(read("disclosure.json"))

    assert verdict.holds
    assert A.signing.fingerprint in verdict.not_proven[0]


def test_the_ledger_still_has_its_roots_and_paths():
    assert as_json(tree()) == read("ledger.json")


@pytest.mark.parametrize("name", ["proof.json", "proof-opened.json"])
def test_the_proofs_still_hold(name):
    trusted = (A.signing.fingerprint, B.signing.fingerprint)

    verdict = proof.verify(read(name), trusted=trusted)

    assert verdict.holds
    assert ID in verdict.proven[0]


def test_the_request_for_consent_and_its_answer_still_have_their_bytes():
    salt = bytes(range(32))

    assert consent.read_request(read("consent-request.json")) == (a_wish(), NOON)
    assert consent.request_bytes(a_wish(), answer_by=NOON, salt=salt) == read("consent-request.json")
    assert consent.read_answer(read("consent-answer.json")) == (ID, a_conditional_yes())
    assert consent.answer_bytes(a_conditional_yes(), about=ID, salt=salt) == read("consent-answer.json")


def test_the_inquiry_and_its_answer_still_have_their_bytes():
    salt = bytes(range(32))

    assert read_inquiry(read("inquiry.json")) == a_question()
    assert inquiry_bytes(a_question(), salt=salt) == read("inquiry.json")
    assert read_answer(read("inquiry-answer.json")) == (ID, a_partial_answer())
    assert answer_bytes(a_partial_answer(), about=ID, salt=salt) == read("inquiry-answer.json")


@pytest.mark.parametrize("kind", REPLIES)
def test_the_replies_still_have_their_bytes(kind):
    frozen = json.loads(read("replies.json"))[kind].encode()

    assert read_reply(kind, frozen) == a_reply(kind)
    assert reply_bytes(kind, a_reply(kind)) == frozen
