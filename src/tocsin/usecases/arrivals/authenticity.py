"""Authenticity: who signed a message, by the cards that we hold of its sender."""

from contextlib import suppress

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.errors import UntrustedError
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards, succession
from tocsin.wire.card import OpenedCard, open_card
from tocsin.wire.message import Kind, Message, SignedMessage, verify_message


def vouched(tx: Transaction, sender: Counterpart, signed: SignedMessage, message: Message) -> OpenedCard:
    """Return the card of the sender whose keys signed this: the one the message names, or the one in force.

    A card that has been replaced still vouches for what was made in its time, unless its keys were revoked: nothing is
    refused for age. What waited while its sender's keys were revoked was signed again with the new ones. A card that
    comes before the one it follows is turned away, and comes again.
    """
    card = _signer(tx, sender, signed, message)
    if message.kind == Kind.CARD:
        _require_forerunner(tx, message.body)
    return card


def _signer(tx: Transaction, sender: Counterpart, signed: SignedMessage, message: Message) -> OpenedCard:
    vouching = tuple(cards.vouching(tx, sender, message.sender_card))
    for card in vouching[:-1]:
        with suppress(UntrustedError):
            verify_message(signed, card.card.signing)
            return card
    verify_message(signed, vouching[-1].card.signing)
    return vouching[-1]


def _require_forerunner(tx: Transaction, body: bytes) -> None:
    try:
        opened = open_card(body)
    except UntrustedError:
        return  # it makes no sense, and is answered so with a receipt
    succession.require_forerunner(tx, opened)
