"""Receipting: our signed word on a message, as it was judged."""

from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.steps import heads, journal
from tocsin.wire.receipt import Receipt, compose


def receipt_for(node: Node, tx: Transaction, arrived: Arrived, envelope: str, judged: Judged) -> bytes:
    """Return a receipt for a message, which the ledger's next entry is about."""
    receipt = Receipt(
        message_id=arrived.id,
        envelope_digest=envelope,
        verdict=judged.verdict,
        reason=judged.reason,
        sender=node.organisation.node_id,
        recipient=arrived.message.sender,
        received_at=arrived.at,
        nonce=node.entropy.random_bytes(32),
        epoch=arrived.message.epoch,
        position=arrived.message.position,
        # One entry more, by which it is recorded. The exact size would say how busy we are.
        log_size=heads.next_size(node, journal.size(tx), more=1),
    )
    return compose(receipt, node.keyring.sign)
