"""The heartbeat: once a day, and when it comes back, a node tells each counterpart how far it has everything.

Whoever hears it carries at once what waits, asks for what it has lost, and sees that our ledger has only grown.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin.domain.counterpart import Counterpart, Standing
from tocsin.domain.errors import ConflictError
from tocsin.domain.exchange import Direction, Stream, Work, WorkKind
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import epochs, journal, links, outbox, witness
from tocsin.usecases.steps.post import Posting, post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.limits import MAX_STREAMS
from tocsin.wire.message import Kind
from tocsin.wire.status import Held, compose

EVERY = timedelta(days=1)
NOT_AGAIN_WITHIN = timedelta(minutes=10)  # a node that is started again and again announces itself once


def announce(node: Node) -> None:
    """Leave the work of telling every counterpart that we are here, and our own next turn."""
    now = node.clock.now()
    with node.store.begin() as tx:
        tx.work.put(Work(kind=WorkKind.STATUS, subject="", due_at=now + EVERY))
        for counterpart in tx.counterparts.where():
            told_at = links.of(tx, counterpart.id).announced_at
            was_just_told = told_at is not None and abs(now - told_at) < NOT_AGAIN_WITHIN
            if counterpart.node_id is not None and not was_just_told:
                tx.work.put(Work(kind=WorkKind.STATUS, subject=counterpart.id, due_at=now))


def tell(node: Node, *, counterpart: CounterpartId) -> None:
    """Send a counterpart our status, unless the one before is still on its way."""
    with node.store.begin() as tx:
        now = node.clock.now()
        tx.work.remove(Work(kind=WorkKind.STATUS, subject=counterpart, due_at=now).key)
        to = tx.counterparts.find(counterpart)
        if to is None or to.standing is Standing.SUSPENDED or to.node_id is None:
            return
        if not any(each.kind == Kind.STATUS for each in outbox.queued(tx, counterpart)):
            _tell(node, tx, to, now)


def _tell(node: Node, tx: Transaction, to: Counterpart, now: datetime) -> None:
    status, shown = witness.testify(node, tx, to, _held(tx, to), _sent(tx, to))
    try:
        post(node, tx, to, Posting(kind=Kind.STATUS, urgency=Urgency.EXPECTED, body=compose(status)))
    except ConflictError:  # they read no statuses, or their card has expired: the links say so
        journal.record(node, tx, "status.withheld", counterpart=to.id)
        return
    tx.shown.put(shown)
    tx.links.put(replace(links.of(tx, to.id), announced_at=now))


def _held(tx: Transaction, counterpart: Counterpart) -> tuple[Held, ...]:
    return _stated(
        (stream, stream.contiguous, stream.position)
        for stream in tx.streams.where(counterpart=counterpart.id)
        if stream.direction is Direction.IN and epochs.is_known(tx, counterpart, stream.epoch)
    )


def _sent(tx: Transaction, counterpart: Counterpart) -> tuple[Held, ...]:
    """Return how far each stream has been receipted: what is still on its way was not lost.

    They may have had more than we know of, if this node was restored, or have been told that it is gone; if they were
    restored since, they learn so again.
    """
    waiting = [tx.outgoing.get(each.id) for each in outbox.queued(tx, counterpart.id)]
    first = {(each.urgency, each.epoch): each.position for each in sorted(waiting, key=lambda each: -each.position)}
    streams = [each for each in tx.streams.where(counterpart=counterpart.id) if each.direction is Direction.OUT]
    upto = {each.key: first.get((each.urgency, each.epoch), each.position + 1) - 1 for each in streams}
    return _stated((each, upto[each.key], max(upto[each.key], each.ever)) for each in streams)


def _stated(streams: Iterable[tuple[Stream, int, int]]) -> tuple[Held, ...]:
    """Write of each stream up to where it is whole, and of its newest; of the newest epochs, where there are many."""
    last = sorted(streams, key=lambda each: (each[0].epoch, each[0].urgency))[-MAX_STREAMS:]
    return tuple(
        Held(urgency=stream.urgency, epoch=stream.epoch, position=position, newest=newest)
        for stream, position, newest in last
    )
