"""Notices: confirmed claims, gathered to be shared."""

from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Claim, Review
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import ClaimId, NoticeId, ReportId
from tocsin.domain.logbook import Act, Operation
from tocsin.domain.notice import Notice
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal, logbook, scene
from tocsin.vocabulary.urgency import Urgency

OPENED = "opened a notice on it"  # why whoever opens a notice looks at its claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person says of a notice they open; claims come from whole reports, or one by one."""

    title: str
    urgency: Urgency
    answer_by: datetime
    asks: tuple[str, ...] = ()
    reports: tuple[ReportId, ...] = ()
    claims: tuple[ClaimId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is different in a new version of a notice; what is not said stays as it was."""

    title: str = ""
    urgency: Urgency | None = None
    answer_by: datetime | None = None
    asks: tuple[str, ...] | None = None
    reports: tuple[ReportId, ...] = ()
    claims: tuple[ClaimId, ...] = ()  # put in besides
    without: tuple[ClaimId, ...] = ()


def open_notice(node: Node, actor: Actor, draft: Draft) -> Notice:
    """Gather the confirmed claims of reports, and single ones, into a notice. Unconfirmed ones stay behind."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    if not draft.title.strip():
        raise InvalidError("a notice needs a title, for our own eyes")
    if draft.answer_by <= node.clock.now():
        raise InvalidError("an answer cannot be due in the past")
    with node.store.begin() as tx:
        gathered = _gather(tx, draft)
        notice = Notice(
            id=NoticeId(node.entropy.identifier("n")),
            version=1,
            title=draft.title.strip(),
            claims=tuple(claim.id for claim in gathered),
            urgency=draft.urgency,
            asks=tuple(ask.strip() for ask in draft.asks if ask.strip()),
            answer_by=draft.answer_by,
            contact=node.organisation.contact,
            author=actor.account,
            opened_at=node.clock.now(),
        )
        tx.notices.add(notice)
        act = Act(by=actor.account, why=OPENED, claims=tuple(gathered), objects=(notice.id,), case=notice.id)
        logbook.enter(node, tx, Operation.CONSULTATION, act)
        logbook.open_case(node, tx, actor.account, notice.id)
        journal.record(node, tx, "notice.opened", notice=notice.id, version=1, by=actor.account)
    return notice


def update(node: Node, actor: Actor, *, notice: NoticeId, change: Change) -> Notice:
    """Make a new version of a notice: its claims as they are in force, with some added and some left out.

    It goes to nobody by itself. Decisions stand where they rest on the same claims; whoever holds the earlier version
    is sent this one only where it would tell them something new, and a second person approves it.
    """
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.notices.get(notice)
        held.require_open()
        claims = _in_force(tx, held, change)
        now = node.clock.now()
        answer_by = change.answer_by or held.answer_by
        if answer_by <= now:
            raise InvalidError("an answer cannot be due in the past: give the new version a new time")
        changed = replace(
            held,
            version=held.version + 1,
            title=change.title.strip() or held.title,
            claims=tuple(claim.id for claim in claims),
            urgency=change.urgency or held.urgency,
            asks=held.asks if change.asks is None else tuple(ask.strip() for ask in change.asks if ask.strip()),
            answer_by=answer_by,
            contact=node.organisation.contact,
            author=actor.account,
            opened_at=now,
        )
        tx.versions.add(held)
        tx.notices.put(changed)
        journal.record(node, tx, "notice.updated", notice=notice, version=changed.version, by=actor.account)
    return changed


def listing(node: Node, actor: Actor) -> tuple[Notice, ...]:
    """Return every notice, the oldest first."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.notices.where()


def _in_force(tx: Transaction, notice: Notice, change: Change) -> list[Claim]:
    there = [claim for claim in scene.claims_of(tx, notice) if claim.review is Review.CONFIRMED]
    found = {claim.id: claim for claim in (*there, *_gather(tx, change))}
    return [claim for claim in found.values() if claim.id not in change.without]


def _gather(tx: Transaction, draft: Draft | Change) -> list[Claim]:
    gathered = [claim for report in draft.reports for claim in tx.claims.where(report=tx.reports.get(report).id)]
    confirmed = {claim.id: claim for claim in gathered if claim.review is Review.CONFIRMED}
    for name in draft.claims:
        claim = tx.claims.get(name)
        if claim.review is not Review.CONFIRMED:
            raise ConflictError(f"{name} is {claim.review}: only confirmed claims can be shared")
        confirmed[claim.id] = claim
    return list(confirmed.values())
