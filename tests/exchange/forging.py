"""Envelopes that a node of ours never writes: `an_envelope(bravo, alpha, position=7)`, forged as far as keys allow."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

from federation import Town
from tocsin.domain.letter import Handling, SharedReason
from tocsin.domain.notice import Outcome
from tocsin.usecases.steps import cards
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.alert import Alert, alert_bytes
from tocsin.wire.bodies.reply import Reply, reply_bytes
from tocsin.wire.card import OpenedCard
from tocsin.wire.envelope import seal_for
from tocsin.wire.message import Kind, Message, sign_message
from tocsin.wire.signing import Sign


def card_of(town: Town) -> OpenedCard:
    """The card of a town."""
    with town.node.store.read() as tx:
        return cards.ours(tx)


def a_message(sender: Town, recipient: Town, **changes: object) -> Message:
    """The first message of a stream, an alert, unless told otherwise."""
    card = card_of(recipient)
    message = Message(
        kind=Kind.ALERT,
        sender=sender.node.organisation.node_id,
        recipient=recipient.node.organisation.node_id,
        sender_card=card_of(sender).digest,
        recipient_card=card.digest,
        urgency=Urgency.EXPECTED,
        epoch=1,
        position=1,
        previous=None,
        created_at=sender.node.clock.now(),
        nonce=sender.node.entropy.random_bytes(32),
        body=an_alert(sender),
    )
    return replace(message, **changes)  # type: ignore[arg-type]


def pack(message: Message, recipient: Town, sign: Sign) -> bytes:
    """Sign a message and seal it."""
    signed = sign_message(message, sign)
    return seal_for(signed, card_of(recipient).card.sealing[0])


def an_envelope(sender: Town, recipient: Town, *, sign: Sign | None = None, **changes: object) -> bytes:
    """A message, signed by its sender unless told otherwise, and sealed."""
    return pack(a_message(sender, recipient, **changes), recipient, sign or sender.node.keyring.sign)


def an_alert(sender: Town, *, text: str = "A text.\n") -> bytes:
    """The body of an alert."""
    return alert_bytes(
        Alert(
            salt=sender.node.entropy.random_bytes(32),
            notice="ab" * 16,
            version=1,
            reasons=(SharedReason(country="PT", reason="target", outcome=Outcome.WARN, why="why"),),
            handling=Handling(
                tlp=Tlp.AMBER, legal_basis="law", purpose="aim", onward="ask", review_on=date(2027, 1, 1)
            ),
            asks=(),
            answer_by=sender.node.clock.now() + timedelta(days=1),
            contact="line 1",
            claims=(),
            text=text,
        )
    )


def a_reply(sender: Town, *, about: str, kind: Kind = Kind.RESPONSE) -> bytes:
    """The body of a reply about a message."""
    reply = Reply(
        salt=sender.node.entropy.random_bytes(32), about=about, notice="ab" * 16, person="analyst", said="done"
    )
    return reply_bytes(kind, reply)


def id_of(message: Message, sign: Sign) -> str:
    """The id a message has."""
    return hashlib.sha256(sign_message(message, sign).data).hexdigest()
