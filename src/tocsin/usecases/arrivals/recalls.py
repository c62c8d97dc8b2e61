"""What counterparts end, put right or take back; and what they say became of what we took back.

Kept also where it came before the warning it is about, or where that never came: a person answers "not found" then.
"""

from dataclasses import replace

from tocsin.domain.delivery import Delivery
from tocsin.domain.errors import UntrustedError
from tocsin.domain.ids import MessageId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import UNKNOWN_REFERENCE, Arrived, Judged
from tocsin.usecases.steps import ladder, standing
from tocsin.wire.bodies.recall import (
    read_cancel,
    read_correction,
    read_recall_answer,
    read_withdrawal,
)
from tocsin.wire.message import Kind


def cancel(_: Node, __: Transaction, arrived: Arrived) -> Judged:
    """Keep the word that a warning is over."""
    return Judged(notice=read_cancel(arrived.message.body).notice)


def correction(_: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Keep a correction; people find it in the inbox and on the warning."""
    read = read_correction(arrived.message.body)
    if not read.replaced:
        raise UntrustedError("a correction that corrects nothing", code="schema")
    standing.ask_again(tx, arrived.sender.id, read.notice)
    ladder.watch_ours(tx, arrived.id, arrived.at, read.answer_by - arrived.at)
    return Judged(notice=read.notice)


def withdrawal(_: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Keep a withdrawal; people find it in the inbox and on the warning."""
    read = read_withdrawal(arrived.message.body)
    ladder.watch_ours(tx, arrived.id, arrived.at, read.answer_by - arrived.at)
    return Judged(notice=read.notice)


def answer(_: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """File what became of something with the recall it is about, if we sent that to this very counterpart."""
    read = read_recall_answer(arrived.message.body)
    delivery = tx.deliveries.find(read.about)
    if delivery is None or delivery.counterpart != arrived.sender.id:
        return UNKNOWN_REFERENCE
    asked = _asked(tx, delivery)
    if not {each.claim for each in read.fates} <= asked:
        return UNKNOWN_REFERENCE
    fates = {each.claim: each for each in (*delivery.answer.fates, *read.fates)}
    is_done = set(fates) >= asked
    answered = replace(delivery.answer, fates=tuple(fates.values()), responded_at=arrived.at if is_done else None)
    tx.deliveries.put(replace(delivery, answer=answered))
    return Judged(notice=read.notice, about=MessageId(read.about))


def _asked(tx: Transaction, delivery: Delivery) -> set[str | None]:
    """Return what we asked about: claims by the names they have there, or the whole (None)."""
    if delivery.kind == Kind.CORRECTION and delivery.tearline is not None:
        return {each.name for each in read_correction(tx.tearlines.get(delivery.tearline).body).replaced}
    if delivery.kind == Kind.WITHDRAWAL and delivery.recall is not None:
        return set(read_withdrawal(tx.recalls.get(delivery.recall).body).claims) or {None}
    return set()
