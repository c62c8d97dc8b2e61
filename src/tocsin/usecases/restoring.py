"""Restoring: what a node does first after it was restored from a backup, before it can send anything."""

from dataclasses import replace

from tocsin.domain.exchange import Work, WorkKind
from tocsin.ports.node import Node
from tocsin.usecases.steps import epochs, journal


def begin_anew(node: Node) -> int:
    """Open a new epoch, so that no position is used twice; return its number.

    Whoever was signed in is not any more. Every counterpart is told, as soon as mail goes out: each of them says then
    how far it has everything, and what both sides miss is sent again or shown as lost.
    """
    now = node.clock.now()
    with node.store.begin() as tx:
        size = journal.size(tx)
        epoch = epochs.open_new(node, tx, entries=size.leaves, head=size.head)
        for session in tx.sessions.where():
            tx.sessions.remove(session.id)
        for link in tx.links.where():
            tx.links.put(replace(link, announced_at=None, full_at=None))
        tx.work.put(Work(kind=WorkKind.STATUS, subject="", due_at=now))
    return epoch.number
