"""Audit: heads of our ledger, what is in it, and proofs for others."""

from collections.abc import Iterable
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.book import Head
from tocsin.domain.book import Leaf as Entry
from tocsin.domain.delivery import Delivery
from tocsin.domain.errors import ConflictError, NotFoundError
from tocsin.domain.exchange import Work, WorkKind
from tocsin.domain.ids import CounterpartId, MessageId, NoticeId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import heads, journal
from tocsin.wire import canonical
from tocsin.wire import proof as wire_proof
from tocsin.wire.card import open_card
from tocsin.wire.evidence import Answer, LogEvidence, Party, Proof
from tocsin.wire.leaf import prove_leaf
from tocsin.wire.message import Kind, SignedMessage, parse
from tocsin.wire.receipt import Verdict, open_receipt


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


def prove(node: Node, actor: Actor, *, notice: NoticeId, to: CounterpartId, with_content: bool = False) -> bytes:
    """Return a proof file: that a notice was delivered to a counterpart, by their own signed receipt.

    `with_content` puts the message itself into the file, which no erasure can reach afterwards.
    """
    actor.require(*Role)
    with node.store.read() as tx:
        delivery = _delivery(tx, notice, to)
    return _prove_sent(node, delivery, with_content=with_content)


def prove_received(node: Node, actor: Actor, *, message: MessageId) -> bytes:
    """Return a proof file from the other end: that we received a message, by our own receipt and ledger."""
    actor.require(*Role)
    with node.store.begin() as tx:
        held = tx.incoming.get(message)
        if held.verdict == Verdict.REFUSED:
            raise ConflictError("the message was refused and not kept: the receipt says so, and nothing more")
        named = parse(SignedMessage.from_bytes(held.signed).data)
        proof = Proof(
            maker=Party.RECIPIENT,
            made_at=node.clock.now(),
            sender_card=tx.cards.get(named.sender_card).data,
            recipient_card=tx.cards.get(named.recipient_card).data,
            message_id=held.id,
            envelope_digest=held.envelope_digest,
            receipt=held.receipt,
            recipient_log=_log(node, tx, [message]),
        )
    return wire_proof.compose(proof, node.keyring.sign)


def _prove_sent(node: Node, delivery: Delivery, *, with_content: bool) -> bytes:
    if delivery.receipt is None:
        raise ConflictError("they have not given a receipt yet, so there is nothing to prove: see tocsin notice show")
    with node.store.begin() as tx:
        outgoing = tx.outgoing.get(delivery.id)
        # The cards the message names, not those in force today: a receipt is checked with the keys of its time.
        message = parse(SignedMessage.from_bytes(outgoing.signed).data)
        sender_card, recipient_card = tx.cards.get(message.sender_card), tx.cards.get(message.recipient_card)
        receipt = open_receipt(delivery.receipt, open_card(recipient_card.data).card.signing)
        answers = tuple(_answers(tx, delivery))
        about = [delivery.id, *(answer.message_id for answer in answers)]
        proof = Proof(
            maker=Party.SENDER,
            made_at=node.clock.now(),
            sender_card=sender_card.data,
            recipient_card=recipient_card.data,
            message_id=delivery.id,
            envelope_digest=receipt.envelope_digest,
            receipt=delivery.receipt,
            sender_log=_log(node, tx, about),
            answers=answers,
            opened=outgoing.signed if with_content else None,
        )
    return wire_proof.compose(proof, node.keyring.sign)


def _delivery(tx: Transaction, notice: NoticeId, to: CounterpartId) -> Delivery:
    tx.notices.get(notice)
    found = [each for each in tx.deliveries.where(notice=notice) if each.counterpart == to]
    if not found:
        raise NotFoundError("this counterpart has not been told of that notice: see tocsin duty list")
    if found[-1].handed is not None:
        raise ConflictError("they were told by hand: that is stated by one of us, and cannot be proven")
    return found[-1]


def _answers(tx: Transaction, delivery: Delivery) -> Iterable[Answer]:
    for held in tx.incoming.where(about=delivery.id):
        for leaf in tx.leaves.where(about=held.id):
            yield Answer(kind=Kind(held.kind), message_id=held.id, at=_at(leaf))


def _at(leaf: Entry) -> datetime:
    record = canonical.decode(leaf.record, limit=1 << 16)
    if not isinstance(record, dict) or not isinstance(record["at"], str):
        raise NotFoundError(f"entry {leaf.index} has no time")
    return canonical.parse_time(record["at"])


def _log(node: Node, tx: Transaction, about: Iterable[str]) -> LogEvidence:
    leaves = [leaf for message in about for leaf in tx.leaves.where(about=message)]
    head = heads.covering(node, tx, max((leaf.index + 1 for leaf in leaves), default=0))
    reader = journal.node_reader(tx)
    return LogEvidence(
        checkpoint=head.checkpoint,
        leaves=tuple(
            prove_leaf(leaf.index, salt=leaf.salt, record=leaf.record, size=head.size, node=reader) for leaf in leaves
        ),
    )
