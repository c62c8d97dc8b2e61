"""Drills: the whole way is exercised, and no exercise is ever counted as a real warning."""

import pytest

from exchange.forging import a_reply, an_envelope
from federation import deliver
from stories import a_federation, known_as, open_notice, release_to
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, NotFoundError
from tocsin.domain.exchange import InboxState
from tocsin.usecases import answers, browse, drills
from tocsin.usecases.reception import receive
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Reason, Verdict, open_receipt


@pytest.fixture
def towns():
    return a_federation()[2]


def verdict(town, answer):
    receipt = open_receipt(answer, town.node.keyring.signing)
    return receipt.verdict, receipt.reason


def exercise(alpha, bravo):
    sent = drills.send(alpha.node, alpha.rosa, to=known_as(alpha, "Bravo").id)
    deliver(alpha)
    return sent


def test_a_drill_goes_there_and_back(towns):
    alpha, bravo, _ = towns
    sent = exercise(alpha, bravo)
    drills.answer(bravo.node, bravo.ines, message=sent.id)
    deliver(bravo)

    (out,) = drills.sent(alpha.node, alpha.uma)
    (came,) = drills.received(bravo.node, bravo.uma)
    assert (out.state, out.answer.acknowledged_by) == (DeliveryState.STORED, "drill")
    assert (came.id, came.state) == (sent.id, InboxState.ACKNOWLEDGED)


def test_a_drill_is_on_no_list_of_real_warnings_on_either_side(towns):
    alpha, bravo, _ = towns
    sent = exercise(alpha, bravo)

    for town in (alpha, bravo):
        assert browse.inbox(town.node, town.ines) == ()
        assert browse.outbox(town.node, town.ines) == ()
        assert browse.now(town.node, town.ines) == ()
    with bravo.node.store.read() as tx:
        assert tx.incoming.where() == ()
    with alpha.node.store.read() as tx:
        assert tx.deliveries.where(kind=Kind.ALERT) == ()
    with pytest.raises(NotFoundError):
        answers.open_warning(bravo.node, bravo.ines, message=sent.id)
    with pytest.raises(NotFoundError):
        answers.acknowledge(bravo.node, bravo.ines, message=sent.id)


def test_a_real_warning_cannot_be_answered_by_a_drill_nor_a_drill_by_a_real_answer(towns):
    alpha, bravo, _ = towns
    exercised = exercise(alpha, bravo)
    _, warned = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    kind = Kind.ACKNOWLEDGEMENT
    by_drill = an_envelope(bravo, alpha, kind=kind, drill=True, body=a_reply(bravo, about=warned.id, kind=kind))

    assert verdict(alpha, receive(alpha.node, by_drill)) == (Verdict.QUARANTINED, Reason.REFERENCE_UNKNOWN)
    (real,) = browse.outbox(alpha.node, alpha.rosa)
    assert real.answer.acknowledged_at is None
    with pytest.raises(NotFoundError):
        drills.answer(bravo.node, bravo.ines, message=warned.id)
    assert drills.sent(alpha.node, alpha.uma)[0].id == exercised.id


def test_a_drill_takes_its_place_in_the_stream_of_real_warnings(towns):
    alpha, bravo, _ = towns
    exercise(alpha, bravo)

    with alpha.node.store.read() as ours, bravo.node.store.read() as theirs:
        assert [each.position for each in ours.streams.where()] == [1]
        assert [each.position for each in theirs.streams.where()] == [1]


def test_a_drill_that_comes_twice_gets_the_same_receipt_and_is_kept_once(towns):
    alpha, bravo, _ = towns
    exercise(alpha, bravo)
    with alpha.node.store.read() as tx:
        envelope = tx.outgoing.where()[0].envelope

    assert receive(bravo.node, envelope) == receive(bravo.node, envelope)
    assert len(drills.received(bravo.node, bravo.uma)) == 1


def test_only_warnings_and_their_acknowledgement_are_exercised(towns):
    alpha, bravo, _ = towns
    answer = receive(alpha.node, an_envelope(bravo, alpha, kind=Kind.WITHDRAWAL, drill=True))

    assert verdict(alpha, answer) == (Verdict.REFUSED, Reason.UNSUPPORTED)


def test_an_exercise_is_answered_once(towns):
    alpha, bravo, _ = towns
    sent = exercise(alpha, bravo)
    drills.answer(bravo.node, bravo.ines, message=sent.id)

    with pytest.raises(ConflictError):
        drills.answer(bravo.node, bravo.ines, message=sent.id)
