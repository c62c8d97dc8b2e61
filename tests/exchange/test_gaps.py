"""Gaps: what is missing from a stream is asked for, sent again as it was, or known to be gone."""

import itertools
from dataclasses import replace

import pytest

from exchange.forging import a_message, an_envelope, id_of, pack
from federation import deliver
from stories import a_federation, known_as, open_notice, release_to
from tocsin.domain import gaps
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.exchange import Direction
from tocsin.usecases.reception import receive
from tocsin.wire.bodies.resend import Resend, resend_bytes
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Verdict, open_receipt


@pytest.fixture
def federation():
    return a_federation()


def warnings(alpha, count):
    return [release_to(alpha, open_notice(alpha), "Bravo", "IE:target")[1].id for _ in range(count)]


def forget(bravo, *messages):
    """Bravo loses messages and knows that they are missing, as after a restore."""
    with bravo.node.store.begin() as tx:
        positions = tuple((each.position, each.position) for each in map(tx.incoming.get, messages))
        for each in messages:
            tx.incoming.remove(each)
        (stream,) = [each for each in tx.streams.where() if each.direction is Direction.IN and each.epoch == 1]
        tx.streams.put(replace(stream, missing=gaps.joined(positions)))


def asks(bravo, clock, *towns):
    """Bravo looks at what it misses, and everybody does what follows."""
    from tocsin.usecases.steps import resends

    with bravo.node.store.begin() as tx:
        resends.leave(tx, known_as(bravo, "Alpha").id, clock.now())
    deliver(*towns)


def inbound(bravo):
    with bravo.node.store.read() as tx:
        (stream,) = [
            each for each in tx.streams.where() if each.direction is Direction.IN and each.urgency == "expected"
        ]
        return stream


def held(town):
    with town.node.store.read() as tx:
        return [each.id for each in tx.incoming.where(kind="alert")]


def requests(town):
    with town.node.store.read() as tx:
        return tx.deliveries.where(kind=Kind.RESEND)


def test_what_is_missing_is_sent_again_with_the_same_bytes_although_it_was_receipted(federation):
    clock, wires, (alpha, bravo, _) = federation
    sent = warnings(alpha, 4)
    deliver(alpha)
    with alpha.node.store.read() as tx:
        envelopes = [tx.outgoing.get(each).envelope for each in sent[1:3]]
    forget(bravo, *sent[1:3])
    wires.carried.clear()
    asks(bravo, clock, alpha, bravo)

    assert sorted(held(bravo)) == sorted(sent)
    assert inbound(bravo).missing == ()
    assert [each for each in wires.carried if each in envelopes] == envelopes
    with alpha.node.store.read() as tx:
        assert {tx.deliveries.get(each).state for each in sent} == {DeliveryState.STORED}


def test_a_gap_is_asked_for_a_minute_after_it_was_noticed_and_then_ever_more_rarely(federation):
    clock, _, (alpha, bravo, _) = federation
    receive(alpha.node, an_envelope(bravo, alpha, position=3, previous="11" * 32))
    deliver(alpha)
    assert requests(alpha) == ()

    asked = []
    for minute in range(4 * 24 * 60):
        clock.advance(minutes=1)
        before = len(requests(alpha))
        deliver(alpha)
        if len(requests(alpha)) > before:
            asked.append(minute)
    pauses = [later - earlier for earlier, later in itertools.pairwise(asked)]

    assert asked[0] == 0
    assert pauses[:4] == [5, 10, 20, 40]
    assert max(pauses) <= 24 * 60


def test_what_comes_out_of_order_within_a_minute_is_not_asked_for(federation):
    clock, _, (alpha, bravo, _) = federation
    message = a_message(bravo, alpha)
    second = a_message(bravo, alpha, position=2, previous=id_of(message, bravo.node.keyring.sign))
    for each in (second, message):
        receive(alpha.node, pack(each, alpha, bravo.node.keyring.sign))
    clock.advance(minutes=2)
    deliver(alpha, bravo)

    assert requests(alpha) == ()


def test_what_the_sender_no_longer_has_is_known_as_lost_and_asked_for_no_more(federation):
    clock, _, (alpha, bravo, _) = federation
    sent = warnings(alpha, 3)
    deliver(alpha)
    forget(bravo, sent[1])
    with alpha.node.store.begin() as tx:
        tx.outgoing.remove(sent[1])
    asks(bravo, clock, alpha, bravo)

    assert (inbound(bravo).missing, inbound(bravo).lost) == ((), ((2, 2),))
    assert inbound(bravo).contiguous == 1
    count = len(requests(bravo))
    for _ in range(48):
        clock.advance(hours=1)
        deliver(alpha, bravo)
    assert len(requests(bravo)) == count


def test_what_was_never_sent_is_not_there_to_be_sent_again(federation):
    clock, _, (alpha, bravo, _) = federation
    warnings(alpha, 1)
    deliver(alpha)
    with bravo.node.store.begin() as tx:
        tx.streams.put(replace(inbound(bravo), missing=((2, 10**15),)))
    asks(bravo, clock, alpha, bravo)

    assert inbound(bravo).lost == ((3, 10**15),)  # the second is the word that there are no more


def test_nobody_gets_sent_what_went_to_somebody_else(federation):
    clock, _, (alpha, _bravo, charlie) = federation
    warnings(alpha, 2)
    deliver(alpha)
    body = Resend(salt=bytes(32), urgency="expected", epoch=1, missing=((1, 2),))
    asked = an_envelope(charlie, alpha, kind=Kind.RESEND, body=resend_bytes(body))

    assert open_receipt(receive(alpha.node, asked), alpha.node.keyring.signing).verdict is Verdict.STORED
    deliver(alpha)
    clock.advance(days=1)
    deliver(alpha, charlie)
    with charlie.node.store.read() as tx:
        assert tx.incoming.where(kind="alert") == ()
    with alpha.node.store.read() as tx:
        assert {each.state for each in tx.deliveries.where(kind="alert")} == {DeliveryState.STORED}


def test_one_request_brings_no_more_than_a_fixed_number_again(federation, monkeypatch):
    monkeypatch.setattr("tocsin.usecases.arrivals.resends.MAX_RESENT", 2)
    clock, _, (alpha, bravo, _) = federation
    sent = warnings(alpha, 5)
    deliver(alpha)
    forget(bravo, *sent)
    asks(bravo, clock, alpha, bravo)
    assert len(held(bravo)) == 2

    for _ in range(6):
        clock.advance(hours=1)
        deliver(alpha, bravo)
    assert sorted(held(bravo)) == sorted(sent)


def test_a_position_that_was_given_up_can_still_be_filled(federation):
    clock, _, (alpha, bravo, _) = federation
    sent = warnings(alpha, 3)
    deliver(alpha)
    with alpha.node.store.read() as tx:
        kept = tx.outgoing.get(sent[1])
    forget(bravo, sent[1])
    with alpha.node.store.begin() as tx:
        tx.outgoing.remove(sent[1])
    asks(bravo, clock, alpha, bravo)

    assert open_receipt(receive(bravo.node, kept.envelope), bravo.node.keyring.signing).verdict is Verdict.STORED
    assert (inbound(bravo).missing, inbound(bravo).lost) == ((), ())
