"""The heartbeat: nodes tell one another that they are here and how far they have everything."""

from dataclasses import replace

import pytest

from exchange.forging import an_envelope
from federation import deliver
from stories import a_federation, known_as, open_notice, release_to
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.exchange import Direction, WorkKind
from tocsin.surfaces.worker import TASKS
from tocsin.usecases import agenda, heartbeat
from tocsin.usecases.reception import receive
from tocsin.wire.message import Kind
from tocsin.wire.receipt import REFUSAL, Reason, Verdict, open_receipt
from tocsin.wire.status import parse


@pytest.fixture
def federation():
    return a_federation()


def statuses(town, sender):
    with town.node.store.read() as tx:
        return [each for each in tx.incoming.where(kind=Kind.STATUS) if each.counterpart == known_as(town, sender).id]


def deliveries(town, **equals):
    with town.node.store.read() as tx:
        return tx.deliveries.where(**equals)


def start(*towns):
    """What a worker does when it starts, and everything that follows."""
    for town in towns:
        agenda.begin(town.node)
    deliver(*towns)


def test_a_node_that_starts_tells_every_counterpart_how_far_it_has_everything(federation):
    _, _, (alpha, bravo, charlie) = federation
    release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    deliver(alpha, bravo)
    start(bravo)

    (stated,) = [parse(each.body) for each in statuses(alpha, "Bravo")]
    assert [(each.urgency, each.epoch, each.position) for each in stated.held] == [("expected", 1, 1)]
    assert len(statuses(charlie, "Bravo")) == 1


def test_a_heartbeat_comes_once_a_day_and_a_node_that_starts_again_and_again_sends_no_more(federation):
    clock, _, towns = federation
    for _ in range(5):
        start(*towns)
        clock.advance(minutes=1)
    assert len(statuses(towns[0], "Bravo")) == 1

    for days in (1, 2, 3):
        clock.advance(days=1)
        deliver(*towns)
        assert len(statuses(towns[0], "Bravo")) == 1 + days


def test_what_waits_is_carried_at_once_when_a_node_comes_back(federation):
    clock, wires, (alpha, bravo, charlie) = federation
    wires.cut.add(bravo.node.organisation.address)
    _, sent = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    for _ in range(12):
        deliver(alpha, charlie)
        clock.advance(minutes=5)
    deliver(alpha, charlie)
    wires.cut.clear()
    with alpha.node.store.read() as tx:
        assert tx.deliveries.get(sent.id).next_attempt_at > clock.now()

    start(bravo)
    deliver(alpha)

    assert deliveries(alpha, kind="alert")[0].state is DeliveryState.STORED


def test_no_second_status_is_sent_while_the_first_is_on_its_way(federation):
    clock, wires, (alpha, *_) = federation
    wires.cut = set(wires.nodes)
    for _ in range(10):
        start(alpha)
        clock.advance(days=1)

    assert len(deliveries(alpha, kind=Kind.STATUS)) == 2


def test_a_status_does_not_call_forth_another(federation):
    *_, towns = federation
    start(*towns)

    assert [len(deliveries(town, kind=Kind.STATUS)) for town in towns] == [2, 2, 2]


def test_a_node_states_no_more_than_it_has(federation):
    _, _, (alpha, bravo, _) = federation
    receive(alpha.node, an_envelope(bravo, alpha, position=5, previous="11" * 32))
    heartbeat.tell(alpha.node, counterpart=known_as(alpha, "Bravo").id)
    with alpha.node.store.read() as tx:
        (sent,) = tx.deliveries.where(kind=Kind.STATUS)
        (stream,) = [each for each in tx.streams.where() if each.direction is Direction.IN]
    deliver(alpha)

    assert (stream.position, stream.contiguous) == (5, 0)
    (stated,) = [parse(each.body) for each in statuses(bravo, "Alpha")]
    assert [each.position for each in stated.held] == [0]
    assert sent.urgency == "expected"


def test_a_kind_of_a_later_version_is_refused_with_a_signed_reason_and_the_stream_goes_on(federation):
    _, _, (alpha, bravo, _) = federation
    strange = receive(alpha.node, an_envelope(bravo, alpha, kind="telepathy", body=b"\x00"))
    with alpha.node.store.read() as tx:
        (held,) = tx.incoming.where()

    receipt = open_receipt(strange, alpha.node.keyring.signing)
    assert (receipt.verdict, receipt.reason) == (Verdict.REFUSED, Reason.KIND_UNKNOWN)
    following = an_envelope(bravo, alpha, position=2, previous=held.id)
    assert open_receipt(receive(alpha.node, following), alpha.node.keyring.signing).verdict is Verdict.STORED


def test_what_they_cannot_open_holds_up_nothing_else_and_is_tried_ever_more_rarely(federation):
    clock, wires, (alpha, bravo, _) = federation
    _, first = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    with alpha.node.store.begin() as tx:
        outgoing = tx.outgoing.get(first.id)
        spoilt = outgoing.envelope[:-1] + bytes([outgoing.envelope[-1] ^ 1])
        tx.outgoing.put(replace(outgoing, envelope=spoilt))
    _, second = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    deliver(alpha)

    by_id = {each.id: each for each in deliveries(alpha, kind="alert")}
    assert by_id[first.id].state is DeliveryState.BARRED
    assert "cannot open it" in by_id[first.id].last_error
    assert by_id[second.id].state is DeliveryState.STORED

    tried = wires.carried.count(spoilt)
    for _ in range(24 * 12):
        clock.advance(minutes=5)
        heartbeat.tell(bravo.node, counterpart=known_as(bravo, "Alpha").id)  # a sign of life, every five minutes
        deliver(bravo, alpha)
    assert 10 < wires.carried.count(spoilt) - tried < 60
    assert receive(bravo.node, spoilt) == REFUSAL


def test_work_of_every_kind_has_somebody_who_does_it():
    assert set(TASKS) == set(WorkKind)
