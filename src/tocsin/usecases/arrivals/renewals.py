"""Newer cards that come in."""

from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.steps import succession
from tocsin.wire.receipt import Reason, Verdict


def card(node: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Go by a card that follows the one we trust; one that does not is set aside, and its sender suspended."""
    held = tx.counterparts.get(arrived.sender.id)
    if succession.follow(node, tx, held, arrived.message.body) is succession.Outcome.BROKEN:
        return Judged(verdict=Verdict.QUARANTINED, reason=Reason.SENDER_SUSPENDED)
    return Judged()
