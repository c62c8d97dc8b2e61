"""Receipts that come by themselves: on a stick, or from the place where a message was left."""

from tocsin.domain.counterpart import Standing
from tocsin.domain.delivery import Delivery
from tocsin.domain.errors import UntrustedError
from tocsin.ports.node import Node
from tocsin.usecases.steps import cards, outbox, receipts
from tocsin.wire.receipt import claimed


def file(node: Node, data: bytes) -> Delivery:
    """File a receipt, in any order and however often it comes; raises `UntrustedError` unless it is theirs, for us.

    A card that has been replaced still vouches for what was signed in its time, unless its keys were revoked.
    """
    sender = claimed(data).sender
    with node.store.begin() as tx:
        found = tx.counterparts.where(node_id=sender)
        if not found or found[0].standing is Standing.SUSPENDED:
            raise UntrustedError("nobody we know", code="unknown-sender")
        to = found[0]
        receipt = receipts.read(node, data, cards.vouching_keys(tx, to), sender=sender)
        filed = receipts.file(node, tx, to, receipt, data)
        outbox.settle(node, tx, to.id)
        if filed.receipt == data and filed.left is not None:
            receipts.prefer(tx, to, filed.left.address)
    return filed


def return_address(node: Node, receipt: bytes, *, courier: str) -> str | None:
    """Return where this courier leaves things for whom a receipt of ours is for; None where its card names no place."""
    with node.store.read() as tx:
        incoming = tx.incoming.get(claimed(receipt).message_id)
        card = cards.theirs(tx, tx.counterparts.get(incoming.counterpart)).card
    return next((each.address for each in card.endpoints if each.courier == courier), None)
