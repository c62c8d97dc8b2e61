"""Answers to what we sent: opened, acknowledged, what was done."""

from dataclasses import replace
from datetime import datetime

from tocsin.domain.delivery import Answer
from tocsin.domain.ids import MessageId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import UNKNOWN_REFERENCE, Arrived, Judged
from tocsin.usecases.steps import ladder
from tocsin.wire.bodies.reply import Reply, read_reply
from tocsin.wire.message import Kind


def reply(_: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """File an answer with the delivery it is about, if we sent that to this very counterpart."""
    kind = Kind(arrived.message.kind)
    read = read_reply(kind, arrived.message.body)
    delivery = tx.deliveries.find(read.about)
    if delivery is None or delivery.counterpart != arrived.sender.id:
        return UNKNOWN_REFERENCE
    answered = replace(delivery, answer=_answered(delivery.answer, kind, read, arrived.at))
    tx.deliveries.put(answered)
    if kind is Kind.RESPONSE:
        ladder.watch(tx, answered)
    return Judged(notice=read.notice, about=MessageId(read.about))


def _answered(answer: Answer, kind: Kind, reply: Reply, now: datetime) -> Answer:
    match kind:
        case Kind.ACKNOWLEDGEMENT:
            return replace(answer, acknowledged_at=answer.acknowledged_at or now, acknowledged_by=reply.person)
        case Kind.RESPONSE:
            return replace(answer, responded_at=now, response=reply.said)
        case _:
            return replace(answer, opened_at=answer.opened_at or now)
