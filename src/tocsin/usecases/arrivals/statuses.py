"""Statuses: what a counterpart says of its ledger, how far it has ours, and how far we should have its own."""

import hashlib
from dataclasses import replace

from tocsin.domain import gaps
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.exchange import Direction, Stream, stream_key
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.steps import epochs, journal, links, outbox, resends, witness
from tocsin.wire.receipt import Reason
from tocsin.wire.status import Cosigned, Held, parse


def status(node: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Take in a heartbeat; what it shows to be missing on either side is mended by work left behind."""
    read = parse(arrived.message.body)
    witness.hear(node, tx, arrived.sender, message=arrived.message, id_=arrived.id, status=read)
    if read.cosigned is not None:
        _bind(node, tx, arrived, read.cosigned)
    for held in read.held:
        _they_hold(node, tx, arrived, held)
    for sent in read.sent:
        if _is_followed(node, tx, arrived, sent):
            _they_sent(tx, arrived, sent)
    return Judged()


def _bind(node: Node, tx: Transaction, arrived: Arrived, cosigned: Cosigned) -> None:
    """Write into our ledger the head of ours that they saw and that a restore has made us forget."""
    link = links.of(tx, arrived.sender.id)
    if cosigned.size <= link.returned or cosigned.size <= journal.size(tx).head:
        return
    tx.links.put(replace(link, returned=cosigned.size))
    journal.record(
        node,
        tx,
        "head.returned",
        about=arrived.id,
        size=cosigned.size,
        cosignature=hashlib.sha256(cosigned.line.encode()).hexdigest(),
    )


def _they_hold(node: Node, tx: Transaction, arrived: Arrived, held: Held) -> None:
    """Remember how far they have a stream of ours, and fetch new receipts for what they have let in since."""
    stream = _stream(tx, arrived, Direction.OUT, held)
    had = ((1, held.position), (held.newest, held.newest))
    changed = replace(stream, theirs=held.newest, lost=gaps.without(stream.lost, had))
    if changed != stream:
        tx.streams.put(changed)
        if changed.forgotten and not stream.forgotten:
            journal.record(node, tx, "stream.forgotten", counterpart=stream.counterpart, epoch=stream.epoch)
    for each in tx.deliveries.where(counterpart=arrived.sender.id, state=DeliveryState.QUARANTINED):
        sent = tx.outgoing.get(each.id)
        is_let_in = (sent.urgency, sent.epoch) == (held.urgency, held.epoch) and sent.position <= held.newest
        if each.reason == Reason.EPOCH_UNKNOWN and is_let_in and sent.signed:
            outbox.queue_again(node, tx, each)


def _is_followed(node: Node, tx: Transaction, arrived: Arrived, sent: Held) -> bool:
    """Say whether we keep track of a stream of theirs.

    We may have had something in an epoch and have forgotten that very epoch, since both of us were restored: a person
    has to accept it once more, and until then what it held is shown as missing.
    """
    if epochs.is_known(tx, arrived.sender, sent.epoch):
        return True
    if sent.newest == 0 or epochs.is_one_too_many(tx, arrived.sender, sent.epoch):
        return False
    epochs.announce(node, tx, arrived.sender, sent.epoch)
    return True


def _they_sent(tx: Transaction, arrived: Arrived, sent: Held) -> None:
    """Miss what they have our receipts for and we do not have: it was lost with what a backup did not hold."""
    stream = _stream(tx, arrived, Direction.IN, sent)
    tail = gaps.without(((stream.position + 1, sent.newest),), stream.lost)
    missing = gaps.joined(stream.missing, tail)
    if missing != stream.missing:
        tx.streams.put(replace(stream, missing=missing))
        resends.leave(tx, stream.counterpart, arrived.at + resends.ASK_AFTER)


def _stream(tx: Transaction, arrived: Arrived, direction: Direction, held: Held) -> Stream:
    found = tx.streams.find(stream_key(arrived.sender.id, direction, held.urgency, held.epoch))
    return found or Stream(counterpart=arrived.sender.id, direction=direction, urgency=held.urgency, epoch=held.epoch)
