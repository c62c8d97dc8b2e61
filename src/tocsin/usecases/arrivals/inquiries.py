"""Inquiries that come in, and answers to ours."""

from dataclasses import replace

from tocsin.domain.exchange import Direction
from tocsin.domain.ids import MessageId
from tocsin.domain.inquiry import ANSWER_WITHIN, MOST_ANSWERS, Answered, Inquiry, InquiryState
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.steps import journal, ladder
from tocsin.wire.bodies.inquiry import read_answer, read_inquiry
from tocsin.wire.receipt import Reason, Verdict

OVER_LIMIT = Judged(verdict=Verdict.REFUSED, reason=Reason.OVER_LIMIT)
# What is said of a person whom we never asked about is not kept.
NEVER_ASKED = Judged(verdict=Verdict.REFUSED, reason=Reason.REFERENCE_UNKNOWN)


def inquiry(node: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Keep a question for our people, unless its sender has asked too often."""
    question = read_inquiry(arrived.message.body)
    cap = arrived.sender.agreement.inquiries
    asked = tx.inquiries.newest(cap.in_all, counterpart=arrived.sender.id, direction=Direction.IN)
    if cap.is_reached(asked, question, arrived.at):
        journal.record(node, tx, "inquiry.over-limit", about=arrived.id)
        return OVER_LIMIT
    tx.inquiries.add(
        Inquiry(
            id=arrived.id,
            direction=Direction.IN,
            counterpart=arrived.sender.id,
            question=question,
            state=InquiryState.OPEN,
            made_at=arrived.at,
            message=arrived.id,
            received_at=arrived.at,
        )
    )
    ladder.watch_ours(tx, arrived.id, arrived.at, ANSWER_WITHIN[question.haste])
    return Judged()


def answer(_: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """File an answer with the question it is about, if we asked that of this very counterpart."""
    about, reply = read_answer(arrived.message.body)
    found = [each for each in tx.inquiries.where(message=about) if each.direction is Direction.OUT]
    if not found or found[0].counterpart != arrived.sender.id:
        return NEVER_ASKED
    held = found[0]
    if len(held.answers) >= MOST_ANSWERS:
        return OVER_LIMIT
    answers = (*held.answers, Answered(message=arrived.id, reply=reply, at=arrived.at))
    tx.inquiries.put(replace(held, answers=answers, state=held.state_after(reply)))
    delivery = tx.deliveries.get(about)
    tx.deliveries.put(replace(delivery, answer=replace(delivery.answer, responded_at=arrived.at)))
    return Judged(about=MessageId(about))
