"""The agenda: what has been left as work, and what comes round again."""

from tocsin.domain.exchange import Work, WorkKind
from tocsin.ports.node import Node

RECURRING = (WorkKind.HEAD, WorkKind.RETENTION)
AT_EACH_START = (WorkKind.STATUS, WorkKind.KEYS)
AT_A_TIME = 1000  # what is due besides waits for the next look


def due(node: Node) -> tuple[Work, ...]:
    """Return the work whose time has come, the longest overdue first."""
    now = node.clock.now()
    with node.store.read() as tx:
        return tx.work.until(AT_A_TIME, due_at=now)


def begin(node: Node) -> None:
    """Put on the agenda whatever recurs and is not on it yet: each such task leaves its own next turn.

    Some of it is due whenever the node comes back.
    """
    now = node.clock.now()
    with node.store.begin() as tx:
        for kind in RECURRING:
            first = Work(kind=kind, subject="", due_at=now)
            if tx.work.find(first.key) is None:
                tx.work.add(first)
        for kind in AT_EACH_START:
            tx.work.put(Work(kind=kind, subject="", due_at=now))
