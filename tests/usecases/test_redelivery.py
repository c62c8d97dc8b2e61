"""Giving up, and sending anew what was not taken."""

import pytest

from federation import deliver
from stories import open_notice, release_to, submit
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.recall import CancelGround
from tocsin.usecases import browse, recall, redelivery


@pytest.fixture
def waiting(federation):
    """Alpha's delivery to Bravo, whom nobody reaches."""
    clock, wires, (alpha, bravo, charlie) = federation
    wires.cut.add(bravo.node.organisation.address)
    _, sent = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    deliver(alpha, charlie)
    return clock, wires, alpha, bravo, sent


def held(town, sent):
    return next(each for each in browse.outbox(town.node, town.rosa) if each.id == sent.id)


def give_up(town, sent, why="told by telephone"):
    return redelivery.give_up(town.node, town.rosa, delivery=sent.id, why=why)


def send_anew(town, sent):
    return redelivery.send_anew(town.node, town.rosa, delivery=sent.id)


def alerts(town):
    return [each for each in browse.inbox(town.node, town.ines) if each.incoming.kind == "alert"]


def test_what_was_given_up_is_not_carried_any_more_and_its_reason_is_kept(waiting):
    clock, wires, alpha, bravo, sent = waiting
    give_up(alpha, sent)
    wires.cut.clear()
    clock.advance(hours=2)
    deliver(alpha, bravo)

    assert alerts(bravo) == []
    assert held(alpha, sent).state is DeliveryState.FAILED
    assert "told by telephone" in held(alpha, sent).last_error


def test_what_was_given_up_leaves_the_stream_open_for_what_comes_after(waiting):
    clock, wires, alpha, bravo, sent = waiting
    give_up(alpha, sent)
    wires.cut.clear()
    _, later = release_to(alpha, open_notice(alpha, submit(alpha)), "Bravo", "IE:target")
    for _ in range(4):
        deliver(alpha, bravo)
        clock.advance(hours=1)

    assert [each.incoming.id for each in alerts(bravo)] == [later.id]
    assert held(alpha, later).state is DeliveryState.STORED


def test_what_was_given_up_can_be_sent_anew_and_arrives_once(waiting):
    clock, wires, alpha, bravo, sent = waiting
    give_up(alpha, sent)
    anew = send_anew(alpha, sent)
    wires.cut.clear()
    clock.advance(hours=1)
    deliver(alpha, bravo)

    assert [each.incoming.id for each in alerts(bravo)] == [anew.id]
    assert held(alpha, sent).sent_anew == anew.id
    with pytest.raises(ConflictError):
        send_anew(alpha, sent)


def test_a_delivery_is_given_up_once_and_for_a_reason(waiting):
    *_, alpha, _, sent = waiting
    with pytest.raises(InvalidError):
        give_up(alpha, sent, why=" ")
    give_up(alpha, sent)
    with pytest.raises(ConflictError, match="already"):
        give_up(alpha, sent)


def test_only_a_releasing_officer_gives_up_or_sends_anew(waiting):
    *_, alpha, _, sent = waiting
    for act in (
        lambda: redelivery.give_up(alpha.node, alpha.ines, delivery=sent.id, why="x"),
        lambda: redelivery.send_anew(alpha.node, alpha.ines, delivery=sent.id),
    ):
        with pytest.raises(RefusedError):
            act()


def test_what_is_on_its_way_or_has_arrived_is_not_sent_anew(waiting):
    clock, wires, alpha, bravo, sent = waiting
    with pytest.raises(ConflictError, match="queued"):
        send_anew(alpha, sent)
    wires.cut.clear()
    clock.advance(hours=1)
    deliver(alpha, bravo)
    with pytest.raises(ConflictError, match="stored"):
        send_anew(alpha, sent)


def test_what_has_ended_since_is_not_sent_anew(waiting):
    *_, alpha, _, sent = waiting
    give_up(alpha, sent)
    recall.cancel(alpha.node, alpha.rosa, notice=sent.notice, ground=CancelGround.PASSED)
    with pytest.raises(ConflictError, match="ended"):
        send_anew(alpha, sent)
