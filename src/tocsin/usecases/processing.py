"""The journal of processing: a reason before a record is opened, and the auditor's searches."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import AccountId, NoticeId, ReportId, TearlineId
from tocsin.domain.logbook import Act, Entry, Operation
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import logbook, scene
from tocsin.usecases.steps.persons import Held, held_of

JOURNAL = "journal"
READERS = (Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)  # of what is said about people
SEARCHERS = frozenset({Role.AUDITOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What the auditor looks for; None: any. `whom` is a name, in whatever letters."""

    whom: str | None = None
    operation: Operation | None = None
    by: str | None = None  # the name of one of our people
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry, with the names of people and organisations that it has by their ids."""

    entry: Entry
    by: str | None
    recipient: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the auditor is shown: the entries, and of a person what is held, on what basis and until when."""

    held: tuple[Held, ...]
    rows: tuple[Row, ...]


def consult(node: Node, actor: Actor, *, report: ReportId, why: str) -> None:
    """Say why one looks at a report about people. It holds for some hours, and goes on record."""
    actor.require(*READERS)
    if not why.strip():
        raise InvalidError("say why you look at it: the reason goes into the journal")
    with node.store.begin() as tx:
        tx.reports.get(report)
        act = Act(by=actor.account, why=why, claims=tx.claims.where(report=report), objects=(report,), case=report)
        logbook.enter(node, tx, Operation.CONSULTATION, act)
        logbook.open_case(node, tx, actor.account, report)


def consult_notice(node: Node, actor: Actor, *, notice: NoticeId, why: str) -> None:
    """Say why one looks at a notice, its board and its tearlines: once in some hours."""
    actor.require(*Role)
    if not why.strip():
        raise InvalidError("say why you look at it: the reason goes into the journal")
    with node.store.begin() as tx:
        held = tx.notices.get(notice)
        act = Act(by=actor.account, why=why, claims=scene.claims_of(tx, held), objects=(notice,), case=notice)
        logbook.enter(node, tx, Operation.CONSULTATION, act)
        logbook.open_case(node, tx, actor.account, notice)


def may_look_at_notice(node: Node, actor: Actor, *, notice: NoticeId) -> bool:
    """Say whether somebody need not say (any more) why they look at a notice."""
    actor.require(*Role)
    with node.store.read() as tx:
        return logbook.is_notice_open(node, tx, actor.account, tx.notices.get(notice))


def notice_of(node: Node, actor: Actor, *, tearline: TearlineId) -> NoticeId:
    """Return the notice of a tearline: the case in which it is looked at."""
    actor.require(*READERS)
    with node.store.read() as tx:
        return tx.tearlines.get(tearline).notice


def may_look(node: Node, actor: Actor, *, report: ReportId) -> bool:
    """Say whether somebody has given a reason to look at a report, or took it in."""
    actor.require(*READERS)
    with node.store.read() as tx:
        return logbook.is_open(node, tx, actor.account, tx.reports.get(report).id)


def search(node: Node, actor: Actor, *, wanted: Search, why: str) -> Record:
    """Search the journal; that too is done for a reason, and goes on record."""
    actor.require(*SEARCHERS)
    if not why.strip():
        raise InvalidError("say why you search it: the reason goes into the journal")
    with node.store.begin() as tx:
        held = held_of(node, tx, wanted.whom) if wanted.whom is not None else ()
        about = frozenset(each.entity.id for each in held)
        rows = tuple(_row(tx, entry) for entry in tx.logbook.where() if _is_wanted(tx, entry, wanted, about))
        act = Act(by=actor.account, why=why, objects=(JOURNAL,), people=tuple(sorted(about)), case=JOURNAL)
        logbook.enter(node, tx, Operation.CONSULTATION, act)
    return Record(held=held, rows=rows)


def _is_wanted(tx: Transaction, entry: Entry, wanted: Search, about: frozenset[str]) -> bool:
    return (
        (wanted.whom is None or not about.isdisjoint(entry.people))
        and (wanted.operation is None or entry.operation is wanted.operation)
        and (wanted.by is None or _name(tx, entry.by) == wanted.by)
        and (wanted.since is None or entry.at >= wanted.since)
    )


def _row(tx: Transaction, entry: Entry) -> Row:
    to = tx.counterparts.find(entry.recipient) if entry.recipient is not None else None
    return Row(entry=entry, by=_name(tx, entry.by), recipient=to.name if to is not None else entry.recipient)


def _name(tx: Transaction, account: AccountId | None) -> str | None:
    found = tx.accounts.find(account) if account is not None else None
    return found.name if found is not None else account
