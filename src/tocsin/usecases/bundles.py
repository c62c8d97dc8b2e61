"""Bundles: mail that a person carries as files, out and in.

What goes out stays in the outbox until a receipt for it verifies, so a lost stick loses nothing: the next one has it
again. What comes in by file is answered by file: its receipts wait for the next bundle that goes back. Mail may at the
same time go by every other courier; whoever has it twice gives the same receipt twice.
"""

from collections.abc import Iterator, Set
from contextlib import suppress
from dataclasses import dataclass, replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Counterpart, Standing
from tocsin.domain.errors import RefusedError, UnavailableError
from tocsin.domain.exchange import ReceiptDue
from tocsin.domain.ids import CounterpartId, MessageId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards, journal, outbox, seals
from tocsin.wire import bundle
from tocsin.wire.limits import MAX_BUNDLE, MAX_ITEMS
from tocsin.wire.receipt import claimed

CARRIERS = (Role.ANALYST, Role.RELEASING_OFFICER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """One bundle, and what is in it by the ids of messages."""

    data: bytes
    to: CounterpartId
    messages: frozenset[MessageId]
    receipts: frozenset[MessageId]  # ours, for these messages of theirs


def pack(node: Node, actor: Actor, *, to: CounterpartId, besides: Set[MessageId] = frozenset()) -> Packed | None:
    """Put what waits for a counterpart into one bundle, receipts first; None where nothing waits.

    `besides` is in other bundles already. Nothing is changed but old seals: say `packed` when the bundle is safely
    written.
    """
    actor.require(*CARRIERS)
    with node.store.begin() as tx:
        counterpart = tx.counterparts.get(to)
        if counterpart.node_id is None:
            raise RefusedError(f"{counterpart.name} has no node: tell them by hand")
        if counterpart.standing is Standing.SUSPENDED:
            raise RefusedError(f"no mail may go to {counterpart.name}: compare fingerprints with them again first")
        receipts = dict(_fitting(_receipts(tx, to, besides), 0, 0))
        taken = sum(map(bundle.size, receipts.values()))
        messages = dict(_fitting(_envelopes(node, tx, counterpart, besides), taken, len(receipts)))
    if not receipts and not messages:
        return None
    return Packed(
        data=bundle.compose((*receipts.values(), *messages.values())),
        to=to,
        messages=frozenset(messages),
        receipts=frozenset(receipts),
    )


def packed(node: Node, actor: Actor, *, bundle: Packed) -> None:
    """Record that a bundle has been written; its receipts are owed no longer, its messages are until answered."""
    actor.require(*CARRIERS)
    now = node.clock.now()
    with node.store.begin() as tx:
        for message in bundle.messages:
            held = tx.deliveries.get(message)
            if held.is_under_way:
                tx.deliveries.put(replace(held, exported_at=now))
        for message in bundle.receipts:
            tx.receipts_due.remove(message)
        journal.record(
            node,
            tx,
            "bundle.exported",
            counterpart=bundle.to,
            by=actor.account,
            messages=len(bundle.messages),
            receipts=len(bundle.receipts),
        )


def admit(node: Node, actor: Actor) -> None:
    """Let a person bring mail in by file; that they did is on record."""
    actor.require(*CARRIERS)
    with node.store.begin() as tx:
        journal.record(node, tx, "bundle.imported", by=actor.account)


def owe(node: Node, *, receipt: bytes) -> None:
    """Keep in mind that this receipt of ours goes back by file."""
    with node.store.begin() as tx:
        incoming = tx.incoming.get(claimed(receipt).message_id)
        tx.receipts_due.put(ReceiptDue(id=incoming.id, counterpart=incoming.counterpart))


def _receipts(tx: Transaction, to: CounterpartId, besides: Set[MessageId]) -> Iterator[tuple[MessageId, bytes]]:
    for each in tx.receipts_due.where(counterpart=to):
        if each.id not in besides:
            yield each.id, tx.incoming.get(each.id).receipt


def _envelopes(
    node: Node, tx: Transaction, to: Counterpart, besides: Set[MessageId]
) -> Iterator[tuple[MessageId, bytes]]:
    """Yield what waits, sealed again where the recipient has another key by now; what nobody could open stays here."""
    card = cards.theirs(tx, to).card
    for each in outbox.under_way(tx, to.id):
        if each.id not in besides:
            outgoing = tx.outgoing.get(each.id)
            with suppress(UnavailableError):
                fresh = seals.fresh(node, tx, outgoing, card)
                yield MessageId(each.id), fresh.envelope


def _fitting(items: Iterator[tuple[MessageId, bytes]], taken: int, count: int) -> Iterator[tuple[MessageId, bytes]]:
    """Yield the first of these, as many as fit into a bundle that already holds something."""
    room = MAX_BUNDLE - bundle.AROUND - taken
    for number, (id_, item) in enumerate(items, start=count):
        room -= bundle.size(item)
        if room < 0 or number >= MAX_ITEMS:
            return
        yield id_, item
