"""What becomes of every envelope that is not as it should be."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Pool, event

from exchange.forging import a_message, a_reply, an_alert, an_envelope, card_of, id_of, pack
from federation import deliver
from stories import a_federation, open_notice, release_to
from tocsin.adapters.sql.store import SqlStore
from tocsin.domain.counterpart import Standing
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import InvalidError, UnavailableError
from tocsin.usecases import answers, browse
from tocsin.usecases.reception import receive
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.limits import MAX_ENVELOPE
from tocsin.wire.message import Kind
from tocsin.wire.receipt import REFUSAL, Reason, Verdict, open_receipt
from wire.damage import flips, truncations
from wire.keys import TestKeys

MALLORY = TestKeys("mallory")


@pytest.fixture
def towns():
    """Alpha, which receives here, and Bravo and Charlie, which send."""
    return a_federation()[2]


def kept(town):
    with town.node.store.read() as tx:
        return (tx.incoming.where(), tx.streams.where(), tx.leaves.where(), tx.deliveries.where())


def verdict(town, answer):
    receipt = open_receipt(answer, town.node.keyring.signing)
    return receipt.verdict, receipt.reason


STORED = (Verdict.STORED, None)


def bring(town, envelope):
    """Bring an envelope that deserves nothing but the bare refusal."""
    before = kept(town)
    answer = receive(town.node, envelope)
    assert kept(town) == before
    return answer


def test_a_good_envelope_is_stored(towns):
    alpha, bravo, _ = towns

    assert verdict(alpha, receive(alpha.node, an_envelope(bravo, alpha))) == STORED


def test_an_envelope_of_somebody_unknown_gets_the_bare_refusal(towns):
    alpha, bravo, _ = towns
    message = replace(a_message(bravo, alpha), sender=MALLORY.node_id)

    assert bring(alpha, pack(message, alpha, MALLORY.sign)) == REFUSAL


def test_an_envelope_for_somebody_else_gets_the_bare_refusal(towns):
    alpha, bravo, charlie = towns

    assert bring(alpha, an_envelope(bravo, charlie)) == REFUSAL


def test_an_envelope_altered_anywhere_gets_the_bare_refusal(towns):
    alpha, bravo, _ = towns
    good = an_envelope(bravo, alpha)

    assert {bring(alpha, bad) for bad in flips(good, step=97)} == {REFUSAL}
    assert verdict(alpha, receive(alpha.node, good)) == STORED


def test_an_envelope_cut_short_or_with_something_after_it_gets_the_bare_refusal(towns):
    alpha, bravo, _ = towns

    assert {bring(alpha, bad) for bad in truncations(an_envelope(bravo, alpha), step=97)} == {REFUSAL}


@pytest.mark.parametrize("size", [0, 1, MAX_ENVELOPE, MAX_ENVELOPE + 1, 2 * MAX_ENVELOPE])
def test_an_envelope_of_any_size_that_is_none_gets_the_bare_refusal(towns, size):
    assert bring(towns[0], b"TOCSINE1".ljust(size, b"\x00")[:size]) == REFUSAL


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 120))
def test_no_bytes_whatever_get_more_than_the_bare_refusal(garbage, at):
    alpha, bravo, _ = CITY
    good = an_envelope(bravo, alpha)

    assert bring(alpha, garbage) == REFUSAL
    assert bring(alpha, good[:at] + garbage) == REFUSAL


CITY = a_federation()[2]


@pytest.mark.parametrize("signer", ["mallory", "the recipient", "another counterpart", "nobody", "half"])
def test_a_message_its_sender_did_not_sign_gets_the_bare_refusal(towns, signer):
    alpha, bravo, charlie = towns

    def half(context, data):
        return replace(MALLORY.sign(context, data), ed25519=bravo.node.keyring.sign(context, data).ed25519)

    def nobody(context, data):
        return replace(MALLORY.sign(context, data), ed25519=bytes(64), mldsa65=bytes(3309))

    signs = {
        "mallory": MALLORY.sign,
        "the recipient": alpha.node.keyring.sign,
        "another counterpart": charlie.node.keyring.sign,
        "nobody": nobody,
        "half": half,
    }

    assert bring(alpha, an_envelope(bravo, alpha, sign=signs[signer])) == REFUSAL


def test_a_suspended_counterpart_gets_the_bare_refusal(towns):
    alpha, bravo, _ = towns
    with alpha.node.store.begin() as tx:
        (held,) = tx.counterparts.where(name="Bravo")
        tx.counterparts.put(replace(held, standing=Standing.SUSPENDED))

    assert bring(alpha, an_envelope(bravo, alpha)) == REFUSAL


def test_a_repeated_envelope_gets_the_same_receipt_byte_for_byte_and_is_stored_once(towns):
    alpha, bravo, _ = towns
    envelope = an_envelope(bravo, alpha)
    first = receive(alpha.node, envelope)
    before = kept(alpha)
    bravo.node.clock.advance(days=30)

    assert {receive(alpha.node, envelope) for _ in range(3)} == {first}
    assert kept(alpha) == before


def test_the_same_message_sealed_anew_gets_the_receipt_of_the_first(towns):
    alpha, bravo, _ = towns
    message = a_message(bravo, alpha)
    one, two = (pack(message, alpha, bravo.node.keyring.sign) for _ in range(2))

    assert one != two
    assert receive(alpha.node, one) == receive(alpha.node, two)
    assert len(kept(alpha)[0]) == 1


def test_an_old_refusal_is_repeated_too(towns):
    alpha, bravo, _ = towns
    envelope = an_envelope(bravo, alpha, sender_card="11" * 32)

    assert receive(alpha.node, envelope) == receive(alpha.node, envelope)


YEAR = timedelta(days=366)
JUDGED = {
    "a card of ours that is none": ({"recipient_card": "11" * 32}, Verdict.REFUSED, Reason.WRONG_RECIPIENT_KEY),
    "another epoch": ({"epoch": 2}, Verdict.QUARANTINED, Reason.EPOCH_UNKNOWN),
    "a predecessor we never had": ({"previous": "11" * 32}, Verdict.QUARANTINED, Reason.PREVIOUS_CONFLICT),
    "a body that is no JSON": ({"body": b"\xff\x00"}, Verdict.QUARANTINED, Reason.SCHEMA),
    "an empty body": ({"body": b""}, Verdict.QUARANTINED, Reason.SCHEMA),
    "a body of another format": ({"body": b"{}"}, Verdict.QUARANTINED, Reason.SCHEMA),
    "an alert called a response": ({"kind": Kind.RESPONSE}, Verdict.QUARANTINED, Reason.SCHEMA),
    "a kind nobody here reads": ({"kind": "telepathy"}, Verdict.REFUSED, Reason.KIND_UNKNOWN),
}


@pytest.mark.parametrize("what", JUDGED)
def test_what_an_authentic_sender_got_wrong_is_answered_with_a_signed_reason(towns, what):
    alpha, bravo, _ = towns
    changes, expected, reason = JUDGED[what]

    answer = receive(alpha.node, an_envelope(bravo, alpha, **changes))

    assert verdict(alpha, answer) == (expected, reason)
    ((held, *_), *_) = kept(alpha)
    assert bool(held.signed) == bool(held.body or not changes.get("body", b"x")) == (expected is not Verdict.REFUSED)
    for item in browse.inbox(alpha.node, alpha.ines):
        assert not item.is_warning
    with pytest.raises(InvalidError):
        answers.open_warning(alpha.node, alpha.ines, message=held.id)


@pytest.mark.parametrize(
    ("days", "expected"), [(-2, (Verdict.STORED, None)), (366, (Verdict.REFUSED, Reason.CARD_EXPIRED))]
)
def test_a_message_made_when_its_card_had_run_out_is_refused_and_one_made_before_its_card_is_not(towns, days, expected):
    alpha, bravo, _ = towns
    when = bravo.node.clock.now() + timedelta(days=days)

    answer = receive(alpha.node, an_envelope(bravo, alpha, created_at=when))

    assert verdict(alpha, answer) == expected


def test_a_message_is_not_refused_for_being_late(towns):
    alpha, bravo, _ = towns
    envelope = an_envelope(bravo, alpha)
    bravo.node.clock.advance(days=400)

    assert verdict(alpha, receive(alpha.node, envelope)) == STORED


def body_with(town, **changes):
    return json.dumps(json.loads(an_alert(town)) | changes, separators=(",", ":")).encode()


def handling_with(town, **changes):
    return json.loads(an_alert(town))["handling"] | changes


@pytest.mark.parametrize("label", ["TLP:PURPLE", "TLP:WHITE", "tlp:red", "RED", "", None, 5, "TLP:RED "])
def test_a_label_that_is_none_is_kept_aside_and_never_shown_as_a_lower_one(towns, label):
    alpha, bravo, _ = towns

    answer = receive(
        alpha.node, an_envelope(bravo, alpha, body=body_with(bravo, handling=handling_with(bravo, tlp=label)))
    )

    assert verdict(alpha, answer) == (Verdict.QUARANTINED, Reason.MARKING_UNKNOWN)
    (item,) = browse.inbox(alpha.node, alpha.ines)
    assert not item.is_warning
    assert not [each for each in Tlp if each in repr(item.incoming.notice)]


def test_one_claim_with_an_unknown_label_keeps_the_whole_warning_aside(towns):
    alpha, bravo, _ = towns
    claim = {"name": "ab" * 16, "says": "So.", "status": "planned", "basis": "fact", "grade": None, "tlp": "TLP:BLUE"}
    claim |= {"source": None, "fields": []}

    answer = receive(alpha.node, an_envelope(bravo, alpha, body=body_with(bravo, claims=[claim])))

    assert verdict(alpha, answer) == (Verdict.QUARANTINED, Reason.MARKING_UNKNOWN)


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"version": 0},
        {"version": True},
        {"salt": "AA"},
        {"notice": "n-1"},
        {"answer_by": "tomorrow"},
        {"claims": {}},
        {"claims": [None] * 501},
        {"text": "\x07"},
        {"reasons": [{"country": "PT"}]},
        {"contact": "x" * 20_001},
        {"format": "tocsin/alert/2"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_body_that_breaks_the_schema_is_kept_aside(towns, change):
    alpha, bravo, _ = towns

    answer = receive(alpha.node, an_envelope(bravo, alpha, body=body_with(bravo, **change)))

    assert verdict(alpha, answer) == (Verdict.QUARANTINED, Reason.SCHEMA)


def test_a_second_message_at_one_position_is_refused_and_the_first_is_kept(towns):
    alpha, bravo, _ = towns
    first, second = (an_envelope(bravo, alpha) for _ in range(2))
    receive(alpha.node, first)

    assert verdict(alpha, receive(alpha.node, second)) == (Verdict.REFUSED, Reason.POSITION_CONFLICT)
    assert [item.is_warning for item in browse.inbox(alpha.node, alpha.ines)] == [True, False]


def a_chain(sender, recipient, count):
    """Return envelopes of a stream in order."""
    envelopes, previous = [], None
    for position in range(1, count + 1):
        message = a_message(sender, recipient, position=position, previous=previous)
        envelopes.append(pack(message, recipient, sender.node.keyring.sign))
        previous = id_of(message, sender.node.keyring.sign)
    return envelopes


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)))
def test_messages_in_any_order_are_all_stored_and_no_gap_is_left(order):
    alpha, bravo, _ = a_federation()[2]
    chain = a_chain(bravo, alpha, 5)

    answers_given = [verdict(alpha, receive(alpha.node, chain[at])) for at in order]

    (stream,) = [each for each in kept(alpha)[1] if each.direction == "in"]
    assert answers_given == [STORED] * 5
    assert (stream.position, stream.missing) == (5, ())


def test_a_gap_is_remembered_until_it_is_filled(towns):
    alpha, bravo, _ = towns
    chain = a_chain(bravo, alpha, 4)
    for at in (0, 3):
        receive(alpha.node, chain[at])
    (before,) = kept(alpha)[1]
    receive(alpha.node, chain[1])
    (after,) = kept(alpha)[1]

    assert before.missing == ((2, 3),)
    assert after.missing == ((3, 3),)


def test_who_jumps_ahead_cannot_make_us_remember_without_end(towns):
    alpha, bravo, _ = towns
    for position in (10**6, 10**9, 2**53 - 1):
        receive(alpha.node, an_envelope(bravo, alpha, position=position, previous="11" * 32))

    (stream,) = kept(alpha)[1]
    assert len(stream.missing) <= 1000
    assert stream.position == 2**53 - 1


def test_each_urgency_has_positions_of_its_own(towns):
    alpha, bravo, _ = towns

    given_ = [verdict(alpha, receive(alpha.node, an_envelope(bravo, alpha, urgency=each))) for each in Urgency]

    assert given_ == [STORED] * 3


def test_a_reply_about_a_message_that_went_to_somebody_else_is_kept_aside(towns):
    alpha, _bravo, charlie = towns
    _, sent = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    forged = an_envelope(charlie, alpha, kind=Kind.RESPONSE, body=a_reply(charlie, about=sent.id))

    answer = receive(alpha.node, forged)

    assert verdict(alpha, answer) == (Verdict.QUARANTINED, Reason.REFERENCE_UNKNOWN)
    (delivery,) = browse.outbox(alpha.node, alpha.rosa)
    assert delivery.answer.response is None


@pytest.mark.parametrize("about", ["00" * 32, "itself"])
def test_a_reply_about_nothing_we_sent_is_kept_aside(towns, about):
    alpha, bravo, _ = towns
    if about == "itself":
        receive(alpha.node, an_envelope(bravo, alpha, urgency=Urgency.FUTURE))
        about = kept(alpha)[0][0].id
    body = a_reply(bravo, about=about, kind=Kind.ACKNOWLEDGEMENT)

    answer = receive(alpha.node, an_envelope(bravo, alpha, kind=Kind.ACKNOWLEDGEMENT, body=body))

    assert verdict(alpha, answer) == (Verdict.QUARANTINED, Reason.REFERENCE_UNKNOWN)


def test_a_receipt_of_somebody_else_or_about_something_else_ends_no_delivery(federated):
    clock, _wires, (alpha, bravo, charlie) = federated
    _, sent = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    good_for_another = receive(bravo.node, an_envelope(alpha, bravo, urgency=Urgency.FUTURE))
    of_another = receive(charlie.node, an_envelope(alpha, charlie))

    for answer in (good_for_another, of_another, b"", b"yes", REFUSAL, good_for_another[:-1]):
        courier = _Answers(answer)
        node = replace(alpha.node, couriers={"https": courier})
        deliver(replace(alpha, node=node))
        (held,) = browse.outbox(alpha.node, alpha.rosa)
        assert held.state is DeliveryState.BARRED
        assert held.receipt is None
        assert held.last_error
        clock.advance(minutes=30)
    deliver(alpha)

    assert browse.outbox(alpha.node, alpha.rosa)[0].state is DeliveryState.STORED
    assert sent.id == browse.outbox(alpha.node, alpha.rosa)[0].id


class _Answers:
    """A courier that brings back whatever it was given."""

    def __init__(self, answer):
        self._answer = answer

    def carry(self, address, envelope):  # noqa: ARG002
        return self._answer


@pytest.fixture
def federated():
    return a_federation()


def test_a_receipt_is_given_only_for_what_is_on_the_disk(tmp_path):
    _, _, (alpha, bravo, _) = a_federation(make_store=lambda name: SqlStore(tmp_path / f"{name}.db"))
    envelope = an_envelope(bravo, alpha, body=an_alert(bravo, text="x" * 200_000))
    before = kept(alpha)

    def limit(connection, *_):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 4}")

    alpha.node.store.close()  # it opens its connections anew
    event.listen(Pool, "checkout", limit)
    try:
        with pytest.raises(UnavailableError, match="the disk is full and nothing was written"):
            receive(alpha.node, envelope)
    finally:
        event.remove(Pool, "checkout", limit)
    assert kept(alpha) == before

    def free(connection, *_):
        connection.execute("PRAGMA max_page_count=4294967294")

    event.listen(Pool, "checkout", free)
    try:
        answer = receive(alpha.node, envelope)
    finally:
        event.remove(Pool, "checkout", free)

    assert verdict(alpha, answer) == STORED
    assert len(kept(alpha)[0]) == 1
    assert card_of(alpha).card.organisation == "Alpha"
    for town in (alpha, bravo):
        town.node.store.close()
