"""Pages: long lists in parts, the newest first. A page costs what it shows, however much there is."""

from tocsin.domain.actor import Actor, Role
from tocsin.domain.book import Leaf
from tocsin.domain.delivery import MAIL, Delivery
from tocsin.ports.node import Node
from tocsin.usecases.steps import journal

DELIVERIES = 100  # on a page
ENTRIES = 200


def deliveries(node: Node, actor: Actor, *, before: str | None = None) -> tuple[Delivery, ...]:
    """Return the newest deliveries, or those before that one."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.deliveries.newest(DELIVERIES, before=before, purpose=MAIL)


def delivery(node: Node, actor: Actor, *, delivery: str) -> Delivery:
    """Return one delivery."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.deliveries.get(delivery)


def entries(node: Node, actor: Actor, *, before: int | None = None) -> tuple[int, tuple[Leaf, ...]]:
    """Return how many entries the ledger has, and the newest of them, or those before that one; for the auditor."""
    actor.require(Role.AUDITOR)
    with node.store.read() as tx:
        size = journal.size(tx).leaves
        end = size if before is None else min(before, size)
        start = max(0, end - ENTRIES)
        return size, tuple(tx.leaves.get(f"{index:012d}") for index in reversed(range(start, end)))
