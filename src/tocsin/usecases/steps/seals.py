"""Seals: a signed message is sealed for the recipient's sealing key of the day; what waits longer is sealed again."""

from dataclasses import replace
from datetime import datetime

from tocsin.domain.errors import UnavailableError
from tocsin.domain.exchange import Outgoing
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal
from tocsin.wire import envelope
from tocsin.wire.card import Card
from tocsin.wire.message import Kind, SignedMessage, parse, sign_message


def sign_again(node: Node, tx: Transaction, outgoing: Outgoing) -> None:
    """Sign a message with the keys now in use; it is the same, under the same id. A card stays as it is.

    Without an envelope it is sealed at its next attempt.
    """
    if outgoing.kind == Kind.CARD or not outgoing.signed:
        return
    message = parse(SignedMessage.from_bytes(outgoing.signed).data)
    signed = sign_message(message, node.keyring.sign).to_bytes()
    tx.outgoing.put(replace(outgoing, signed=signed, envelope=b"", sealed_for=None))
    journal.record(node, tx, "message.signed-again", about=outgoing.id)


def seal(outgoing: Outgoing, card: Card, now: datetime) -> Outgoing:
    """Seal a message for the newest valid key of its recipient; as it is where there is none.

    A card goes unsealed then, for the other side may be waiting for just that.
    """
    signed = SignedMessage.from_bytes(outgoing.signed)
    key = card.sealing_key_at(now)
    if key is not None:
        return replace(outgoing, sealed_for=key.id, envelope=envelope.seal_for(signed, key))
    return _unsealed(outgoing) if outgoing.kind == Kind.CARD else outgoing


def unseal(node: Node, tx: Transaction, outgoing: Outgoing) -> None:
    """Let a card go without a seal from now on: they may have destroyed the key that it was sealed for.

    Two who revoke their keys in the same hour could otherwise never open each other's new card.
    """
    if outgoing.sealed_for != envelope.UNSEALED:
        _keep(node, tx, _unsealed(outgoing))


def _unsealed(outgoing: Outgoing) -> Outgoing:
    bare = envelope.unsealed(SignedMessage.from_bytes(outgoing.signed))
    return replace(outgoing, sealed_for=envelope.UNSEALED, envelope=bare)


def holds(outgoing: Outgoing, card: Card, now: datetime) -> bool:
    """Say whether the recipient can still open this envelope, as far as its card says."""
    if outgoing.sealed_for == envelope.UNSEALED:
        return True
    return any(key.id == outgoing.sealed_for and key.is_valid_at(now) for key in card.sealing)


def can_go(outgoing: Outgoing, card: Card, now: datetime) -> bool:
    """Say whether there is, or can be, an envelope that the recipient opens."""
    return outgoing.kind == Kind.CARD or card.sealing_key_at(now) is not None


def fresh(node: Node, tx: Transaction, outgoing: Outgoing, card: Card) -> Outgoing:
    """Return a waiting message in an envelope that its recipient can open.

    Where it has to be sealed again it is the same message, with the same id and position.
    """
    now = node.clock.now()
    if holds(outgoing, card, now):
        return outgoing
    if not can_go(outgoing, card, now):
        raise UnavailableError("their sealing keys have run out: it waits for their new card")
    return _keep(node, tx, seal(outgoing, card, now))


def _keep(node: Node, tx: Transaction, changed: Outgoing) -> Outgoing:
    digest = envelope.digest(changed.envelope)
    tx.outgoing.put(changed)
    tx.deliveries.put(replace(tx.deliveries.get(changed.id), envelope_digest=digest))
    journal.record(node, tx, "message.sealed-again", about=changed.id, envelope=digest)
    return changed
