"""A counterpart that can be reached in several ways, and couriers that cannot wait for the receipt."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from exchange.forging import an_alert
from fakes import FixedClock
from federation import Wires, a_town, deliver, enrol
from stories import known_as
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import UnavailableError
from tocsin.usecases import receipts
from tocsin.usecases.reception import receive
from tocsin.usecases.steps import post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.card import Endpoint
from tocsin.wire.message import Kind

FIRST, SECOND, OFFICE = "https://bravo.example/peer", "https://second.example/peer", "bravo"


@dataclass
class NotingWires(Wires):
    """Wires that remember which doors were tried."""

    tried: list[str] = field(default_factory=list)

    def carry(self, address, envelope):
        """Deliver, as a courier does."""
        self.tried.append(address)
        return super().carry(address, envelope)


@dataclass
class PostOffice:
    """Keeps what is left there for somebody, and hands it on when it likes."""

    is_open: bool = True
    kept: list[bytes] = field(default_factory=list)

    def carry(self, address, envelope):
        """Keep it; no receipt comes back this way."""
        if not self.is_open:
            raise UnavailableError(f"the office of {address} is closed")
        self.kept.append(envelope)


class World:
    """Alpha, which sends, and Bravo, which has two doors and a post office."""

    def __init__(self):
        self.clock, self.wires, self.office = FixedClock(), NotingWires(), PostOffice()
        ways = (Endpoint(courier="https", address=SECOND), Endpoint(courier="office", address=OFFICE))
        alpha = a_town(self.wires, name="Alpha", country="PT", clock=self.clock)
        self.bravo = a_town(self.wires, name="Bravo", country="IE", clock=self.clock, also_at=ways)
        self.alpha = replace(alpha, node=replace(alpha.node, couriers={"https": self.wires, "office": self.office}))
        self.wires.nodes[SECOND] = self.bravo.node
        enrol(self.alpha, self.bravo)
        enrol(self.bravo, self.alpha)

    def mail(self, urgency=Urgency.EXPECTED, *, sender=None, name="Bravo"):
        """Post an alert from Alpha to Bravo, unless told otherwise."""
        sender = sender or self.alpha
        posting = post.Posting(kind=Kind.ALERT, urgency=urgency, body=an_alert(sender))
        with sender.node.store.begin() as tx:
            return post.post(sender.node, tx, known_as(sender, name), posting).id

    def sent(self, message):
        """How a message stands."""
        with self.alpha.node.store.read() as tx:
            return tx.deliveries.get(message)

    def arrived(self):
        """What Bravo has, in the order of arrival."""
        with self.bravo.node.store.read() as tx:
            return [each.id for each in tx.incoming.where()]

    def hand_on(self):
        """Let the office hand on everything, and bring the receipts back."""
        while self.office.kept:
            receipts.file(self.alpha.node, receive(self.bravo.node, self.office.kept.pop(0)))


@pytest.fixture
def world():
    return World()


@pytest.fixture
def only_office(world):
    """Bravo's doors are shut."""
    world.wires.cut.update((FIRST, SECOND))
    return world


def test_the_next_way_is_tried_when_one_fails(world):
    world.wires.cut.add(FIRST)
    message = world.mail()

    deliver(world.alpha)

    assert world.wires.tried == [FIRST, SECOND]
    assert (world.sent(message).state, world.sent(message).attempts) == (DeliveryState.STORED, 1)


def test_the_way_that_last_worked_is_tried_first(world):
    world.wires.cut.add(FIRST)
    world.mail()
    deliver(world.alpha)
    world.wires.cut.clear()
    world.wires.tried.clear()

    world.mail()
    deliver(world.alpha)

    assert world.wires.tried == [SECOND]


def test_an_answer_that_is_no_receipt_of_theirs_is_a_failure_of_that_way(world):
    message = world.mail()
    world.wires.nodes[FIRST] = world.alpha.node  # somebody else answers there

    deliver(world.alpha)

    assert world.wires.tried == [FIRST, SECOND]
    assert world.sent(message).state is DeliveryState.STORED


def test_when_every_way_fails_each_failure_is_told_and_it_is_tried_again(only_office):
    only_office.office.is_open = False
    message = only_office.mail()

    deliver(only_office.alpha)
    waiting = only_office.sent(message)
    only_office.clock.set(waiting.next_attempt_at)
    only_office.wires.cut.clear()
    deliver(only_office.alpha)

    assert waiting.last_error == "connection refused; connection refused; the office of bravo is closed"
    assert only_office.sent(message).state is DeliveryState.STORED


def test_what_was_left_waits_for_its_receipt_and_the_next_goes_past_it(only_office):
    first, second = only_office.mail(), only_office.mail()

    deliver(only_office.alpha)

    assert len(only_office.office.kept) == 2
    for message in (first, second):
        held = only_office.sent(message)
        assert (held.state, held.last_error, held.left.address) == (DeliveryState.LEFT, None, OFFICE)


def test_the_receipt_that_comes_later_is_filed(only_office):
    message = only_office.mail()
    deliver(only_office.alpha)

    only_office.hand_on()
    deliver(only_office.alpha)

    assert only_office.sent(message).state is DeliveryState.STORED
    assert only_office.arrived() == [message]
    with only_office.alpha.node.store.read() as tx:
        assert tx.work.where() == ()


def test_what_was_left_in_vain_is_carried_again_and_by_another_way_if_there_is_one(only_office):
    message = only_office.mail()
    deliver(only_office.alpha)
    (envelope,) = only_office.office.kept
    only_office.office.kept.clear()  # the office burns down
    held = only_office.sent(message)
    only_office.wires.cut.clear()
    only_office.wires.tried.clear()

    deliver(only_office.alpha)
    too_early = list(only_office.wires.tried)
    only_office.clock.set(held.next_attempt_at)
    deliver(only_office.alpha)

    assert too_early == []
    assert only_office.wires.carried == [envelope]
    assert only_office.sent(message).state is DeliveryState.STORED


def test_the_same_envelope_by_two_couriers_yields_the_same_stored_receipt(only_office):
    message = only_office.mail()
    deliver(only_office.alpha)
    (envelope,) = only_office.office.kept

    only_office.clock.set(only_office.sent(message).next_attempt_at)
    only_office.wires.cut.clear()
    deliver(only_office.alpha)
    later = receive(only_office.bravo.node, only_office.office.kept.pop())

    assert only_office.wires.carried == [envelope]
    assert only_office.sent(message).receipt == later
    assert receipts.file(only_office.alpha.node, later) == only_office.sent(message)
    assert only_office.arrived() == [message]


def test_a_sign_of_life_ends_a_pause_and_does_not_send_twice_what_is_on_its_way(only_office):
    only_office.mail()
    deliver(only_office.alpha)

    only_office.mail(sender=only_office.bravo, name="Alpha")
    deliver(only_office.bravo, only_office.alpha)

    assert len(only_office.office.kept) == 1


@pytest.mark.parametrize(("urgency", "pause"), [(Urgency.IMMEDIATE, 10), (Urgency.EXPECTED, 60)])
def test_a_sign_of_life_ends_the_pause_after_a_day_of_silence_too(only_office, urgency, pause):
    only_office.office.is_open = False
    message = only_office.mail(urgency)
    for _ in range(40):
        deliver(only_office.alpha)
        only_office.clock.advance(hours=1)
    deliver(only_office.alpha)
    waits = only_office.sent(message).next_attempt_at - only_office.clock.now()

    only_office.wires.cut.clear()
    only_office.mail(sender=only_office.bravo, name="Alpha")
    deliver(only_office.bravo, only_office.alpha)

    assert timedelta(minutes=pause / 2) <= waits <= timedelta(minutes=pause)
    assert only_office.arrived() == [message]


def test_the_urgent_overtakes_the_routine_while_its_counterpart_is_away(only_office):
    only_office.office.is_open = False
    routine = only_office.mail(tuple(Urgency)[-1])
    deliver(only_office.alpha)
    urgent = only_office.mail(next(iter(Urgency)))
    only_office.wires.cut.clear()

    only_office.clock.advance(hours=1)
    deliver(only_office.alpha)

    assert only_office.arrived() == [urgent, routine]
