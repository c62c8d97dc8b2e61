"""Proofs: what a file shows without any node, and what it must never seem to show."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.domain.errors import InvalidError
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import evidence
from tocsin.wire.bodies.reply import Reply, reply_bytes
from tocsin.wire.canonical import decode, encode
from tocsin.wire.card import digest, open_card
from tocsin.wire.checkpoint import cosignature, open_checkpoint, with_line
from tocsin.wire.fields import base64url
from tocsin.wire.message import Kind, sign_message
from tocsin.wire.proof import Answer, LogEvidence, Party, compose, verify
from tocsin.wire.receipt import Reason, Verdict
from tocsin.wire.receipt import compose as compose_receipt
from tocsin.wire.signing import Context
from tocsin.wire.status import Held, Status
from tocsin.wire.status import compose as compose_status
from wire.builders import CARD_A, CARD_B, A, B, a_log, a_message, a_proof, a_receipt, a_record, signed
from wire.damage import flips, mutations, truncations
from wire.keys import NOON, TestKeys

ID = a_proof().message_id
FILE = compose(a_proof(), A.sign)
TRUSTED = (A.signing.fingerprint, B.signing.fingerprint)
ANSWER = Answer(kind=Kind.ACKNOWLEDGEMENT, message_id="33" * 32, at=NOON)


def forged(proof: evidence.Proof, sign: object = A.sign) -> bytes:
    """A file around any proof, without the check that `compose` makes first."""
    body = evidence.to_json(proof)
    signatures = sign(Context.PROOF, encode(body))
    return file(body, base64url(signatures.ed25519), base64url(signatures.mldsa65))


def file(body: object, ed25519: str, mldsa65: str) -> bytes:
    return encode({"format": "tocsin/proof/1", "body": body, "ed25519": ed25519, "mldsa65": mldsa65}) + b"\n"


def a_status(position: int, *, sign: object = B.sign, **changes: object) -> bytes:
    """What B stated, signed, that it has had from A."""
    body = Status(
        salt=bytes(32),
        checkpoint=a_log(B).checkpoint,
        held=(Held(urgency=Urgency.IMMEDIATE, epoch=1, position=position, newest=position),),
    )
    message = a_message(
        **{
            "kind": Kind.STATUS,
            "sender": B.node_id,
            "recipient": A.node_id,
            "sender_card": digest(CARD_B),
            "recipient_card": digest(CARD_A),
            "body": compose_status(body),
            **changes,
        }
    )
    return sign_message(message, sign).to_bytes()


STATUS = a_status(1)
LOG_WITH_ANSWER = a_log(
    A, a_record(ID, "message.queued"), a_record(ID, "acknowledgement.received", answer=ANSWER.message_id)
)


def test_a_proof_says_who_stored_what_from_whom_and_when_by_whose_clock():
    verdict = verify(FILE)

    assert verdict.holds
    assert verdict.failures == ()
    assert verdict.proven[0] == (
        f"Organisation B signed that it stored message {ID} sent by Organisation A, "
        "received at 2026-03-04T12:00:00Z by its own clock, and promised an entry among the first 7 of its ledger"
    )
    assert f"entry 5: message.queued at 2026-03-04T12:00:00Z, message {ID}" in verdict.proven[1]
    assert "Organisation B witnessed that head" in verdict.proven[3]


def test_a_proof_never_claims_content_reading_clocks_absence_or_identity():
    said = "\n".join(verify(FILE).not_proven)

    assert "what the message said" in said
    assert "that a person at Organisation B read it" in said
    assert "clocks" in said
    assert "absence" in said
    assert A.signing.fingerprint in said
    assert B.signing.fingerprint in said


def test_with_compared_fingerprints_identity_is_no_longer_open():
    verdict = verify(FILE, trusted=TRUSTED)

    assert verdict.holds
    assert not any("whose keys" in line for line in verdict.not_proven)


def test_whose_fingerprint_was_not_compared_stays_open():
    verdict = verify(FILE, trusted=TRUSTED[:1])

    assert verdict.holds
    assert B.signing.fingerprint in "\n".join(line for line in verdict.not_proven if "whose keys" in line)


def test_a_fingerprint_counts_however_it_is_spaced():
    assert (
        verify(FILE, trusted=(A.signing.digest, B.signing.fingerprint.lower())).not_proven
        == verify(FILE, trusted=TRUSTED).not_proven
    )


@pytest.mark.parametrize(
    "trusted", [("",), (TestKeys("c").signing.fingerprint,), (*TRUSTED, A.signing.fingerprint[:-1])]
)
def test_a_fingerprint_of_nobody_in_the_file_fails(trusted):
    verdict = verify(FILE, trusted=trusted)

    assert not verdict.holds
    assert "fingerprint" in verdict.failures[0]
    assert verdict.proven == ()


def check_refused(damaged: bytes) -> None:
    verdict = verify(damaged)

    assert not verdict.holds
    assert verdict.failures
    assert verdict.proven == ()


def test_no_byte_of_a_proof_can_change():
    for damaged in flips(FILE, step=41):
        check_refused(damaged)


@pytest.mark.soak
def test_no_byte_at_all_of_a_proof_can_change():
    for damaged in flips(FILE):
        check_refused(damaged)


def test_no_part_of_a_proof_can_be_missing():
    for damaged in truncations(FILE, step=31):
        check_refused(damaged)


@pytest.mark.parametrize("sign", [TestKeys("c").sign, B.sign])
def test_only_its_maker_can_sign_a_proof(sign):
    check_refused(forged(a_proof(), sign))


def test_another_spelling_of_a_proof_is_refused():
    check_refused(FILE[:-1])
    check_refused(FILE.replace(b'{"body"', b'{ "body"', 1))
    check_refused(FILE.replace(b"message.queued", b"message.\\u0071ueued", 1))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_make_verify_raise(data):
    assert not verify(data).holds


NONSENSE = (
    None,
    5,
    "x",
    [],
    {},
    {"kind": "status", "message": "33" * 32, "at": "now"},
    {"leaves": [], "checkpoint": 1},
)


@pytest.mark.parametrize("value", NONSENSE, ids=str)
@pytest.mark.parametrize("name", list(evidence.to_json(a_proof())))
def test_no_signed_nonsense_makes_verify_raise_or_hold(name, value):
    body = dict(decode(FILE, limit=1 << 20)["body"])
    body[name] = [value] if name in {"answers", "statements", "witnesses", "later_cards"} else value
    signatures = A.sign(Context.PROOF, encode(body))

    verdict = verify(file(body, base64url(signatures.ed25519), base64url(signatures.mldsa65)))

    assert verdict.holds == (body == decode(FILE, limit=1 << 20)["body"])


@settings(max_examples=150)
@given(st.data())
def test_no_part_of_a_signed_body_can_make_verify_raise(data):
    proof = a_proof(answers=(ANSWER,), sender_log=LOG_WITH_ANSWER, statements=(STATUS,))
    body = data.draw(mutations(evidence.to_json(proof)))
    signatures = A.sign(Context.PROOF, encode(body))

    verify(file(body, base64url(signatures.ed25519), base64url(signatures.mldsa65)))


@pytest.mark.parametrize(
    "changes",
    [
        {"message_id": "44" * 32},
        {"envelope_digest": "44" * 32},
        {"recipient_card": CARD_A},
        {"sender_card": CARD_B},
        {"recipient_card": TestKeys("c").card_file()},
        {"receipt": compose_receipt(a_receipt(), B.sign)},
        {"receipt": compose_receipt(a_receipt(message_id=ID), A.sign)},
        {"receipt": compose_receipt(a_receipt(message_id=ID, sender=A.node_id), B.sign)},
        {"receipt": compose_receipt(a_receipt(message_id=ID, recipient=B.node_id), B.sign)},
        {"sender_log": a_log(B, a_record(ID, "message.queued"))},
        {"sender_log": a_log(A, a_record("55" * 32, "message.queued"))},
        {"recipient_log": a_log(A, a_record(ID, "message.stored"))},
        {"answers": (ANSWER,)},
        {"opened": signed(a_message(nonce=bytes(32))).to_bytes()},
    ],
    ids=", ".join,
)
def test_parts_that_do_not_belong_together_prove_nothing(changes):
    proof = a_proof(**changes)

    check_refused(forged(proof))
    with pytest.raises(InvalidError):
        compose(proof, A.sign)


def test_a_leaf_that_is_not_under_the_head_proves_nothing():
    log = a_proof().sender_log
    elsewhere = replace(log.leaves[0], index=log.leaves[0].index + 1)
    rewritten = replace(log.leaves[0], record=encode(a_record(ID, "message.delivered")))

    for leaf in (elsewhere, rewritten, replace(log.leaves[0], path=log.leaves[0].path[:-1])):
        check_refused(forged(a_proof(sender_log=LogEvidence(checkpoint=log.checkpoint, leaves=(leaf,)))))


def test_a_strangers_cosignature_counts_for_nothing_and_a_forged_one_against_the_file():
    log = a_log(A, a_record(ID, "message.queued"), witness=TestKeys("c"))
    bare = a_log(A, a_record(ID, "message.queued"))
    head = open_checkpoint(bare.checkpoint, A.log)
    made_up = with_line(bare.checkpoint, cosignature(head, witness=B.log, timestamp=1, sign=A.cosign))

    assert not any("witnessed" in line for line in verify(compose(a_proof(sender_log=log), A.sign)).proven)
    check_refused(forged(a_proof(sender_log=replace(bare, checkpoint=made_up))))


def test_a_refusal_and_a_quarantine_are_proven_as_what_they_are():
    for verdict, reason, words in (
        (Verdict.REFUSED, Reason.NO_AGREEMENT, "that it refused (no-agreement) message"),
        (Verdict.QUARANTINED, Reason.SCHEMA, "that it received and set aside (schema) message"),
    ):
        receipt = compose_receipt(a_receipt(message_id=ID, verdict=verdict, reason=reason), B.sign)

        result = verify(compose(a_proof(receipt=receipt), A.sign))

        assert result.holds
        assert words in result.proven[0]


@pytest.mark.parametrize(
    "record",
    [
        a_record(ANSWER.message_id, "acknowledgement.received"),
        a_record(ANSWER.message_id, "message.received", kind="acknowledgement"),
        a_record(ID, "acknowledgement.received", answer=ANSWER.message_id),
    ],
)
def test_an_answer_counts_where_a_ledger_records_it(record):
    log = a_log(A, a_record(ID, "message.queued"), record)

    verdict = verify(compose(a_proof(answers=(ANSWER,), sender_log=log), A.sign))

    assert verdict.holds
    assert any("acknowledgement.received" in line or "message.received" in line for line in verdict.proven)
    assert any("what the answers said" in line for line in verdict.not_proven)


@pytest.mark.parametrize(
    "record",
    [
        a_record(ANSWER.message_id, "response.received"),
        a_record(ANSWER.message_id, "acknowledgement.received", at="2026-03-04T12:00:01Z"),
        a_record("55" * 32, "acknowledgement.received", answer=["33" * 32]),
        a_record(ANSWER.message_id, "message.received", kind=["acknowledgement"]),
    ],
)
def test_an_answer_of_another_kind_or_time_than_recorded_proves_nothing(record):
    log = a_log(A, a_record(ID, "message.queued"), record)

    check_refused(forged(a_proof(answers=(ANSWER,), sender_log=log)))


def test_the_recipient_can_make_a_proof_too():
    log = a_log(B, a_record(ID, "message.stored"))
    proof = a_proof(maker=Party.RECIPIENT, sender_log=None, recipient_log=log)

    verdict = verify(compose(proof, B.sign), trusted=TRUSTED)

    assert verdict.holds
    assert any("the ledger of Organisation B" in line for line in verdict.proven)
    assert any("nobody in this file witnessed" in line for line in verdict.not_proven)
    check_refused(forged(proof, A.sign))


def test_the_recipients_own_entry_is_shown_beside_the_senders():
    log = a_log(B, a_record(ID, "message.received"))

    said = "\n".join(verify(compose(a_proof(recipient_log=log), A.sign)).proven)

    assert "the ledger of Organisation A, signed at 13 entries, holds as entry 5: message.queued" in said
    assert "the ledger of Organisation B, signed at 12 entries, holds as entry 5: message.received" in said


def test_an_entry_that_is_not_where_the_receipt_promised_it_is_pointed_out():
    late = compose_receipt(a_receipt(message_id=ID, log_size=5), B.sign)
    proof = a_proof(receipt=late, recipient_log=a_log(B, a_record(ID, "message.received")))

    verdict = verify(compose(proof, A.sign))

    assert verdict.holds
    assert any("the receipt promised one among the first 5" in line for line in verdict.not_proven)


C = TestKeys("c")
WITNESSED = a_log(A, a_record(ID, "message.queued"), witness=C)


def test_a_witness_that_is_named_is_said_to_have_witnessed_and_whose_keys_it_has_is_left_open():
    proof = a_proof(sender_log=WITNESSED, witnesses=(C.card_file(),))

    verdict = verify(compose(proof, A.sign), trusted=TRUSTED)
    known = verify(compose(proof, A.sign), trusted=(*TRUSTED, C.signing.fingerprint))

    assert any("Organisation C (a witness) witnessed that head of Organisation A" in line for line in verdict.proven)
    assert any("the witness Organisation C" in line for line in verdict.not_proven)
    assert not any("whose keys" in line for line in known.not_proven)
    assert not verify(compose(proof, A.sign), trusted=(*TRUSTED, TestKeys("d").signing.fingerprint)).holds


@pytest.mark.parametrize(
    "changes",
    [
        {"witnesses": (C.card_file(),)},
        {"sender_log": WITNESSED, "witnesses": (C.card_file(), C.card_file())},
        {"witnesses": (CARD_B,)},
        {"witnesses": (CARD_A,)},
        {"sender_log": WITNESSED, "witnesses": (C.card_file(log=A.log),)},
        {"sender_log": WITNESSED, "witnesses": (C.card_file(log=replace(C.log, mldsa44=B.log.mldsa44)),)},
        {"sender_log": WITNESSED, "witnesses": (b"",)},
    ],
    ids=["did not", "twice", "the other side", "the maker", "another's log", "other keys", "nothing"],
)
def test_a_witness_that_is_none_proves_nothing(changes):
    check_refused(forged(a_proof(**changes)))


def an_answer(*, sign=B.sign, about=ID, **changes):
    """B's acknowledgement of A's message, signed."""
    reply = Reply(salt=bytes(32), about=about, notice="ab" * 16, person="duty officer", said="")
    fields = {
        "kind": Kind.ACKNOWLEDGEMENT,
        "sender": B.node_id,
        "recipient": A.node_id,
        "sender_card": digest(CARD_B),
        "recipient_card": digest(CARD_A),
        "body": reply_bytes(Kind.ACKNOWLEDGEMENT, reply),
    }
    return sign_message(a_message(**fields | changes), sign)


def with_answer(signed_answer, **changes):
    """A proof in which this answer is recorded and opened."""
    answer = Answer(kind=Kind.ACKNOWLEDGEMENT, message_id=signed_answer.id, at=NOON, signed=signed_answer.to_bytes())
    record = a_record(signed_answer.id, "message.received", kind="acknowledgement")
    return a_proof(answers=(replace(answer, **changes),), sender_log=a_log(A, a_record(ID, "message.queued"), record))


def test_a_signed_answer_is_proven_to_be_the_recipients_and_about_this_message():
    verdict = verify(compose(with_answer(an_answer()), A.sign))

    assert verdict.holds
    assert any("signed its acknowledgement" in line for line in verdict.proven)
    assert not any("what the answers said" in line for line in verdict.not_proven)


@pytest.mark.parametrize(
    "proof",
    [
        with_answer(an_answer(sign=A.sign)),
        with_answer(an_answer(about="44" * 32)),
        with_answer(an_answer(kind=Kind.RESPONSE)),
        with_answer(an_answer(recipient=C.node_id)),
        with_answer(an_answer(body=b"[]")),
        with_answer(an_answer(), signed=an_answer(nonce=bytes(32)).to_bytes()),
        with_answer(an_answer(), signed=b""),
    ],
    ids=["another's", "about another", "another kind", "to another", "nonsense", "not this one", "nothing"],
)
def test_an_answer_that_is_opened_and_is_not_what_is_recorded_proves_nothing(proof):
    check_refused(forged(proof))


def a_later_card(first, name, **changes):
    """The card by which keys `name` follow those of an organisation."""
    keys, old = TestKeys(name), open_card(first)
    card = {"previous": old.digest, "node": old.card.node_id, "log": old.card.log, **changes}
    return keys.card_file(**card)


LATER_A, LATER_B = a_later_card(CARD_A, "a2"), a_later_card(CARD_B, "b2")


def test_after_a_rotation_a_proof_of_an_old_message_still_holds_by_the_cards_that_lead_to_the_new_keys():
    receipt = compose_receipt(a_receipt(message_id=ID), TestKeys("b2").sign)
    proof = a_proof(receipt=receipt, later_cards=(LATER_B, LATER_A))
    rotated = forged(proof, TestKeys("a2").sign)
    new = (TestKeys("a2").signing.fingerprint, TestKeys("b2").signing.fingerprint)

    assert verify(rotated).holds
    assert verify(rotated, trusted=TRUSTED).holds
    assert verify(rotated, trusted=new).holds
    assert any(", then " in line for line in verify(rotated).not_proven)
    check_refused(forged(replace(proof, later_cards=()), TestKeys("a2").sign))
    check_refused(forged(replace(proof, later_cards=(LATER_A,)), TestKeys("a2").sign))


@pytest.mark.parametrize(
    "card",
    [
        TestKeys("c").card_file(),
        a_later_card(CARD_A, "c"),
        a_later_card(CARD_A, "a2", previous="00" * 32),
        a_later_card(CARD_A, "a2", node=TestKeys("c").node_id),
        LATER_A[:-40],
    ],
    ids=["a stranger's", "keys nobody committed to", "after another", "of another", "cut"],
)
def test_a_later_card_that_does_not_follow_proves_nothing(card):
    check_refused(forged(a_proof(later_cards=(card,))))


def test_keys_that_a_later_card_revokes_are_pointed_out():
    card = a_later_card(CARD_A, "a2", revoked=(A.signing.digest,))

    verdict = verify(forged(a_proof(later_cards=(card,)), TestKeys("a2").sign))

    assert verdict.holds
    assert any("a later card of it revokes keys" in line for line in verdict.not_proven)


def test_a_proof_without_a_leaf_of_its_maker_cannot_exist():
    with pytest.raises(InvalidError):
        a_proof(sender_log=None)
    with pytest.raises(InvalidError):
        a_proof(maker=Party.RECIPIENT)


def test_an_opened_message_is_proven_to_be_the_senders_and_a_drill_is_called_one():
    message = a_message(drill=True)
    opened = signed(message).to_bytes()

    verdict = verify(compose(a_proof(message, opened=opened), A.sign))

    assert verdict.holds
    assert "marked as a drill" in verdict.proven[-1]
    assert not any("what the message said" in line for line in verdict.not_proven)


@pytest.mark.parametrize(("position", "said"), [(0, "so it did not state"), (1, "so it stated that it had")])
def test_without_a_receipt_a_proof_says_exactly_what_the_recipient_stated(position, said):
    opened = signed(a_message()).to_bytes()

    verdict = verify(compose(a_proof(receipt=None, statements=(a_status(position),), opened=opened), A.sign))

    assert verdict.holds
    assert "with 11 entries in its ledger, that it had every message" in verdict.proven[0]
    assert f"up to number {position} of epoch 1" in verdict.proven[0]
    assert verdict.proven[1].startswith(said)
    assert any("that Organisation B received this message" in line for line in verdict.not_proven)


@pytest.mark.parametrize(
    "statement",
    [
        a_status(1, sign=A.sign),
        a_status(1, kind=Kind.OUTCOME),
        a_status(1, recipient=TestKeys("c").node_id),
        a_status(1, sender=TestKeys("c").node_id),
        a_status(1, body=b"{}"),
        a_status(1, body=compose_status(Status(salt=bytes(32), checkpoint=a_log(A).checkpoint, held=()))),
        b"",
    ],
    ids=["another's signature", "another kind", "to another", "from another", "no status", "another's head", "nothing"],
)
def test_what_the_recipient_did_not_state_proves_nothing(statement):
    check_refused(forged(a_proof(receipt=None, statements=(statement,))))


def test_a_proof_without_a_word_of_the_recipient_cannot_exist():
    with pytest.raises(InvalidError):
        a_proof(receipt=None)


def test_an_opened_message_under_another_card_proves_nothing():
    message = a_message(sender_card="66" * 32)

    check_refused(forged(a_proof(message, opened=signed(message).to_bytes())))


def test_two_organisations_of_one_name_are_told_apart():
    double = B.card_file(organisation="Organisation A")

    said = verify(compose(a_proof(recipient_card=double), A.sign)).proven[0]

    assert said.startswith("Organisation A (the recipient) signed that it stored message")
    assert "sent by Organisation A (the sender)" in said


def test_a_card_out_of_its_dates_is_mentioned():
    end = NOON.replace(hour=11)
    old = A.card_file(valid_until=end)

    verdict = verify(compose(a_proof(sender_card=old), A.sign))

    assert verdict.holds
    assert any("the card of Organisation A was in force" in line for line in verdict.not_proven)


def test_a_proof_holds_no_content_unless_it_was_opened():
    assert b"headline" not in FILE
    assert base64url(signed(a_message()).data[300:600]).encode() not in FILE
