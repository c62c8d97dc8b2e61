"""Under threads: one message in flight for each counterpart, several counterparts at once, the urgent first."""

from collections import Counter
from dataclasses import replace
from threading import Event, Lock, Thread

from stories import a_federation, open_notice, release_to
from tocsin.domain.delivery import DeliveryState
from tocsin.surfaces.worker import Worker
from tocsin.usecases import browse
from tocsin.vocabulary.urgency import Urgency

PATIENCE = 60


class Counting:
    """A courier that holds the first envelope for each address until it is let go, and counts what is under way."""

    def __init__(self, wires, addresses):
        self.wires, self.go = wires, Event()
        self.begun = {each: Event() for each in addresses}
        self.under_way, self.most = Counter(), Counter()
        self.lock = Lock()

    def carry(self, address, envelope):
        with self.lock:
            self.under_way[address] += 1
            self.most[address] = max(self.most[address], self.under_way[address])
        self.begun[address].set()
        assert self.go.wait(PATIENCE)
        with self.lock:
            try:
                return self.wires.carry(address, envelope)
            finally:
                self.under_way[address] -= 1


def test_counterparts_are_served_at_once_each_one_message_at_a_time_and_the_urgent_overtakes():
    _, wires, (alpha, bravo, charlie) = a_federation()
    addresses = [each.node.organisation.address for each in (bravo, charlie)]
    courier = Counting(wires, addresses)
    alpha.node = replace(alpha.node, couriers={"https": courier})

    def warn(name, key, urgency):
        return release_to(alpha, open_notice(alpha, urgency=urgency), name, key)[1].id

    routine = [warn("Bravo", "IE:target", Urgency.FUTURE) for _ in range(2)]
    warn("Charlie", "NO:target", Urgency.FUTURE)
    stop = Event()
    thread = Thread(target=Worker(alpha.node).run, args=(stop,))
    thread.start()
    try:
        assert all(courier.begun[each].wait(PATIENCE) for each in addresses)
        urgent = warn("Bravo", "IE:target", Urgency.IMMEDIATE)
        courier.go.set()
        assert _all_stored(alpha, stop)
    finally:
        courier.go.set()
        stop.set()
        thread.join()

    with bravo.node.store.read() as tx:
        arrived = [each.id for each in tx.incoming.where(kind="alert")]
    assert sorted(arrived) == sorted([*routine, urgent])
    assert arrived.index(urgent) < arrived.index(routine[1])
    assert set(courier.most.values()) == {1}


def _all_stored(town, stop):
    """Wait until every warning has its receipt."""
    for _ in range(PATIENCE * 10):
        sent = [each for each in browse.outbox(town.node, town.rosa) if each.kind == "alert"]
        if all(each.state is DeliveryState.STORED for each in sent):
            return True
        stop.wait(0.1)
    return False
