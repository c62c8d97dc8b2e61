"""Audit: heads of our ledger, what is in it, and proofs for others."""

from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.book import Head
from tocsin.domain.book import Leaf as Entry
from tocsin.domain.counterpart import CardRecord
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import ConflictError, NotFoundError
from tocsin.domain.exchange import Incoming, Outgoing, Work, WorkKind
from tocsin.domain.ids import CounterpartId, MessageId, NoticeId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards, evidence, heads
from tocsin.wire import envelope
from tocsin.wire import proof as wire_proof
from tocsin.wire.card import open_card
from tocsin.wire.evidence import Party, Proof
from tocsin.wire.receipt import Verdict, claimed


def sign_head(node: Node) -> Head:
    """Fill the ledger up to its next step and sign a head over it; leave the next one as work."""
    with node.store.begin() as tx:
        tx.work.put(Work(kind=WorkKind.HEAD, subject="", due_at=heads.next_time(node)))
        return heads.sign(node, tx)


def entries(node: Node, actor: Actor) -> tuple[Entry, ...]:
    """Return the ledger's records, for the auditor."""
    actor.require(Role.AUDITOR)
    with node.store.read() as tx:
        return tx.leaves.where()


def prove(
    node: Node,
    actor: Actor,
    *,
    notice: NoticeId,
    to: CounterpartId,
    with_content: bool = False,
    stated_by: datetime | None = None,
) -> bytes:
    """Return a proof file: that a notice was delivered to a counterpart, by what they have signed.

    `with_content` puts the message and the signed answers into it, which no erasure can reach afterwards. Without a
    receipt, or where `stated_by` is given, it holds what they stated that they had from us by then.
    """
    actor.require(*Role)
    with node.store.begin() as tx:
        delivery = _delivery(tx, notice, to)
        proof = _sent(node, tx, delivery, with_content=with_content, stated_by=stated_by)
    return wire_proof.compose(proof, node.keyring.sign)


def prove_received(node: Node, actor: Actor, *, message: MessageId) -> bytes:
    """Return a proof file from the other end: that we received a message, by our own receipt and ledger."""
    actor.require(*Role)
    with node.store.begin() as tx:
        held = tx.incoming.get(message)
        if held.verdict == Verdict.REFUSED:
            raise ConflictError("the message was refused and not kept: the receipt says so, and nothing more")
        sender_card, recipient_card = _their_card(tx, held), tx.cards.get(held.recipient_card)
        log, witnesses = evidence.own_log(node, tx, [message], held.counterpart)
        proof = Proof(
            maker=Party.RECIPIENT,
            made_at=node.clock.now(),
            sender_card=sender_card.data,
            recipient_card=recipient_card.data,
            message_id=held.id,
            envelope_digest=held.envelope_digest,
            receipt=held.receipt,
            recipient_log=log,
            witnesses=tuple(each.data for each in witnesses),
            later_cards=evidence.later_cards(tx, held.counterpart, recipient_card, sender_card),
        )
    return wire_proof.compose(proof, node.keyring.sign)


def _their_card(tx: Transaction, held: Incoming) -> CardRecord:
    """Return the card that a message names; the one in force, whose keys signed it, if that never came."""
    named = tx.cards.find(held.sender_card)
    return named if named is not None else cards.their_record(tx, tx.counterparts.get(held.counterpart))


def _sent(node: Node, tx: Transaction, delivery: Delivery, *, with_content: bool, stated_by: datetime | None) -> Proof:
    outgoing = tx.outgoing.get(delivery.id)
    # The cards the message names, not those in force today: a receipt is checked with the keys of its time.
    sender_card, recipient_card = tx.cards.get(outgoing.sender_card), tx.cards.get(outgoing.recipient_card)
    recipient, now = open_card(recipient_card.data).card, node.clock.now()
    statements: tuple[bytes, ...] = ()
    if delivery.receipt is None or stated_by is not None:
        statements = tuple(evidence.statements(tx, delivery.counterpart, stated_by or now))
    if delivery.receipt is None and not statements:
        raise ConflictError("they have given neither a receipt nor a statement yet: there is nothing to prove")
    answers = tuple(evidence.answers(tx, delivery, with_content=with_content))
    about = [delivery.id, *(answer.message_id for answer in answers)]
    log, witnesses = evidence.own_log(node, tx, about, delivery.counterpart)
    return Proof(
        maker=Party.SENDER,
        made_at=now,
        sender_card=sender_card.data,
        recipient_card=recipient_card.data,
        message_id=delivery.id,
        envelope_digest=_envelope(delivery, outgoing),
        receipt=delivery.receipt,
        sender_log=log,
        recipient_log=evidence.their_log(tx, delivery, recipient),
        answers=answers,
        statements=statements,
        witnesses=tuple(each.data for each in witnesses),
        later_cards=evidence.later_cards(tx, delivery.counterpart, sender_card, recipient_card),
        opened=(outgoing.signed or None) if with_content else None,
    )


def _envelope(delivery: Delivery, outgoing: Outgoing) -> str:
    """Return the envelope that was received, or where none was, the one that is being sent."""
    if delivery.receipt is None:
        return envelope.digest(outgoing.envelope)
    return claimed(delivery.receipt).envelope_digest  # it was verified when it was filed


def _delivery(tx: Transaction, notice: NoticeId, to: CounterpartId) -> Delivery:
    tx.notices.get(notice)
    sent = tx.deliveries.where(notice=notice)
    found = [each for each in sent if each.counterpart == to and each.tearline is not None]
    if not found:
        raise NotFoundError("this counterpart has not been told of that notice: see tocsin duty list")
    if found[-1].state is DeliveryState.TO_HAND:
        raise ConflictError("they have not been told by hand yet: there is nothing to prove")
    if found[-1].handed is not None:
        raise ConflictError("they were told by hand: that is stated by one of us, and cannot be proven")
    return found[-1]
