"""Messages and receipts for tests, between `A` and `B` unless told otherwise."""

from dataclasses import replace

from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import card
from tocsin.wire.envelope import header_of, seal
from tocsin.wire.message import Kind, Message, SignedMessage, sign_message
from tocsin.wire.receipt import Receipt, Verdict
from wire.keys import NOON, TestKeys

A = TestKeys("a")
B = TestKeys("b")
CARD_A = A.card_file()
CARD_B = B.card_file()


def a_message(**changes: object) -> Message:
    """An alert from A to B."""
    message = Message(
        kind=Kind.ALERT,
        sender=A.node_id,
        recipient=B.node_id,
        sender_card=card.digest(CARD_A),
        recipient_card=card.digest(CARD_B),
        sealing_key=B.sealing_id,
        urgency=Urgency.IMMEDIATE,
        epoch=1,
        position=1,
        previous=None,
        created_at=NOON,
        nonce=bytes(range(32)),
        body=b'{"headline":"example"}',
    )
    return replace(message, **changes)


def signed(message: Message) -> SignedMessage:
    """The message, signed by A."""
    return sign_message(message, A.sign)


def sealed(message: Message) -> bytes:
    """The message, signed by A and sealed for B."""
    letter = signed(message)
    return seal(letter.to_bytes(), header=header_of(message, letter.data), recipient_public=B.sealing_public)


def a_receipt(**changes: object) -> Receipt:
    """B's receipt for a message of A."""
    receipt = Receipt(
        message_id="11" * 32,
        envelope_digest="22" * 32,
        verdict=Verdict.STORED,
        sender=B.node_id,
        recipient=A.node_id,
        received_at=NOON,
        nonce=bytes(range(32)),
        epoch=1,
        position=1,
        log_size=7,
    )
    return replace(receipt, **changes)
