"""Notices: confirmed claims, gathered to be shared."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Claim, Review
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import ClaimId, NoticeId, ReportId
from tocsin.domain.notice import Notice
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal
from tocsin.vocabulary.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person says of a notice they open; claims come from whole reports, or one by one."""

    title: str
    urgency: Urgency
    answer_by: datetime
    asks: tuple[str, ...] = ()
    reports: tuple[ReportId, ...] = ()
    claims: tuple[ClaimId, ...] = ()


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
        journal.record(node, tx, "notice.opened", notice=notice.id, version=1, by=actor.account)
    return notice


def listing(node: Node, actor: Actor) -> tuple[Notice, ...]:
    """Return every notice, the oldest first."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.notices.where()


def _gather(tx: Transaction, draft: Draft) -> list[Claim]:
    gathered = [claim for report in draft.reports for claim in tx.claims.where(report=tx.reports.get(report).id)]
    confirmed = {claim.id: claim for claim in gathered if claim.review is Review.CONFIRMED}
    for name in draft.claims:
        claim = tx.claims.get(name)
        if claim.review is not Review.CONFIRMED:
            raise ConflictError(f"{name} is {claim.review}: only confirmed claims can be shared")
        confirmed[claim.id] = claim
    return list(confirmed.values())
