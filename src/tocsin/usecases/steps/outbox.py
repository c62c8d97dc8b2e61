"""The outbox: what waits to be carried to a counterpart, and when it is tried next."""

from dataclasses import replace
from datetime import datetime

from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.exchange import Work, WorkKind
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.vocabulary.urgency import Urgency


def queued(tx: Transaction, counterpart: CounterpartId) -> tuple[Delivery, ...]:
    """Return what waits for a counterpart."""
    return tx.deliveries.where(counterpart=counterpart, state=DeliveryState.QUEUED)


def under_way(tx: Transaction, counterpart: CounterpartId) -> list[Delivery]:
    """Return everything that has no receipt yet, the most urgent first."""
    return [
        each
        for urgency in Urgency
        for state in (DeliveryState.LEFT, DeliveryState.QUEUED)
        for each in tx.deliveries.where(counterpart=counterpart, state=state, urgency=urgency)
    ]


def first(tx: Transaction, counterpart: CounterpartId) -> Delivery | None:
    """Return what is carried next: the most urgent, and of one stream what was posted first."""
    for urgency in Urgency:
        found = tx.deliveries.oldest(1, counterpart=counterpart, state=DeliveryState.QUEUED, urgency=urgency)
        if found:
            return found[0]
    return None


def work_for(counterpart: CounterpartId, at: datetime) -> Work:
    """Return the work of carrying what waits, due at this time."""
    return Work(kind=WorkKind.DISPATCH, subject=counterpart, due_at=at)


def wake(node: Node, tx: Transaction, counterpart: CounterpartId) -> None:
    """Bring every pause for a counterpart to an end: it has shown life."""
    now = node.clock.now()
    work = tx.work.find(work_for(counterpart, now).key)
    if work is None or work.due_at <= now:  # nothing waits, or nothing pauses
        return
    for each in queued(tx, counterpart):
        if each.next_attempt_at is not None and each.next_attempt_at > now:
            tx.deliveries.put(replace(each, next_attempt_at=now))
    tx.work.put(work_for(counterpart, now))


def recall(node: Node, tx: Transaction, counterpart: CounterpartId) -> None:
    """Let wait again what was left somewhere and whose receipt should have been here by now."""
    now = node.clock.now()
    for each in tx.deliveries.where(counterpart=counterpart, state=DeliveryState.LEFT):
        if each.next_attempt_at is None or each.next_attempt_at <= now:
            tx.deliveries.put(each.moved(DeliveryState.QUEUED))


def settle(node: Node, tx: Transaction, counterpart: CounterpartId) -> None:
    """Leave work for what still waits, due now, or for what was left, due when a receipt should be here; else none."""
    now = node.clock.now()
    left = tx.deliveries.oldest(1, counterpart=counterpart, state=DeliveryState.LEFT)
    if first(tx, counterpart) is not None:
        tx.work.put(work_for(counterpart, now))
    elif left:
        tx.work.put(work_for(counterpart, left[0].next_attempt_at or now))
    else:
        tx.work.remove(work_for(counterpart, now).key)
