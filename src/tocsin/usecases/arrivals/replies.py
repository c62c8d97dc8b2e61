"""Answers to what we sent: opened, acknowledged, what was done, what came of it, and who else might be asked."""

from dataclasses import replace
from datetime import datetime

from tocsin.domain.delivery import MOST_REDIRECTS, Answer, Outcome, Place, Redirect
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
    place = (arrived.message.epoch, arrived.message.position)
    answered = replace(delivery, answer=_answered(delivery.answer, kind, read, place, arrived.at))
    tx.deliveries.put(answered)
    if kind in {Kind.RESPONSE, Kind.OUTCOME}:
        ladder.watch(tx, answered)
    return Judged(notice=read.notice, about=MessageId(read.about))


def _answered(answer: Answer, kind: Kind, reply: Reply, place: Place, now: datetime) -> Answer:
    """Add a word to what they have said. Their newest counts, in the order in which they said it."""
    match kind:
        case Kind.ACKNOWLEDGEMENT:
            return replace(answer, acknowledged_at=answer.acknowledged_at or now, acknowledged_by=reply.person)
        case Kind.RESPONSE:
            is_older = place < answer.said_at
            return answer if is_older else replace(answer, responded_at=now, response=reply.said, said_at=place)
        case Kind.OUTCOME if reply.result is not None:
            outcome = Outcome(result=reply.result, said=reply.said, at=now)
            return answer if place < answer.came_at else replace(answer, outcome=outcome, came_at=place)
        case Kind.REDIRECT if reply.try_instead is not None:
            redirect = Redirect(organisation=reply.try_instead, said=reply.said, at=now)
            return replace(answer, redirects=(*answer.redirects, redirect)[-MOST_REDIRECTS:])
        case _:
            return replace(answer, opened_at=answer.opened_at or now)
