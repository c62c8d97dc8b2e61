"""Reception: what happens to an envelope that somebody brings to the peer door.

The cheapest check comes first: size, known sender, repetition, seal, signatures, agreement of fields. Whoever
fails one of these gets one bare refusal, the same in all cases, and nothing is kept. From here on the sender is
authenticated, and every answer is a signed receipt: `stored`, `quarantined` (kept aside: it makes no sense, or
too much) or `refused` (only the refusal is kept). The receipt is made in the transaction that keeps the message
and leaves after it has been committed; a repetition gets the stored receipt, byte for byte. Nothing is refused
for age.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.counterpart import Counterpart, Standing
from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.domain.exchange import Incoming
from tocsin.domain.ids import MessageId
from tocsin.domain.link import Tally
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.arrivals.authenticity import vouched
from tocsin.usecases.arrivals.judging import judge
from tocsin.usecases.arrivals.receipting import receipt_for
from tocsin.usecases.steps import cards, journal, links, outbox
from tocsin.wire.card import OpenedCard
from tocsin.wire.envelope import Opened, digest, open_envelope, read_header
from tocsin.wire.message import Kind
from tocsin.wire.receipt import REFUSAL, Verdict, is_signed_by, sign_again

NOT_KEPT = b""


@dataclass(frozen=True, slots=True)
class _Authentic:
    """An envelope that has passed the door."""

    sender: Counterpart
    opened: Opened
    card: OpenedCard


def receive(node: Node, data: bytes) -> bytes:
    """Take in an envelope; return the receipt, or the one bare refusal.

    Raises `UnavailableError` where it could not be kept, or where its sender brings more than it may at once:
    nothing is acknowledged then, and the sender comes again.
    """
    (answer,) = _together(node, (data,))
    return answer


def receive_all(node: Node, envelopes: Sequence[bytes]) -> tuple[bytes, ...]:
    """Take in several envelopes in one transaction; return an answer to each, as `receive` does.

    Where that fails, each is taken in by itself, and what cannot be kept even so has the answer `NOT_KEPT`. Raises
    what went wrong where none could be kept.
    """
    try:
        return _together(node, envelopes)
    except Exception:
        answers = tuple(_by_itself(node, each) for each in envelopes) if len(envelopes) > 1 else ()
        if not receipts_among(answers):
            raise
    return answers


def receipts_among(answers: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return the receipts: neither the bare refusal nor that something was not kept."""
    return tuple(each for each in answers if each not in {REFUSAL, NOT_KEPT})


def _by_itself(node: Node, data: bytes) -> bytes:
    try:
        return receive(node, data)
    except Exception:  # noqa: BLE001  # whatever it does to us, the others do not wait for it; it comes again alone
        return NOT_KEPT


def _together(node: Node, envelopes: Iterable[bytes]) -> tuple[bytes, ...]:
    brought = [_at_the_door(node, each) for each in envelopes]
    if all(isinstance(each, bytes) for each in brought):
        return tuple(each for each in brought if isinstance(each, bytes))
    with node.store.begin() as tx:
        return tuple(each if isinstance(each, bytes) else _keep(node, tx, each) for each in brought)


def _at_the_door(node: Node, data: bytes) -> bytes | _Authentic:
    """Return what passes the door, or the answer to what does not, or has come before."""
    try:
        sender, repeated = _look_up(node, data)
    except UntrustedError:
        return REFUSAL
    if repeated is not None:
        links.note(node, sender.id, Tally.REPEATED)
        return _again(node, repeated)
    try:
        opened = open_envelope(data, open_sealed=node.keyring.open_sealed)
        with node.store.read() as tx:
            found = _look_in(tx, sender, opened)
            is_spent = links.is_spent(node, tx, sender.id)
    except UntrustedError:
        links.note(node, sender.id, Tally.UNREADABLE)
        return REFUSAL
    if is_spent:
        links.note(node, sender.id, Tally.POSTPONED)
        raise UnavailableError("more messages than one counterpart may bring at once")
    return found if isinstance(found, _Authentic) else _again(node, found)


def _look_up(node: Node, data: bytes) -> tuple[Counterpart, Incoming | None]:
    """Return who says that this is from him, and what was kept of it where it has come before."""
    header = read_header(data)
    if header.recipient != node.organisation.node_id:
        raise UntrustedError("for somebody else", code="misaddressed")
    with node.store.read() as tx:
        found = tx.counterparts.where(node_id=header.sender)
        if not found or found[0].standing is Standing.SUSPENDED:
            raise UntrustedError("nobody we know", code="unknown-sender")
        name = digest(data)
        repeated = tx.incoming.where(envelope_digest=name) or tx.drills.where(envelope_digest=name)
    return found[0], repeated[0] if repeated else None


def _look_in(tx: Transaction, sender: Counterpart, opened: Opened) -> Incoming | _Authentic:
    """Return what was kept of this message where it has come before, sealed otherwise; else with who vouches for it."""
    known = (tx.drills if opened.message.drill else tx.incoming).find(opened.signed.id)
    if known is not None and known.kind == Kind.CARD and known.counterpart == sender.id:
        return known  # the keys that signed it may have been revoked since, by what it says itself
    card = vouched(tx, sender, opened.signed, opened.message)
    return known or _Authentic(sender, opened, card)


def _again(node: Node, known: Incoming) -> bytes:
    """Return the stored receipt. Where the keys that signed it were revoked since, the new ones sign the same."""
    with node.store.read() as tx:
        have_revoked = bool(cards.ours(tx).card.revoked)
    if not have_revoked or is_signed_by(known.receipt, node.keyring.signing):
        return known.receipt
    with node.store.begin() as tx:
        receipt = sign_again(known.receipt, node.keyring.sign)
        kept = tx.incoming if tx.incoming.find(known.id) is not None else tx.drills
        kept.put(replace(known, receipt=receipt))
    return receipt


def _keep(node: Node, tx: Transaction, brought: _Authentic) -> bytes:
    sender, opened = brought.sender, brought.opened
    kept = tx.drills if opened.message.drill else tx.incoming
    known = kept.find(opened.signed.id)
    if known is not None:  # it came twice at once
        return known.receipt
    now = node.clock.now()
    arrived = Arrived(sender=sender, id=opened.signed.id, message=opened.message, at=now)
    judged = judge(node, tx, arrived, brought.card)
    receipt = receipt_for(node, tx, arrived, opened.digest, judged)
    kept.add(_incoming(sender, opened, judged, receipt, now))
    links.count(node, tx, sender.id, Tally(judged.verdict))
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
