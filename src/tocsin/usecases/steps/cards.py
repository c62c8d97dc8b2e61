"""Cards in force: our own and those of counterparts."""

from tocsin.domain.counterpart import CardRecord, Counterpart
from tocsin.domain.errors import ConflictError
from tocsin.ports.store import Transaction
from tocsin.wire.card import OpenedCard, open_card


def ours(tx: Transaction) -> OpenedCard:
    """Return our newest card."""
    return open_card(our_record(tx).data)


def our_record(tx: Transaction) -> CardRecord:
    """Return our newest card as it was signed."""
    newest = tx.cards.newest(1, owner=None)
    if not newest:
        raise ConflictError("this node has no card yet: run tocsin init")
    return newest[0]


def theirs(tx: Transaction, counterpart: Counterpart) -> OpenedCard:
    """Return the card of a counterpart that is in force."""
    if counterpart.card is None:
        raise ConflictError(f"{counterpart.name} has no node: tell them by hand")
    return open_card(tx.cards.get(counterpart.card).data)
