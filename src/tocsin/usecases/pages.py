"""Pages: long lists in parts, the newest first. A page costs what it shows, however much there is."""

from collections.abc import Iterable, Mapping

from tocsin.domain.actor import Actor, Role
from tocsin.domain.book import Leaf
from tocsin.domain.delivery import MAIL, Delivery
from tocsin.domain.ids import NoticeId
from tocsin.domain.notice import Notice
from tocsin.domain.report import Report
from tocsin.ports.node import Node
from tocsin.usecases.steps import journal

DELIVERIES = 100  # on a page
ENTRIES = 200
REPORTS = 100
NOTICES = 100


def reports(node: Node, actor: Actor, *, before: str | None = None) -> tuple[Report, ...]:
    """Return the newest reports, or those before that one."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.reports.newest(REPORTS, before=before)


def notices(node: Node, actor: Actor, *, before: str | None = None) -> tuple[Notice, ...]:
    """Return the newest notices, or those before that one."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.notices.newest(NOTICES, before=before)


def notices_of(node: Node, actor: Actor, deliveries: Iterable[Delivery]) -> Mapping[NoticeId, Notice]:
    """Return the notices that these deliveries are about."""
    actor.require(*Role)
    with node.store.read() as tx:
        found = [tx.notices.find(each.notice) for each in deliveries if each.notice is not None]
    return {each.id: each for each in found if each is not None}


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
