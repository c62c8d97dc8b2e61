"""Posting: a signed message takes its place in a stream, and the work of carrying it is left behind."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.domain.counterpart import Counterpart, Standing
from tocsin.domain.delivery import DRILL, Delivery, DeliveryState
from tocsin.domain.errors import ConflictError, RefusedError
from tocsin.domain.exchange import Direction, Outgoing, Stream, Work, WorkKind
from tocsin.domain.ids import NoticeId, TearlineId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards, epochs, journal, ladder, seals
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import envelope
from tocsin.wire.message import Kind, Message, sign_message


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What is to be said, and when an answer is due."""

    kind: Kind
    urgency: Urgency
    body: bytes
    notice: NoticeId | None = None
    tearline: TearlineId | None = None
    recall: str | None = None
    acknowledge_by: datetime | None = None
    answer_by: datetime | None = None
    answer_within: timedelta | None = None  # of their having it, where the clock starts then
    drill: bool = False
    outcome_within: timedelta | None = None  # of their response
    keys: str | None = None  # digest of the signing keys, where they are not those in use


_BEGINNINGS = frozenset({Kind.ALERT, Kind.INQUIRY})  # word of an emergency waits until mail may pass


def post(node: Node, tx: Transaction, counterpart: Counterpart, posting: Posting) -> Delivery:
    """Sign a message, give it the next position of its stream, and leave its dispatch as work.

    All in the caller's transaction: either everything of it exists, or nothing. Nothing new is begun with a counterpart
    that is suspended; what answers or mends something waits until it is so no more.
    """
    is_suspended = counterpart.standing is Standing.SUSPENDED
    if counterpart.node_id is None or (is_suspended and posting.kind in _BEGINNINGS):
        raise RefusedError(f"no mail may go to {counterpart.name}: compare fingerprints with them again first")
    epoch = epochs.ours(tx)
    empty = Stream(counterpart=counterpart.id, direction=Direction.OUT, urgency=posting.urgency, epoch=epoch)
    stream = tx.streams.find(empty.key) or empty
    outgoing = _sign(node, tx, counterpart, posting, stream)
    tx.outgoing.add(outgoing)
    tx.streams.put(replace(stream, position=outgoing.position, last=outgoing.id))
    delivery = Delivery(
        id=outgoing.id,
        kind=DRILL if posting.drill else posting.kind,
        counterpart=counterpart.id,
        state=DeliveryState.QUEUED,
        created_at=outgoing.created_at,
        urgency=posting.urgency,
        notice=posting.notice,
        tearline=posting.tearline,
        recall=posting.recall,
        envelope_digest=envelope.digest(outgoing.envelope) if outgoing.envelope else None,
        last_error=f"it waits: {counterpart.suspended_because}" if is_suspended else None,
        next_attempt_at=outgoing.created_at,
        acknowledge_by=posting.acknowledge_by,
        answer_by=posting.answer_by,
        answer_within=posting.answer_within,
        outcome_within=posting.outcome_within,
    )
    tx.deliveries.add(delivery)
    ladder.watch(tx, delivery)
    tx.work.put(Work(kind=WorkKind.DISPATCH, subject=counterpart.id, due_at=outgoing.created_at))
    journal.record(node, tx, "message.signed", about=outgoing.id, kind=posting.kind, recipient=counterpart.node_id)
    return delivery


def _sign(node: Node, tx: Transaction, counterpart: Counterpart, posting: Posting, stream: Stream) -> Outgoing:
    now = node.clock.now()
    their_card = cards.theirs(tx, counterpart)
    if f"tocsin/{posting.kind}/1" not in their_card.card.formats:
        raise ConflictError(f"the node of {counterpart.name} does not read messages of the kind {posting.kind}")
    message = Message(
        kind=posting.kind,
        drill=posting.drill,
        sender=node.organisation.node_id,
        recipient=their_card.card.node_id,
        sender_card=cards.our_record(tx).digest,
        recipient_card=their_card.digest,
        urgency=posting.urgency,
        epoch=stream.epoch,
        position=stream.position + 1,
        previous=stream.last,
        created_at=now,
        nonce=node.entropy.random_bytes(32),
        body=posting.body,
    )
    signed = sign_message(message, node.keyring.signer(posting.keys) if posting.keys else node.keyring.sign)
    outgoing = Outgoing(
        id=signed.id,
        counterpart=counterpart.id,
        kind=posting.kind,
        urgency=posting.urgency,
        epoch=message.epoch,
        position=message.position,
        signed=signed.to_bytes(),
        created_at=now,
        sender_card=message.sender_card,
        recipient_card=message.recipient_card,
    )
    return seals.seal(outgoing, their_card.card, now)
