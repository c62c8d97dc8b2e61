"""Requests for our consent that come in, and answers to ours."""

from dataclasses import replace

from tocsin.domain.consent import Consent
from tocsin.domain.errors import UntrustedError
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import MessageId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.steps import ladder, names
from tocsin.wire.bodies.consent import read_answer, read_request
from tocsin.wire.receipt import Reason, Verdict

# Nobody is asked for consent to what he never told, and no consent is kept that nobody asked for.
NEVER_TOLD = Judged(verdict=Verdict.REFUSED, reason=Reason.REFERENCE_UNKNOWN)


def request(_: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Keep a request for our people, if it is about what we told this very counterpart."""
    wish, answer_by = read_request(arrived.message.body)
    told = (names.thing_named(tx, counterpart=arrived.sender.id, name=each) for each in (wish.notice, *wish.claims))
    if any(each is None for each in told):
        return NEVER_TOLD
    tx.consents.add(
        Consent(
            id=arrived.id,
            direction=Direction.IN,
            counterpart=arrived.sender.id,
            wish=wish,
            urgency=arrived.message.urgency,
            made_at=arrived.at,
            answer_by=answer_by,
        )
    )
    if answer_by > arrived.at:
        ladder.watch_ours(tx, arrived.id, arrived.at, answer_by - arrived.at)
    return Judged()


def answer(_: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """File an answer with the request it is about; the newest counts."""
    about, reply = read_answer(arrived.message.body)
    held = tx.consents.find(about)
    if held is None or held.direction is not Direction.OUT or held.counterpart != arrived.sender.id:
        return NEVER_TOLD
    if not set(reply.conditions.only) <= set(held.wish.to):
        raise UntrustedError("the answer is about somebody that was not asked about", code="schema")
    if held.replied_at is None or arrived.at >= held.replied_at:
        tx.consents.put(replace(held, reply=reply, replied_at=arrived.at))
    delivery = tx.deliveries.get(about)
    tx.deliveries.put(replace(delivery, answer=replace(delivery.answer, responded_at=arrived.at)))
    return Judged(about=MessageId(about))
