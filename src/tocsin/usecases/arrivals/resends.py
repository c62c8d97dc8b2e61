"""Resends: a counterpart misses positions of ours, or says which of its own it cannot send again."""

from dataclasses import replace

from tocsin.domain import gaps
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.exchange import Direction, Stream, place, stream_key
from tocsin.domain.gaps import Ranges
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.steps import journal, outbox, resends
from tocsin.wire.bodies.resend import Resend, read_resend
from tocsin.wire.limits import MAX_RESENT

_HAD = frozenset({DeliveryState.STORED, DeliveryState.QUARANTINED, DeliveryState.REFUSED})


def resend(node: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Put back into the queue what they miss; ask no more for what they no longer have."""
    read = read_resend(arrived.message.body)
    if read.missing:
        _send_again(node, tx, arrived, read)
    if read.gone:
        _give_up(node, tx, arrived, read)
    return Judged()


def _send_again(node: Node, tx: Transaction, arrived: Arrived, read: Resend) -> None:
    stream = _stream(tx, arrived, Direction.OUT, read)
    beyond = gaps.without(read.missing, ((1, stream.position),))
    gone: Ranges = beyond
    for position in gaps.positions(gaps.without(read.missing, beyond), most=MAX_RESENT):
        found = tx.outgoing.where(place=place(stream.counterpart, stream.urgency, stream.epoch, position))
        delivery = tx.deliveries.find(found[0].id) if found else None
        is_erased = not (found and found[0].signed)
        if delivery is None or is_erased or delivery.state is DeliveryState.FAILED:
            gone = gaps.joined(gone, ((position, position),))
        elif delivery.state in _HAD:
            outbox.queue_again(node, tx, delivery)
    if gone:
        tx.streams.put(replace(stream, gone=gaps.joined(stream.gone, gone), lost=gaps.joined(stream.lost, gone)))
        resends.leave(tx, stream.counterpart, arrived.at)


def _give_up(node: Node, tx: Transaction, arrived: Arrived, read: Resend) -> None:
    stream = _stream(tx, arrived, Direction.IN, read)
    lost = gaps.common(stream.missing, read.gone)
    if not lost:
        return
    missing = gaps.without(stream.missing, lost)
    tx.streams.put(replace(stream, missing=missing, lost=gaps.joined(stream.lost, lost)))
    journal.record(
        node, tx, "gap.given_up", counterpart=stream.counterpart, epoch=stream.epoch, messages=gaps.count(lost)
    )


def _stream(tx: Transaction, arrived: Arrived, direction: Direction, read: Resend) -> Stream:
    found = tx.streams.find(stream_key(arrived.sender.id, direction, read.urgency, read.epoch))
    return found or Stream(counterpart=arrived.sender.id, direction=direction, urgency=read.urgency, epoch=read.epoch)
