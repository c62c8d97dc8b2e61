"""A counterpart that refuses everything without a reason: little is tried in vain, and nothing waits once it opens."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from exchange.test_batches import held, kept, say
from federation import Wires
from stories import a_federation, known_as
from tocsin.domain.delivery import DeliveryState
from tocsin.usecases import dispatch, receipts
from tocsin.usecases.reception import receive
from tocsin.wire.receipt import REFUSAL

A_DAY = timedelta(days=1)


@dataclass
class Door:
    """Brings nothing through while it is shut, and what is at fault never; `knocks` says how often that was tried."""

    wires: Wires
    is_shut: bool = True
    at_fault: bytes | None = None
    knocks: int = 0

    def carry(self, address, envelope):
        self.knocks += 1
        return REFUSAL if self.is_shut or envelope == self.at_fault else self.wires.carry(address, envelope)


@pytest.fixture
def federation():
    clock, wires, (alpha, bravo, _) = a_federation()
    door = Door(wires)
    alpha.node = replace(alpha.node, couriers={"https": door})
    return clock, door, alpha, bravo


def carry_for(clock, alpha, span):
    """Let time pass, and carry whatever is due at its time."""
    end = clock.now() + span
    while True:
        with alpha.node.store.read() as tx:
            due = [each.due_at for each in tx.work.where() if each.subject == known_as(alpha, "Bravo").id]
        if not due or min(due) > end:
            break
        clock.advance(seconds=max(0, (min(due) - clock.now()).total_seconds()))
        while dispatch.send_next(alpha.node, counterpart=known_as(alpha, "Bravo").id):
            pass
    clock.advance(seconds=(end - clock.now()).total_seconds())


def test_what_waits_before_a_shut_door_is_tried_no_oftener_for_being_much(federation):
    clock, door, alpha, _ = federation
    sent = [say(alpha, "Bravo") for _ in range(40)]

    carry_for(clock, alpha, A_DAY)
    assert {held(alpha, each).state for each in sent} == {DeliveryState.BARRED}
    assert 40 + 24 <= door.knocks <= 40 + 70  # each once, then one of them again and again, hourly in the end
    assert max(held(alpha, each).attempts for each in sent) - min(held(alpha, each).attempts for each in sent) <= 1


def test_once_the_door_opens_one_knock_lets_everything_in(federation):
    clock, door, alpha, bravo = federation
    sent = [say(alpha, "Bravo") for _ in range(40)]
    carry_for(clock, alpha, A_DAY)

    door.is_shut = False
    carry_for(clock, alpha, timedelta(hours=1))

    assert set(sent) <= set(kept(bravo))


def test_what_is_new_goes_at_once_and_makes_nobody_wait_longer(federation):
    clock, door, alpha, bravo = federation
    first = say(alpha, "Bravo")
    carry_for(clock, alpha, A_DAY)
    due = held(alpha, first).next_attempt_at

    say(alpha, "Bravo")
    carry_for(clock, alpha, timedelta(0))

    assert held(alpha, first).next_attempt_at == due
    door.is_shut = False
    last = say(alpha, "Bravo")
    carry_for(clock, alpha, timedelta(0))
    assert set(kept(bravo)) == {last}


def test_one_that_is_never_let_in_keeps_nothing_out(federation):
    clock, door, alpha, bravo = federation
    sent = [say(alpha, "Bravo") for _ in range(5)]
    with alpha.node.store.read() as tx:
        door.at_fault = tx.outgoing.get(sent[2]).envelope
    carry_for(clock, alpha, timedelta(hours=6))

    door.is_shut = False
    carry_for(clock, alpha, timedelta(hours=6))

    assert {each for each in sent if each not in kept(bravo)} == {sent[2]}
    assert held(alpha, sent[2]).state is DeliveryState.BARRED


def test_a_receipt_that_comes_by_another_way_opens_the_door_too(federation):
    clock, _, alpha, bravo = federation
    sent = [say(alpha, "Bravo") for _ in range(3)]
    carry_for(clock, alpha, A_DAY)
    with alpha.node.store.read() as tx:
        receipt = receive(bravo.node, tx.outgoing.get(sent[0]).envelope)

    receipts.file(alpha.node, receipt)

    assert [held(alpha, each).state for each in sent[1:]] == [DeliveryState.QUEUED] * 2
