"""Reception: what happens to an envelope that somebody brings to the peer door.

The cheapest check comes first: size, known sender, repetition, seal, signatures, agreement of fields. Whoever
fails one of these gets one bare refusal, the same in all cases, and nothing is kept. From here on the sender is
authenticated, and every answer is a signed receipt: `stored`, `quarantined` (kept aside: it makes no sense, or
too much) or `refused` (only the refusal is kept). The receipt is made in the transaction that keeps the message
and leaves after it has been committed; a repetition gets the stored receipt, byte for byte. Nothing is refused
for age.
"""

from dataclasses import replace
from datetime import datetime

from tocsin.domain.counterpart import Counterpart, Standing
from tocsin.domain.errors import UntrustedError
from tocsin.domain.exchange import Direction, Incoming, Stream, stream_key
from tocsin.domain.ids import MessageId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.arrivals.table import TAKES
from tocsin.usecases.steps import cards, heads, journal, outbox
from tocsin.wire.card import OpenedCard, open_card
from tocsin.wire.envelope import Opened, digest, open_envelope, read_header
from tocsin.wire.message import verify_message
from tocsin.wire.receipt import REFUSAL, Reason, Receipt, Verdict, compose

MOST_MISSING = 1000  # gaps remembered in one stream


def receive(node: Node, data: bytes) -> bytes:
    """Take in an envelope; return the receipt, or the one bare refusal.

    Raises `UnavailableError` where it could not be kept: nothing is acknowledged then, and the sender comes again.
    """
    try:
        sender, repeated = _look_up(node, data)
        if repeated is not None:
            return repeated
        opened = open_envelope(data, open_sealed=node.keyring.open_sealed)
        card = _authentic(node, sender, opened)
    except UntrustedError:
        return REFUSAL
    return _keep(node, sender, opened, card)


def _look_up(node: Node, data: bytes) -> tuple[Counterpart, bytes | None]:
    """Return who says that this is from him, and the receipt he was given where it has come before."""
    header = read_header(data)
    if header.recipient != node.organisation.node_id:
        raise UntrustedError("for somebody else", code="misaddressed")
    with node.store.read() as tx:
        found = tx.counterparts.where(node_id=header.sender)
        if not found or found[0].standing is Standing.SUSPENDED:
            raise UntrustedError("nobody we know", code="unknown-sender")
        repeated = tx.incoming.where(envelope_digest=digest(data))
    return found[0], repeated[0].receipt if repeated else None


def _authentic(node: Node, sender: Counterpart, opened: Opened) -> OpenedCard:
    """Return the sender's card that the message names, else the one in force; raises unless it signed this.

    A card that has been replaced still vouches for what was made in its time: nothing is refused for age.
    """
    with node.store.read() as tx:
        named = tx.cards.find(opened.message.sender_card)
        is_theirs = named is not None and named.owner == sender.id
        card = open_card(named.data) if named is not None and is_theirs else cards.theirs(tx, sender)
    verify_message(opened.signed, card.card.signing)
    return card


def _keep(node: Node, sender: Counterpart, opened: Opened, card: OpenedCard) -> bytes:
    with node.store.begin() as tx:
        known = tx.incoming.find(opened.signed.id)
        if known is not None:
            return known.receipt
        stream = _stream(tx, sender, opened)
        now = node.clock.now()
        arrived = Arrived(sender=sender, id=opened.signed.id, message=opened.message, at=now)
        judged = _objection(tx, opened, card, stream) or _take(node, tx, arrived)
        # One entry more, by which it is recorded below. The exact size would say how busy we are.
        log_size = heads.next_size(node, journal.size(tx), more=1)
        receipt = compose(_receipt(node, opened, judged, now, log_size), node.keyring.sign)
        tx.incoming.add(_incoming(sender, opened, judged, receipt, now))
        if judged.reason not in {Reason.POSITION_CONFLICT, Reason.EPOCH_UNKNOWN}:
            tx.streams.put(_advanced(stream, opened))
        outbox.wake(node, tx, sender.id)
        journal.record(
            node,
            tx,
            "message.received",
            about=opened.signed.id,
            kind=opened.message.kind,
            envelope=opened.digest,
            verdict=judged.verdict,
            sender=opened.header.sender,
        )
    return receipt


def _objection(tx: Transaction, opened: Opened, card: OpenedCard, stream: Stream) -> Judged | None:
    """Say why a message is not read at all, whatever it holds."""
    message = opened.message
    is_next = message.position == stream.position + 1
    is_taken = message.position <= stream.position and message.position not in stream.missing
    objections = (
        (message.sender_card != card.digest, Verdict.REFUSED, Reason.CARD_UNKNOWN),
        (not card.card.is_valid_at(message.created_at), Verdict.REFUSED, Reason.CARD_EXPIRED),
        (not _is_our_card(tx, message.recipient_card), Verdict.REFUSED, Reason.WRONG_RECIPIENT_KEY),
        # A drill kept among real warnings would be taken for one.
        (message.drill, Verdict.REFUSED, Reason.UNSUPPORTED),
        (message.epoch != stream.epoch, Verdict.QUARANTINED, Reason.EPOCH_UNKNOWN),
        (is_taken, Verdict.REFUSED, Reason.POSITION_CONFLICT),
        (is_next and message.previous != stream.last, Verdict.QUARANTINED, Reason.PREVIOUS_CONFLICT),
    )
    for holds, verdict, reason in objections:
        if holds:
            return Judged(verdict=verdict, reason=reason)
    return None


def _take(node: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Read what the message holds and do what it asks."""
    take = TAKES.get(arrived.message.kind)
    if take is None:
        return Judged(verdict=Verdict.REFUSED, reason=Reason.KIND_UNKNOWN)
    try:
        return take(node, tx, arrived)
    except UntrustedError as error:
        is_marking = error.code == Reason.MARKING_UNKNOWN
        return Judged(verdict=Verdict.QUARANTINED, reason=Reason.MARKING_UNKNOWN if is_marking else Reason.SCHEMA)


def _is_our_card(tx: Transaction, digest_: str) -> bool:
    record = tx.cards.find(digest_)
    return record is not None and record.owner is None


def _stream(tx: Transaction, sender: Counterpart, opened: Opened) -> Stream:
    urgency = opened.message.urgency
    found = tx.streams.find(stream_key(sender.id, Direction.IN, urgency))
    return found or Stream(counterpart=sender.id, direction=Direction.IN, urgency=urgency)


def _advanced(stream: Stream, opened: Opened) -> Stream:
    position = opened.message.position
    if position <= stream.position:
        return replace(stream, missing=tuple(each for each in stream.missing if each != position))
    gap = tuple(range(stream.position + 1, min(position, stream.position + 1 + MOST_MISSING)))
    missing = (*stream.missing, *gap)[:MOST_MISSING]
    return replace(stream, position=position, last=opened.signed.id, missing=missing)


def _receipt(node: Node, opened: Opened, judged: Judged, now: datetime, log_size: int) -> Receipt:
    return Receipt(
        message_id=opened.signed.id,
        envelope_digest=opened.digest,
        verdict=judged.verdict,
        reason=judged.reason,
        sender=node.organisation.node_id,
        recipient=opened.message.sender,
        received_at=now,
        nonce=node.entropy.random_bytes(32),
        epoch=opened.message.epoch,
        position=opened.message.position,
        log_size=log_size,
    )


def _incoming(sender: Counterpart, opened: Opened, judged: Judged, receipt: bytes, now: datetime) -> Incoming:
    is_kept = judged.verdict is not Verdict.REFUSED
    return Incoming(
        id=MessageId(opened.signed.id),
        counterpart=sender.id,
        kind=opened.message.kind,
        urgency=opened.message.urgency,
        epoch=opened.message.epoch,
        position=opened.message.position,
        signed=opened.signed.to_bytes() if is_kept else b"",
        body=opened.message.body if is_kept else b"",
        envelope_digest=opened.digest,
        receipt=receipt,
        verdict=judged.verdict,
        received_at=now,
        notice=judged.notice,
        about=judged.about,
        sender_card=opened.message.sender_card,
        recipient_card=opened.message.recipient_card,
    )
