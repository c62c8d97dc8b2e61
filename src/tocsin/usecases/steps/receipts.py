"""Receipts: reading a counterpart's signed word on one of our messages, and filing it."""

from collections.abc import Iterable
from dataclasses import replace

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import UntrustedError
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import door, journal, ladder
from tocsin.wire.receipt import Receipt, Verdict, open_receipt
from tocsin.wire.signing import PublicSigningKeys

_STATES = {
    Verdict.STORED: DeliveryState.STORED,
    Verdict.QUARANTINED: DeliveryState.QUARANTINED,
    Verdict.REFUSED: DeliveryState.REFUSED,
}


def read(node: Node, data: bytes, keys: Iterable[PublicSigningKeys], *, sender: str | None) -> Receipt:
    """Return the receipt if it was signed with one of these keys, in this node's name, and is for us."""
    for each in keys:
        try:
            receipt = open_receipt(data, each)
        except UntrustedError:
            continue
        if (receipt.sender, receipt.recipient) != (sender, node.organisation.node_id):
            raise UntrustedError("the receipt is about another message")
        return receipt
    raise UntrustedError("the answer is not a receipt signed by them")


def file(node: Node, tx: Transaction, to: Counterpart, receipt: Receipt, data: bytes) -> Delivery:
    """Keep a receipt with what it is about. The first one counts; a repetition changes nothing.

    Who files it settles the outbox then, once for all that he files.
    """
    held = tx.deliveries.find(receipt.message_id)
    if held is None or held.counterpart != to.id:
        raise UntrustedError("the receipt is about another message")
    if not held.is_under_way and held.state is not DeliveryState.FAILED:
        return held
    now = node.clock.now()
    received_at = held.received_at or receipt.received_at
    changed = held.moved(
        _STATES[receipt.verdict],
        attempts=held.attempts + 1,
        last_error=None if receipt.reason is None else f"they answered {receipt.verdict}: {receipt.reason}",
        reason=receipt.reason,
        next_attempt_at=None,
        receipt=held.receipt or data,  # one that is here already is of what they have lost and asked for again
        delivered_at=held.delivered_at or (None if receipt.verdict is Verdict.REFUSED else now),
        received_at=received_at,
        answer_by=held.answer_by if held.answer_within is None else received_at + held.answer_within,
    )
    tx.deliveries.put(changed)
    door.answered(node, tx, held)
    if held.answer_within is not None:
        ladder.watch(tx, changed)
    journal.record(
        node,
        tx,
        "receipt.filed",
        about=held.id,
        envelope=receipt.envelope_digest,
        verdict=receipt.verdict,
        sender=receipt.sender,
    )
    return changed


def prefer(tx: Transaction, to: Counterpart, address: str) -> None:
    """Remember the way that brought an answer: it is the first to be tried next time."""
    held = tx.counterparts.get(to.id)
    if held.answered_at_address != address:
        tx.counterparts.put(replace(held, answered_at_address=address))
