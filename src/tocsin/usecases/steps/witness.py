"""Witnessing: what nodes show one another of their ledgers in a status, and what they make of what they are shown.

`testify` makes the status that goes to a counterpart: our newest head, the paths by which it continues what they have
seen of it, our cosignature of theirs, and our entries about their messages. `hear` takes in one of theirs.
We cosign a head only where it is proven that the ledger has only grown since we last saw it. One that does not
continue what we saw is a fork: both statuses are kept, nothing more is cosigned, and a person has to look.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tocsin.domain import ledger
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.errors import UntrustedError
from tocsin.domain.ids import CounterpartId, MessageId
from tocsin.domain.watch import Cosignature, Fork, Shown, Watched
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards, heads, journal
from tocsin.wire import checkpoint
from tocsin.wire.card import open_card
from tocsin.wire.checkpoint import Checkpoint, LogKeys
from tocsin.wire.fork import Seen, conflict
from tocsin.wire.leaf import Leaf, facts, prove_leaf
from tocsin.wire.limits import MAX_ENTRIES
from tocsin.wire.message import Kind, Message
from tocsin.wire.status import SALT, Continues, Cosigned, Held, Status


def testify(
    node: Node, tx: Transaction, counterpart: Counterpart, held: Iterable[Held], sent: Iterable[Held]
) -> tuple[Status, Shown]:
    """Return what a status to this counterpart says, and what it has seen of our ledger once that is on its way.

    `held` is how far we have had each of its streams, `sent` how far it has given us receipts for ours.
    """
    head = heads.newest(node, tx)
    shown = tx.shown.find(counterpart.id) or Shown(counterpart=counterpart.id)
    known = sorted({size for size in (shown.seen, shown.told) if 0 < size <= head.size})
    reader = journal.node_reader(tx)
    entries = dict(_entries(tx, shown, head.size))
    status = Status(
        salt=node.entropy.random_bytes(SALT),
        checkpoint=head.checkpoint,
        held=tuple(held),
        sent=tuple(sent),
        continues=tuple(Continues(size=size, path=ledger.consistency(size, head.size, reader)) for size in known),
        cosigned=_cosigned(tx, counterpart),
        entries=tuple(leaf for leaf in entries.values() if leaf is not None),
    )
    return status, replace(shown, told=head.size, served=next(reversed(entries), shown.served))


def hear(
    node: Node, tx: Transaction, counterpart: Counterpart, *, message: Message, id_: MessageId, status: Status
) -> Fork | None:
    """Take in what a counterpart's status shows; the fork where its ledger does not continue what we saw of it.

    Raises `UntrustedError`, before anything is written, where their log did not sign the head.
    """
    named = tx.cards.find(message.sender_card)  # it may come before the card it names: the log's keys stay the same
    log_keys = (cards.theirs(tx, counterpart) if named is None else open_card(named.data)).card.log
    head = checkpoint.open_checkpoint(status.checkpoint, log_keys)
    _keep_cosignature(node, tx, counterpart, log_keys, status.cosigned)
    _keep_entries(tx, counterpart, status.entries, head, id_)
    known = tx.watched.find(counterpart.id)
    if known is None or message.epoch > known.epoch:
        _watch(node, tx, counterpart, head, message, id_)
        return None
    if message.epoch < known.epoch:
        return None
    before = Seen(size=known.size, root=known.root, position=known.position)
    if conflict(before, Seen(size=head.size, root=head.root, position=message.position), status.continues):
        return _keep_fork(node, tx, known, head, id_)
    has_path = any(each.size == known.size for each in status.continues)
    if head.size > known.size and has_path and not open_forks(tx, counterpart.id):
        _watch(node, tx, counterpart, head, message, id_)
    return None


def open_forks(tx: Transaction, counterpart: CounterpartId) -> list[Fork]:
    """Return the forks of a counterpart that no person has settled yet."""
    return [fork for fork in tx.forks.where(counterpart=counterpart) if fork.settled_at is None]


def _watch(
    node: Node, tx: Transaction, counterpart: Counterpart, head: Checkpoint, message: Message, id_: MessageId
) -> None:
    now = node.clock.now()
    line = checkpoint.cosignature(
        head, witness=node.keyring.log, timestamp=int(now.timestamp()), sign=node.keyring.cosign
    )
    tx.watched.put(
        Watched(
            counterpart=counterpart.id,
            epoch=message.epoch,
            position=message.position,
            status=id_,
            size=head.size,
            root=head.root,
            seen_at=now,
            line=line,
        )
    )


def _cosigned(tx: Transaction, counterpart: Counterpart) -> Cosigned | None:
    known = tx.watched.find(counterpart.id)
    if known is None:
        return None
    return Cosigned(size=known.size, line=known.line, may_be_named=counterpart.agreement.may_name_us)


def _entries(tx: Transaction, shown: Shown, size: int) -> Iterator[tuple[MessageId, Leaf | None]]:
    """Yield their messages that we have not shown our entry about, in order of arrival, as far as the head reaches."""
    reader = journal.node_reader(tx)
    for held in tx.incoming.oldest(MAX_ENTRIES, after=shown.served, counterpart=shown.counterpart):
        leaf = next(iter(tx.leaves.oldest(1, about=held.id)), None)
        is_shown = held.kind != Kind.STATUS  # statuses that show statuses would never end
        if leaf is None or leaf.salt is None or leaf.record is None or not is_shown:
            yield held.id, None
        elif leaf.index < size:
            yield held.id, prove_leaf(leaf.index, salt=leaf.salt, record=leaf.record, size=size, node=reader)
        else:
            return


def _keep_cosignature(
    node: Node, tx: Transaction, counterpart: Counterpart, theirs: LogKeys, cosigned: Cosigned | None
) -> None:
    head = None if cosigned is None else heads.find(tx, cosigned.size)
    if cosigned is None or head is None:
        return
    file = checkpoint.with_line(head.checkpoint, cosigned.line)
    try:
        checkpoint.open_cosignature(file, node.keyring.log, witness=theirs)
    except UntrustedError:
        return  # it is worth nothing, and says nothing against the rest
    tx.cosignatures.put(
        Cosignature(
            size=cosigned.size,
            counterpart=counterpart.id,
            line=cosigned.line,
            may_be_named=cosigned.may_be_named,
            at=node.clock.now(),
        )
    )
    shown = tx.shown.find(counterpart.id) or Shown(counterpart=counterpart.id)
    tx.shown.put(replace(shown, seen=max(shown.seen, cosigned.size)))


def _keep_entries(
    tx: Transaction, counterpart: Counterpart, entries: Iterable[Leaf], head: Checkpoint, id_: MessageId
) -> None:
    for leaf in entries:
        delivery = tx.deliveries.find(str(facts(leaf.record)["message"]))
        is_ours = delivery is not None and delivery.counterpart == counterpart.id
        if delivery is not None and is_ours and leaf.is_under(head.size, head.root):
            tx.deliveries.put(replace(delivery, shown_in=id_))


def _keep_fork(node: Node, tx: Transaction, known: Watched, head: Checkpoint, id_: MessageId) -> Fork:
    found = open_forks(tx, known.counterpart)
    if found:
        return found[0]
    fork = Fork(
        id=node.entropy.identifier("f"),
        counterpart=known.counterpart,
        known=known.status,
        shown=id_,
        known_size=known.size,
        shown_size=head.size,
        found_at=node.clock.now(),
    )
    tx.forks.add(fork)
    journal.record(node, tx, "fork.found", fork=fork.id, counterpart=known.counterpart)
    return fork
