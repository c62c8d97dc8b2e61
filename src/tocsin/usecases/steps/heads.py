"""Heads of our ledger: signed at a fixed cadence over a fixed number of entries, so that growth tells nothing.

What was not done is made up for by dummies: entries like all others, whose hash says no more than theirs. Only who
may read the ledger can tell them apart. Where more was done than fits, the ledger grows by as many more whole steps.
"""

from dataclasses import replace
from datetime import datetime

from tocsin.domain import ledger
from tocsin.domain.book import Head, Size
from tocsin.domain.errors import NotFoundError
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal
from tocsin.wire import checkpoint

DUMMY = "ledger.filled"


def sign(node: Node, tx: Transaction) -> Head:
    """Fill the ledger up to the next step, sign a head over it and keep that."""
    end = next_size(node, journal.size(tx))
    for _ in range(end - journal.size(tx).leaves):
        journal.record(node, tx, DUMMY)
    return _signed(node, tx, end)


def next_size(node: Node, size: Size, *, more: int = 0) -> int:
    """Return over how many entries the next head will be signed, where only so many `more` come before it."""
    step = node.cadence.leaves
    return max(size.head + step, -(-(size.leaves + more) // step) * step)


def next_time(node: Node) -> datetime:
    """Return when the next head is to be signed; times are counted from midnight, whenever the node was started."""
    now = node.clock.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + ((now - midnight) // node.cadence.every + 1) * node.cadence.every


def newest(node: Node, tx: Transaction) -> Head:
    """Return the newest head; sign one where there is none yet."""
    size = journal.size(tx)
    return at(tx, size.head) if size.head else sign(node, tx)


def covering(node: Node, tx: Transaction, leaves: int) -> Head:
    """Return the newest head, or a new one where the newest is over fewer leaves than these."""
    head = newest(node, tx)
    return head if head.size >= leaves else sign(node, tx)


def at(tx: Transaction, size: int) -> Head:
    """Return the head of this size."""
    head = find(tx, size)
    if head is None:
        raise NotFoundError(f"no head of size {size} was signed")
    return head


def find(tx: Transaction, size: int) -> Head | None:
    """Return the head of this size, if one was signed."""
    return tx.heads.find(f"{size:012d}")


def _signed(node: Node, tx: Transaction, size: int) -> Head:
    now = node.clock.now()
    keys = node.keyring.log
    body = checkpoint.Checkpoint(
        origin=keys.origin,
        size=size,
        root=ledger.root(size, journal.node_reader(tx)),
        timestamp=int(now.timestamp()),
    )
    head = Head(size=size, checkpoint=checkpoint.compose(body, keys=keys, sign=node.keyring.sign_head), at=now)
    tx.heads.add(head)
    tx.sizes.put(replace(journal.size(tx), head=size))
    return head
