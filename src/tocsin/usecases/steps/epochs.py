"""Epochs: a node that was restored counts anew, so that no position is ever used twice."""

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.exchange import Aside, Epoch, Work, WorkKind, epoch_key
from tocsin.domain.ids import MessageId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal

FIRST = 1
MOST_WAITING = 8  # epochs of one counterpart that no person has accepted


def ours(tx: Transaction) -> int:
    """Return the epoch in which we send."""
    newest = tx.epochs.newest(1, counterpart=None)
    return newest[0].number if newest else FIRST


def open_new(node: Node, tx: Transaction, *, entries: int, head: int) -> Epoch:
    """Begin a new epoch of ours. Its number is of this second and random: two restores of one backup differ too.

    `entries` and `head` are the sizes of the ledger as the backup held it: the first entry of the epoch binds them.
    """
    now = node.clock.now()
    drawn = (int(now.timestamp()) << 20) + int.from_bytes(node.entropy.random_bytes(3), "big") % (1 << 20)
    before = ours(tx)
    epoch = Epoch(counterpart=None, number=max(drawn, before + 1), seen_at=now, accepted_at=now)
    tx.epochs.add(epoch)
    journal.record(node, tx, "epoch.opened", epoch=epoch.number, before=before, entries=entries, head=head)
    return epoch


def is_known(tx: Transaction, sender: Counterpart, number: int) -> bool:
    """Say whether messages of this epoch of theirs are taken."""
    if number == FIRST:
        return True
    epoch = tx.epochs.find(epoch_key(sender.id, number))
    return epoch is not None and epoch.accepted_at is not None


def is_one_too_many(tx: Transaction, sender: Counterpart, number: int) -> bool:
    """Say whether a new epoch of theirs is more than a person could look through."""
    known = tx.epochs.where(counterpart=sender.id)
    return (
        all(each.number != number for each in known) and sum(each.accepted_at is None for each in known) >= MOST_WAITING
    )


def set_aside(node: Node, tx: Transaction, sender: Counterpart, number: int, message: MessageId) -> None:
    """Keep a message until a person accepts its epoch."""
    announce(node, tx, sender, number)
    tx.aside.put(Aside(message=message, epoch=epoch_key(sender.id, number)))


def announce(node: Node, tx: Transaction, sender: Counterpart, number: int) -> None:
    """Let an epoch of theirs wait for a person; tell the sender, when it is new, how far we have it."""
    if tx.epochs.find(epoch_key(sender.id, number)) is None:
        tx.epochs.add(Epoch(counterpart=sender.id, number=number, seen_at=node.clock.now()))
        journal.record(node, tx, "epoch.announced", counterpart=sender.id, epoch=number)
        tx.work.put(Work(kind=WorkKind.STATUS, subject=sender.id, due_at=node.clock.now()))
