"""The outbox: what waits to be carried to a counterpart, and when it is tried next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin.domain.counterpart import Standing
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.exchange import Work, WorkKind
from tocsin.domain.ids import CounterpartId, NoticeId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards, door, journal, links, seals
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind

MOST_CARDS = 16  # of ours, brought once more
CARDS_AGAIN = timedelta(hours=1)


def queued(tx: Transaction, counterpart: CounterpartId) -> tuple[Delivery, ...]:
    """Return what waits for a counterpart."""
    return tx.deliveries.where(counterpart=counterpart, state=DeliveryState.QUEUED)


def under_way(tx: Transaction, counterpart: CounterpartId) -> list[Delivery]:
    """Return everything that has no receipt yet, the most urgent first."""
    return [
        each
        for urgency in Urgency
        for state in (DeliveryState.LEFT, DeliveryState.BARRED, DeliveryState.QUEUED)
        for each in tx.deliveries.where(counterpart=counterpart, state=state, urgency=urgency)
    ]


def first(tx: Transaction, counterpart: CounterpartId, most: int = 1) -> tuple[Delivery, ...]:
    """Return what is carried next: the most urgent, and of one stream what was posted first."""
    found: tuple[Delivery, ...] = ()
    for urgency in Urgency:
        if len(found) < most:
            waits = {"counterpart": counterpart, "state": DeliveryState.QUEUED, "urgency": urgency}
            found += tx.deliveries.oldest(most - len(found), **waits)
    return found


def first_card(tx: Transaction, counterpart: CounterpartId) -> tuple[Delivery, ...]:
    """Return the oldest card of ours that waits for a counterpart, if any."""
    return tx.deliveries.oldest(1, counterpart=counterpart, state=DeliveryState.QUEUED, kind=Kind.CARD)


def bring_cards(node: Node, tx: Transaction, counterpart: CounterpartId) -> None:
    """Carry our newest cards once more, in their order, although they had them; not again and again.

    Where a person there has to accept our new epoch first, everything is refused until then, and cards do not help.
    """
    now, link = node.clock.now(), links.of(tx, counterpart)
    if link.cards_at is not None and link.cards_at <= now < link.cards_at + CARDS_AGAIN:
        return
    tx.links.put(replace(link, cards_at=now))
    for each in tx.deliveries.newest(MOST_CARDS, counterpart=counterpart, kind=Kind.CARD):
        if each.state in {DeliveryState.STORED, DeliveryState.QUARANTINED}:
            queue_again(node, tx, each)


def work_for(counterpart: CounterpartId, at: datetime) -> Work:
    """Return the work of carrying what waits, due at this time."""
    return Work(kind=WorkKind.DISPATCH, subject=counterpart, due_at=at)


def excuse(node: Node, tx: Transaction, notice: NoticeId, counterpart: CounterpartId) -> None:
    """Stop the clocks of every version that a counterpart has of a notice: it is over, taken back, or replaced."""
    now = node.clock.now()
    for each in tx.deliveries.where(notice=notice):
        if each.counterpart == counterpart and each.kind in {Kind.ALERT, Kind.UPDATE}:
            tx.deliveries.put(replace(each, excused_at=each.excused_at or now))


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


def reopen(node: Node, tx: Transaction, counterpart: CounterpartId) -> None:
    """Carry at once whatever waits, also what was refused at the door: it may be opened now."""
    now = node.clock.now()
    for each in under_way(tx, counterpart):
        if each.state is not DeliveryState.LEFT:
            tx.deliveries.put(each.moved(DeliveryState.QUEUED, next_attempt_at=now, last_error=None))
    settle(node, tx, counterpart)


def recall(node: Node, tx: Transaction, counterpart: CounterpartId) -> None:
    """Let wait again what has been put aside for long enough: left without a receipt, or refused at the door."""
    now = node.clock.now()
    due = [each for each in _put_aside(tx, counterpart) if each.next_attempt_at is None or each.next_attempt_at <= now]
    for each in door.knocking(due):
        tx.deliveries.put(each.moved(DeliveryState.QUEUED))


def settle(node: Node, tx: Transaction, counterpart: CounterpartId) -> None:
    """Leave work for what still waits, due now, or for what was put aside, due when that is over; else none."""
    now = node.clock.now()
    if tx.counterparts.get(counterpart).standing is Standing.SUSPENDED:
        tx.work.remove(work_for(counterpart, now).key)  # until it is resumed
        return
    if first(tx, counterpart):
        tx.work.put(work_for(counterpart, now))
        return
    times = [each.next_attempt_at or now for each in _put_aside(tx, counterpart)]
    if times:
        tx.work.put(work_for(counterpart, min(times)))
    else:
        tx.work.remove(work_for(counterpart, now).key)


def queue_again(node: Node, tx: Transaction, delivery: Delivery) -> None:
    """Carry a message once more, the same under the same id; a receipt that proves it was stored is kept.

    Where the keys that signed it were revoked since, it is signed again: nobody would take it otherwise.
    """
    now = node.clock.now()
    sent = tx.outgoing.get(delivery.id)
    if cards.is_revoked(tx, sent.sender_card):
        seals.sign_again(node, tx, sent)
    again = delivery.moved(DeliveryState.QUEUED, next_attempt_at=now, last_error=None, reason=None)
    is_proven = delivery.state is DeliveryState.STORED
    tx.deliveries.put(again if is_proven else replace(again, receipt=None, delivered_at=None))
    tx.work.put(work_for(delivery.counterpart, now))
    journal.record(node, tx, "message.queued_again", about=delivery.id)


def _put_aside(tx: Transaction, counterpart: CounterpartId) -> Iterator[Delivery]:
    for state in (DeliveryState.LEFT, DeliveryState.BARRED):
        yield from tx.deliveries.where(counterpart=counterpart, state=state)
