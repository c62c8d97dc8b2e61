"""Judging: what becomes of an authentic message, on arrival or when a person has accepted its epoch."""

from tocsin.domain import gaps
from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.domain.exchange import Direction, Stream, stream_key
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.arrivals.drills import drill
from tocsin.usecases.arrivals.table import TAKES
from tocsin.usecases.steps import epochs, resends
from tocsin.wire.card import OpenedCard
from tocsin.wire.message import Kind, Message
from tocsin.wire.receipt import Reason, Verdict

MOST_GAPS = 1000  # remembered in one stream

_NO_PLACE = frozenset({Reason.POSITION_CONFLICT, Reason.EPOCH_UNKNOWN, Reason.OVER_LIMIT})
"""Reasons for which a message does not take its position."""


def judge(node: Node, tx: Transaction, arrived: Arrived, card: OpenedCard) -> Judged:
    """Judge a message, do what it asks, and move its stream on."""
    if not epochs.is_known(tx, arrived.sender, arrived.message.epoch):
        return _of_unknown_epoch(node, tx, arrived)
    stream = _stream(tx, arrived)
    judged = _objection(tx, arrived, card, stream) or _take(node, tx, arrived)
    if judged.reason not in _NO_PLACE:
        _advance(tx, arrived, stream)
    return judged


def _of_unknown_epoch(node: Node, tx: Transaction, arrived: Arrived) -> Judged:
    if epochs.is_one_too_many(tx, arrived.sender, arrived.message.epoch):
        return Judged(verdict=Verdict.REFUSED, reason=Reason.OVER_LIMIT)
    epochs.set_aside(node, tx, arrived.sender, arrived.message.epoch, arrived.id)
    return Judged(verdict=Verdict.QUARANTINED, reason=Reason.EPOCH_UNKNOWN)


def _objection(tx: Transaction, arrived: Arrived, card: OpenedCard, stream: Stream) -> Judged | None:
    """Say why a message is not read at all, whatever it holds."""
    message = arrived.message
    is_next = message.position == stream.position + 1
    is_open = gaps.has((*stream.missing, *stream.lost), message.position)
    is_taken = message.position <= stream.position and not is_open
    objections = (
        (_has_expired(card, message), Verdict.REFUSED, Reason.CARD_EXPIRED),
        (not _is_our_card(tx, message.recipient_card), Verdict.REFUSED, Reason.WRONG_RECIPIENT_KEY),
        (is_taken, Verdict.REFUSED, Reason.POSITION_CONFLICT),
        (is_next and message.previous != stream.last, Verdict.QUARANTINED, Reason.PREVIOUS_CONFLICT),
    )
    for holds, verdict, reason in objections:
        if holds:
            return Judged(verdict=verdict, reason=reason)
    return None


def _take(node: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Read what the message holds and do what it asks."""
    take = drill if arrived.message.drill else TAKES.get(arrived.message.kind)
    if take is None:
        return Judged(verdict=Verdict.REFUSED, reason=Reason.KIND_UNKNOWN)
    try:
        return take(node, tx, arrived)
    except UntrustedError as error:
        is_marking = error.code == Reason.MARKING_UNKNOWN
        return Judged(verdict=Verdict.QUARANTINED, reason=Reason.MARKING_UNKNOWN if is_marking else Reason.SCHEMA)


def _has_expired(card: OpenedCard, message: Message) -> bool:
    """Say whether a message was made when its card had run out; a new card may come even then.

    It may be older than the card: what waited while its sender's keys were revoked goes under the next one.
    """
    return message.kind != Kind.CARD and message.created_at >= card.card.valid_until


def _is_our_card(tx: Transaction, digest: str) -> bool:
    record = tx.cards.find(digest)
    return record is not None and record.owner is None


def _stream(tx: Transaction, arrived: Arrived) -> Stream:
    """Return the stream as it is now: what a message asks may have changed it."""
    message, sender = arrived.message, arrived.sender.id
    found = tx.streams.find(stream_key(sender, Direction.IN, message.urgency, message.epoch))
    return found or Stream(counterpart=sender, direction=Direction.IN, urgency=message.urgency, epoch=message.epoch)


def _advance(tx: Transaction, arrived: Arrived, before: Stream) -> None:
    stream = _stream(tx, arrived).taken(arrived.message.position, arrived.id)
    if len(stream.missing) > max(MOST_GAPS, len(before.missing)):
        raise UnavailableError("the stream has more gaps than are remembered: what is missing comes first")
    tx.streams.put(stream)
    if stream.missing:
        resends.leave(tx, arrived.sender.id, arrived.at + resends.ASK_AFTER)
