"""Answers to what we sent: opened, acknowledged, what was done, what came of it, and who else might be asked."""

from dataclasses import replace
from datetime import datetime

from tocsin.domain.delivery import MOST_REDIRECTS, Answer, Outcome, Redirect
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
    if kind in {Kind.RESPONSE, Kind.OUTCOME}:
        ladder.watch(tx, answered)
    return Judged(notice=read.notice, about=MessageId(read.about))


def _answered(answer: Answer, kind: Kind, reply: Reply, now: datetime) -> Answer:
    match kind:
        case Kind.ACKNOWLEDGEMENT:
            return replace(answer, acknowledged_at=answer.acknowledged_at or now, acknowledged_by=reply.person)
        case Kind.RESPONSE:
            return replace(answer, responded_at=now, response=reply.said)
        case Kind.OUTCOME if reply.result is not None:
            return replace(answer, outcome=Outcome(result=reply.result, said=reply.said, at=now))
        case Kind.REDIRECT if reply.try_instead is not None:
            redirect = Redirect(organisation=reply.try_instead, said=reply.said, at=now)
            return replace(answer, redirects=(*answer.redirects, redirect)[-MOST_REDIRECTS:])
        case _:
            return replace(answer, opened_at=answer.opened_at or now)
