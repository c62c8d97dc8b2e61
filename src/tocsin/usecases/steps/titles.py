"""Titles: what our people called notices and reports, and asked in them: somebody to be forgotten may stand there."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from tocsin.domain.blackening import blackened
from tocsin.domain.ids import NoticeId
from tocsin.domain.notice import Notice
from tocsin.domain.report import Report
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal


def naming(tx: Transaction, names: Collection[str]) -> tuple[Notice, ...]:
    """Return the notices that name one of them in their title or in what is asked."""
    return tuple(each for each in tx.notices.where() if names and _without(each, names) != each)


def blacken(node: Node, tx: Transaction, names: Collection[str], *, reports: Iterable[Report]) -> tuple[NoticeId, ...]:
    """Cover the names wherever our people wrote them: titles, questions, names of reports. Return which notices."""
    if not names:
        return ()
    found = naming(tx, names)
    for each in found:
        tx.notices.put(_without(each, names))
        journal.record(node, tx, "notice.blackened", notice=each.id)
    for each in tx.versions.where():
        if _without(each, names) != each:
            tx.versions.put(_without(each, names))
    for report in reports:
        held = tx.reports.get(report.id)
        if blackened(held.name, names) != held.name:
            tx.reports.put(replace(held, name=blackened(held.name, names)))
    return tuple(each.id for each in found)


def _without(notice: Notice, names: Collection[str]) -> Notice:
    asks = tuple(blackened(each, names) for each in notice.asks)
    return replace(notice, title=blackened(notice.title, names), asks=asks)
