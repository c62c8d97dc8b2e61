"""Titles: what our people called notices and reports, and asked in them: somebody to be forgotten may stand there."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from tocsin.domain.blackening import blackened
from tocsin.domain.delivery import Delivery
from tocsin.domain.errors import ConflictError
from tocsin.domain.ids import CounterpartId, NoticeId
from tocsin.domain.notice import Notice
from tocsin.domain.report import Report
from tocsin.domain.tearline import Tearline
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal
from tocsin.wire.bodies.alert import alert_bytes, read_alert
from tocsin.wire.message import Kind

_ASKING = frozenset({Kind.ALERT, Kind.UPDATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Where a name was covered, and which counterparts were asked something in which it stands."""

    notices: tuple[NoticeId, ...] = ()
    asked: tuple[CounterpartId, ...] = ()


def naming(tx: Transaction, names: Collection[str]) -> tuple[Notice, ...]:
    """Return the notices that name one of them, today or in an earlier version, in their title or in what is asked."""
    if not names:
        return ()
    earlier = {each.id for each in tx.versions.where() if _without(each, names) != each}
    return tuple(each for each in tx.notices.where() if each.id in earlier or _without(each, names) != each)


def blacken(node: Node, tx: Transaction, names: Collection[str]) -> Covered:
    """Cover the names in titles and questions of notices, and in our letters in which these were asked."""
    if not names:
        return Covered()
    found = naming(tx, names)
    asked: list[CounterpartId] = []
    for notice in found:
        tx.notices.put(_without(notice, names))
        for each in tx.versions.where(id=notice.id):
            tx.versions.put(_without(each, names))
        for tearline in tx.tearlines.where(notice=notice.id):
            asked += _cover(tx, tearline, names)
        journal.record(node, tx, "notice.blackened", notice=notice.id)
    return Covered(notices=tuple(each.id for each in found), asked=tuple(dict.fromkeys(asked)))


def blacken_reports(tx: Transaction, names: Collection[str], reports: Iterable[Report]) -> None:
    """Cover the names in what the reports are called."""
    for report in reports if names else ():
        held = tx.reports.get(report.id)
        tx.reports.put(replace(held, name=blackened(held.name, names)))


def _cover(tx: Transaction, tearline: Tearline, names: Collection[str]) -> Iterator[CounterpartId]:
    """Cover the names in what one counterpart was asked; say who it is, if they have been asked already."""
    if not tearline.body or tearline.kind not in _ASKING:
        return
    alert = read_alert(tearline.body)
    asks = tuple(blackened(each, names) for each in alert.asks)
    if asks == alert.asks:
        return
    sent = [each for each in tx.deliveries.where(notice=tearline.notice) if each.tearline == tearline.id]
    _require_arrived(tx, sent)
    text = alert.text
    for asked, covered in zip(alert.asks, asks, strict=True):
        text = text.replace(asked, covered)  # and nothing else: what it says of them is erased as claims
    body = alert_bytes(replace(alert, asks=asks, text=text))
    tx.tearlines.put(replace(tearline, body=body, text=text))
    for each in sent:
        outgoing = tx.outgoing.find(each.id)
        if outgoing is not None:
            tx.outgoing.put(replace(outgoing, signed=b"", envelope=b""))
        yield each.counterpart


def _require_arrived(tx: Transaction, sent: Iterable[Delivery]) -> None:
    waiting = sorted({tx.counterparts.get(each.counterpart).name for each in sent if each.is_under_way})
    if waiting:
        raise ConflictError(
            f"a question that names them is on its way to {', '.join(waiting)}: wait until their node has answered"
        )


def _without(notice: Notice, names: Collection[str]) -> Notice:
    asks = tuple(blackened(each, names) for each in notice.asks)
    return replace(notice, title=blackened(notice.title, names), asks=asks)
