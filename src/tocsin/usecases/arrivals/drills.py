"""Drills: exercises of the whole way, kept apart from everything real."""

from dataclasses import replace

from tocsin.domain.delivery import DRILL
from tocsin.domain.ids import MessageId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import UNKNOWN_REFERENCE, Arrived, Judged
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.bodies.reply import read_reply
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Reason, Verdict


def drill(_: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Take a warning that is an exercise, or the answer to one of ours; nothing else is exercised."""
    match arrived.message.kind:
        case Kind.ALERT:
            return Judged(notice=read_alert(arrived.message.body).notice)
        case Kind.ACKNOWLEDGEMENT:
            return _answered(tx, arrived)
        case _:
            return Judged(verdict=Verdict.REFUSED, reason=Reason.UNSUPPORTED)


def _answered(tx: Transaction, arrived: Arrived) -> Judged:
    read = read_reply(Kind.ACKNOWLEDGEMENT, arrived.message.body)
    delivery = tx.deliveries.find(read.about)
    if delivery is None or delivery.counterpart != arrived.sender.id or delivery.kind != DRILL:
        return UNKNOWN_REFERENCE
    answer = replace(
        delivery.answer,
        acknowledged_at=delivery.answer.acknowledged_at or arrived.at,
        acknowledged_by=delivery.answer.acknowledged_by or read.person,
    )
    tx.deliveries.put(replace(delivery, answer=answer))
    return Judged(notice=read.notice, about=MessageId(read.about))
