"""The outbox: what waits to be carried to a counterpart, and when it is tried next."""

from dataclasses import replace
from datetime import datetime

from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.exchange import Work, WorkKind
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction


def queued(tx: Transaction, counterpart: CounterpartId) -> tuple[Delivery, ...]:
    """Return what waits for a counterpart."""
    return tx.deliveries.where(counterpart=counterpart, state=DeliveryState.QUEUED)


def work_for(counterpart: CounterpartId, at: datetime) -> Work:
    """Return the work of carrying what waits, due at this time."""
    return Work(kind=WorkKind.DISPATCH, subject=counterpart, due_at=at)


def wake(node: Node, tx: Transaction, counterpart: CounterpartId) -> None:
    """Bring every pause for a counterpart to an end: it has shown life."""
    now = node.clock.now()
    waiting = queued(tx, counterpart)
    for each in waiting:
        tx.deliveries.put(replace(each, next_attempt_at=now))
    if waiting:
        tx.work.put(work_for(counterpart, now))
