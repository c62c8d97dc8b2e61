"""Questions about a person: who may send them, how soon they are answered, how often they may be asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exchange.forging import an_envelope
from federation import deliver
from stories import known_as
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.inquiry import Cap, Extent, Ground, Haste, InquiryState, Question, Reply
from tocsin.usecases import browse, inquiries
from tocsin.usecases.reception import receive
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.inquiry import answer_bytes
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Reason, Verdict, open_receipt

QUESTION = Question(
    whom="Tamas Orr, born in 1990",
    asked="Has he crossed your border since May?",
    reasons="he holds a ticket for your port",
    purpose="preventing the attack",
    legal_basis="UN SCR 1373 (2001)",
    haste=Haste.ORDINARY,
    restrictions="not in court",
    tlp=Tlp.AMBER,
    contact="line 1",
)
FULL = Reply(extent=Extent.FULL, said="Yes, on 3 May.", restrictions="Ask before any arrest.")
REFUSED = Reply(extent=Extent.REFUSED, said="We hold nothing.", ground=Ground.NOT_AVAILABLE)


@pytest.fixture
def towns(federation):
    """Alpha, which asks, Bravo, which is asked, and Charlie."""
    return federation[2]


def asks(alpha, name="Bravo", **changes):
    """Alpha's question, sent by omar."""
    question = replace(QUESTION, **changes)
    made = inquiries.ask(alpha.node, alpha.ines, to=known_as(alpha, name).id, question=question)
    return inquiries.approve(alpha.node, alpha.omar, inquiry=made.id, digest=made.digest, weighed="none known")


def only(town):
    (held,) = inquiries.listing(town.node, town.uma)
    return held


def answers(bravo, reply=FULL):
    """Bravo's answer, sent by omar."""
    held = inquiries.answer(bravo.node, bravo.ines, inquiry=only(bravo).id, reply=reply)
    return inquiries.approve(bravo.node, bravo.omar, inquiry=held.id, digest=held.draft.digest)


def test_a_question_is_asked_and_answered_with_its_restrictions(towns):
    alpha, bravo, _ = towns
    asks(alpha)
    deliver(alpha, bravo)
    answers(bravo)
    deliver(alpha, bravo)

    assert only(bravo).question == QUESTION
    assert [each.reply for each in only(alpha).answers] == [FULL]
    assert only(alpha).state is only(bravo).state is InquiryState.ANSWERED


@pytest.mark.parametrize(
    ("haste", "within"),
    [
        (Haste.URGENT_DIRECT, timedelta(hours=8)),
        (Haste.URGENT_INDIRECT, timedelta(days=3)),
        (Haste.ORDINARY, timedelta(days=7)),
    ],
)
def test_the_clock_runs_from_receipt_and_both_sides_read_the_same_time(towns, clock, haste, within):
    alpha, bravo, _ = towns
    asks(alpha, haste=haste)
    assert only(alpha).due_at is None
    clock.advance(days=2)
    deliver(alpha, bravo)

    assert only(alpha).due_at == only(bravo).due_at == clock.now() + within


def test_nobody_sends_his_own_question_and_nobody_his_own_answer(towns):
    alpha, bravo, _ = towns
    made = inquiries.ask(alpha.node, alpha.omar, to=known_as(alpha, "Bravo").id, question=QUESTION)
    with pytest.raises(RefusedError, match="second person"):
        inquiries.approve(alpha.node, alpha.omar, inquiry=made.id, digest=made.digest, weighed="none")
    inquiries.approve(alpha.node, alpha.rosa, inquiry=made.id, digest=made.digest, weighed="none")
    deliver(alpha, bravo)
    held = inquiries.answer(bravo.node, bravo.rosa, inquiry=only(bravo).id, reply=FULL)
    with pytest.raises(RefusedError, match="second person"):
        inquiries.approve(bravo.node, bravo.rosa, inquiry=held.id, digest=held.draft.digest)
    deliver(alpha, bravo)

    assert only(alpha).answers == ()


def test_nothing_is_sent_but_what_was_shown(towns):
    alpha, bravo, _ = towns
    made = inquiries.ask(alpha.node, alpha.ines, to=known_as(alpha, "Bravo").id, question=QUESTION)
    with pytest.raises(ConflictError, match="not what was shown"):
        inquiries.approve(alpha.node, alpha.omar, inquiry=made.id, digest="0" * 64, weighed="none")
    with pytest.raises(InvalidError, match="what could happen"):
        inquiries.approve(alpha.node, alpha.omar, inquiry=made.id, digest=made.digest)
    deliver(alpha, bravo)

    assert inquiries.listing(bravo.node, bravo.uma) == ()


def test_a_question_is_sent_once(towns):
    alpha, _, _ = towns
    sent = asks(alpha)

    with pytest.raises(ConflictError, match="waits for approval"):
        inquiries.approve(alpha.node, alpha.rosa, inquiry=sent.id, digest=sent.digest, weighed="none")


@pytest.mark.parametrize("missing", ["asked", "reasons", "purpose", "legal_basis", "whom"])
def test_a_question_without_person_purpose_or_basis_is_not_even_written(towns, missing):
    alpha, _, _ = towns
    question = replace(QUESTION, **{missing: " "})

    with pytest.raises(InvalidError):
        inquiries.ask(alpha.node, alpha.ines, to=known_as(alpha, "Bravo").id, question=question)


def test_a_refusal_names_its_ground_and_needs_no_second_person(towns):
    alpha, bravo, _ = towns
    asks(alpha)
    deliver(alpha, bravo)
    inquiries.refuse(bravo.node, bravo.ines, inquiry=only(bravo).id, reply=REFUSED)
    deliver(alpha, bravo)

    assert only(alpha).answers[0].reply.ground is Ground.NOT_AVAILABLE
    assert only(alpha).state is only(bravo).state is InquiryState.REFUSED


def test_a_delay_moves_the_clock_on_both_sides_and_answers_nothing(towns, clock):
    alpha, bravo, _ = towns
    asks(alpha, haste=Haste.URGENT_DIRECT)
    deliver(alpha, bravo)
    until = clock.now() + timedelta(days=5)
    reply = Reply(extent=Extent.DELAYED, said="A court must allow it.", until=until)
    inquiries.refuse(bravo.node, bravo.ines, inquiry=only(bravo).id, reply=reply)
    deliver(alpha, bravo)

    assert only(alpha).due_at == only(bravo).due_at == until
    assert only(alpha).state is only(bravo).state is InquiryState.OPEN


@pytest.mark.parametrize(
    "reply",
    [
        Reply(extent=Extent.FULL, said=" "),
        Reply(extent=Extent.FULL, said="x", ground=Ground.NO_CONSENT),
        Reply(extent=Extent.PARTIAL, said="x", ground=Ground.NO_CONSENT),
        Reply(extent=Extent.PARTIAL, said="x", part="dates"),
        Reply(extent=Extent.REFUSED, said="x"),
        Reply(extent=Extent.DELAYED, said="x"),
    ],
)
def test_an_answer_that_contradicts_itself_is_not_written(reply):
    with pytest.raises(InvalidError):
        reply.require_sense()


def test_who_asks_too_often_about_one_person_is_refused_by_the_other_node(towns):
    alpha, bravo, _ = towns
    generous(alpha)
    for whom in ("Tamas Orr", "tamas  orr ", "TAMAS ORR", "Tamas Orr"):
        asks(alpha, whom=whom)
    asks(alpha, whom="Lena Orr")
    deliver(alpha, bravo)

    refused = [each for each in browse.outbox(alpha.node, alpha.rosa) if each.state is DeliveryState.REFUSED]
    assert [each.last_error for each in refused] == [f"they answered refused: {Reason.OVER_LIMIT}"]
    assert len(inquiries.listing(bravo.node, bravo.uma)) == 4


def test_we_do_not_ask_more_often_than_we_would_answer(towns, clock):
    alpha, _, _ = towns
    for _ in range(3):
        asks(alpha)
    with pytest.raises(RefusedError, match="as often as the agreement allows"):
        asks(alpha)
    clock.advance(days=31)

    assert asks(alpha).state is InquiryState.OPEN


def test_both_auditors_see_who_was_asked_about_how_often(towns):
    alpha, bravo, _ = towns
    for _ in range(2):
        asks(alpha)
    deliver(alpha, bravo)

    for town, direction in ((alpha, "out"), (bravo, "in")):
        (count,) = inquiries.counts(town.node, town.uma)
        assert (count.direction, count.in_thirty_days, count.cap) == (direction, 2, 3)


def test_an_answer_to_somebody_elses_question_is_refused_and_not_kept(towns):
    alpha, bravo, charlie = towns
    sent = asks(alpha)
    deliver(alpha, bravo)
    body = answer_bytes(FULL, about=sent.message, salt=bytes(32))
    receipt = receive(alpha.node, an_envelope(charlie, alpha, kind=Kind.INQUIRY_ANSWER, body=body))

    read = open_receipt(receipt, alpha.node.keyring.signing)
    assert (read.verdict, read.reason) == (Verdict.REFUSED, Reason.REFERENCE_UNKNOWN)
    assert only(alpha).answers == ()
    with alpha.node.store.read() as tx:
        assert [each.body for each in tx.incoming.where()] == [b""]


def test_nothing_of_our_own_ids_is_in_what_is_sent(towns):
    alpha, bravo, _ = towns
    sent = asks(alpha)
    deliver(alpha, bravo)
    answers(bravo)
    with alpha.node.store.read() as tx:
        delivered = b"".join(each.signed for each in tx.outgoing.where())

    for internal in (sent.id, sent.counterpart, alpha.ines.account, alpha.omar.account, "none known"):
        assert internal.encode() not in delivered


def test_a_question_above_the_ceiling_is_not_asked(towns):
    alpha, _, _ = towns
    with pytest.raises(RefusedError, match="may hold nothing above"):
        asks(alpha, tlp=Tlp.RED)


def test_every_look_at_an_inquiry_is_on_record(towns):
    alpha, _, _ = towns
    inquiries.consult(alpha.node, alpha.ines, inquiry=asks(alpha).id)

    with alpha.node.store.read() as tx:
        assert [leaf for leaf in tx.leaves.where() if b"inquiry.consulted" in leaf.record]


def generous(town):
    """Let a town ask more often than the other lets it."""
    with town.node.store.begin() as tx:
        for each in tx.counterparts.where():
            tx.counterparts.put(replace(each, agreement=replace(each.agreement, inquiries=Cap(about_one=50))))
