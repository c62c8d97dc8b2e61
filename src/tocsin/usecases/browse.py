"""Browse: what people look at. Nothing here decides or changes anything."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, product

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Claim, Review
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import MAIL, Delivery
from tocsin.domain.duty import Concern, concerns
from tocsin.domain.entity import Entity
from tocsin.domain.errors import ConflictError
from tocsin.domain.exchange import InboxState, Incoming
from tocsin.domain.gate import Case, Gate
from tocsin.domain.ids import AccountId, MessageId, NoticeId, ReportId, TearlineId
from tocsin.domain.notice import Notice
from tocsin.domain.recall import Mark
from tocsin.domain.report import Report
from tocsin.domain.task import Act, Task
from tocsin.domain.tearline import Tearline
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import (
    duty_tasks,
    law_tasks,
    logbook,
    notice_tasks,
    recall_tasks,
    release_tasks,
    reviewing,
    scene,
)
from tocsin.usecases.steps.standing import NOT_TO_BE_ANSWERED, RECALLS, WARNINGS, marks
from tocsin.usecases.steps.trust_tasks import trust_tasks
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.receipt import Reason, Verdict, claimed

ON_A_PAGE = 100  # rows of the inbox


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report with everything that was read in it."""

    report: Report
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    concerns: tuple[Concern, ...]  # on claims that are neither rejected nor superseded: provisional


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """A notice with its claims, and how it stands with each counterpart."""

    notice: Notice
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    tearlines: tuple[Tearline, ...]
    deliveries: tuple[Delivery, ...]
    gates: tuple[Gate, ...]  # what was weighed, and holds or waits for a second person
    cases: Mapping[str, Case]  # by country: why a gate stands, and for whom


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxItem:
    """A message that came in, from outside: what it says is shown by `answers.open_warning`, which is recorded."""

    incoming: Incoming
    counterpart: Counterpart
    is_warning: bool  # and not kept aside, nor erased
    is_recall: bool = False  # it ends a warning, puts it right, or takes it back
    marks: tuple[Mark, ...] = ()  # what has become of the warning since
    answer_by: datetime | None = None
    reason: Reason | None = None  # why it was kept aside


def now(node: Node, actor: Actor) -> tuple[Task, ...]:
    """Return everything that waits for a person, the most urgent first; what has no clock comes last."""
    actor.require(*Role)
    with node.store.read() as tx:
        tasks = [
            *_inbox_tasks(tx),
            *recall_tasks.asked_of_us(tx),
            *recall_tasks.onward(tx),
            *_report_tasks(tx),
            *reviewing.tasks(node, tx),
            *notice_tasks.of_notices(node, tx),
            *notice_tasks.of_deliveries(node, tx),
            *trust_tasks(node, tx),
            *duty_tasks.of_inquiries(tx),
            *law_tasks.tasks(tx),
            *duty_tasks.of_the_roster(tx, actor),
            *release_tasks.of_acts(tx),
        ]
        tasks = [duty_tasks.with_called(tx, each, node.clock.now()) for each in tasks]
    return tuple(sorted(tasks, key=lambda task: (task.due is None, task.due, task.act, task.subject)))


def reports(node: Node, actor: Actor) -> tuple[Report, ...]:
    """Return every report, the oldest first."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.reports.where()


def report(node: Node, actor: Actor, *, report: ReportId) -> ReportView:
    """Return a report with the concerns that its claims would raise, to whom said why: `processing.consult`."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        held = tx.reports.get(report)
        logbook.require_open(node, tx, actor.account, report)
        entities, claims = tx.entities.where(report=report), tx.claims.where(report=report)
    live = [claim for claim in claims if claim.review in {Review.DRAFT, Review.CONFIRMED}]
    return ReportView(report=held, entities=entities, claims=claims, concerns=concerns(live, entities))


def notice(node: Node, actor: Actor, *, notice: NoticeId) -> NoticeView:
    """Return a notice and how it stands with each counterpart, to whom said why: `processing.consult_notice`."""
    actor.require(*Role)
    with node.store.read() as tx:
        held = tx.notices.get(notice)
        logbook.require_notice_open(node, tx, actor.account, held)
        view = scene.load(node, tx, held)
        return NoticeView(
            notice=view.notice,
            claims=view.claims,
            entities=tuple(view.entities.values()),
            tearlines=tx.tearlines.where(notice=notice),
            deliveries=tx.deliveries.where(notice=notice),
            gates=(*view.gates.values(), *view.gates_waiting.values()),
            cases=view.cases,
        )


def tearline(node: Node, actor: Actor, *, tearline: TearlineId) -> Tearline:
    """Return a tearline as it was written."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        held = tx.tearlines.get(tearline)
        logbook.require_notice_open(node, tx, actor.account, tx.notices.get(held.notice))
        return held


def letter(node: Node, actor: Actor, *, delivery: str) -> str:
    """Return the text of a delivery, as a person approved or sent it."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        held = tx.deliveries.get(delivery)
        if held.notice is not None:
            logbook.require_notice_open(node, tx, actor.account, tx.notices.get(held.notice))
        if held.recall is not None:
            return tx.recalls.get(held.recall).text
        if held.tearline is None:
            raise ConflictError("this delivery has no letter")
        return tx.tearlines.get(held.tearline).text


def outbox(node: Node, actor: Actor) -> tuple[Delivery, ...]:
    """Return every delivery, alerts and answers, the oldest first; no drills, and nothing nodes send by themselves."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.deliveries.where(purpose=MAIL)


def inbox(node: Node, actor: Actor) -> tuple[InboxItem, ...]:
    """Return every warning that came in, and what was kept aside; without opening any."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tuple(_item(tx, each) for each in tx.incoming.where() if _is_for_people(each))


def inbox_page(node: Node, actor: Actor, *, before: str | None = None) -> tuple[InboxItem, ...]:
    """Return the newest of them, or those before that one, the newest first: as many as a page has."""
    actor.require(*Role)
    with node.store.read() as tx:
        found = (each for each in _from_newest(tx, before) if _is_for_people(each))
        return tuple(_item(tx, each) for each in islice(found, ON_A_PAGE))


def inbox_item(node: Node, actor: Actor, *, message: MessageId) -> InboxItem:
    """Return one message that came in; reading a warning is `answers.open_warning`."""
    actor.require(*Role)
    with node.store.read() as tx:
        return _item(tx, tx.incoming.get(message))


def people(node: Node, actor: Actor) -> dict[AccountId, str]:
    """Return what everybody is called, so that a record can say who did something."""
    actor.require(*Role)
    with node.store.read() as tx:
        return {account.id: account.name for account in tx.accounts.where()}


def _from_newest(tx: Transaction, before: str | None) -> Iterator[Incoming]:
    while part := tx.incoming.newest(ON_A_PAGE, before=before):
        yield from part
        before = part[-1].id


def _is_for_people(incoming: Incoming) -> bool:
    return incoming.kind in WARNINGS | RECALLS or incoming.verdict != Verdict.STORED


def _item(tx: Transaction, incoming: Incoming) -> InboxItem:
    is_stored = incoming.verdict == Verdict.STORED
    is_warning = is_stored and incoming.kind in WARNINGS
    return InboxItem(
        incoming=incoming,
        counterpart=tx.counterparts.get(incoming.counterpart),
        is_warning=is_warning and bool(incoming.body),
        is_recall=is_stored and incoming.kind in RECALLS,
        marks=marks(tx, incoming) if is_warning else (),
        answer_by=read_alert(incoming.body).answer_by if is_warning and incoming.body else None,
        reason=None if is_stored else claimed(incoming.receipt).reason,
    )


_INBOX_ACTS = {
    InboxState.NEW: Act.READ_WARNING,
    InboxState.OPENED: Act.ACKNOWLEDGE,
    InboxState.ACKNOWLEDGED: Act.RESPOND,
}


def _inbox_tasks(tx: Transaction) -> Iterator[Task]:
    for (state, act), kind in product(_INBOX_ACTS.items(), sorted(WARNINGS)):
        yield from _acts_on(tx, act, tx.incoming.where(kind=kind, state=state))


def _acts_on(tx: Transaction, act: Act, found: Iterable[Incoming]) -> Iterator[Task]:
    for incoming in found:
        item = _item(tx, incoming)
        if not item.is_warning or set(item.marks) & NOT_TO_BE_ANSWERED:
            continue
        waits = item.counterpart.agreement.acknowledge_within[incoming.urgency]
        due = item.answer_by if act is Act.RESPOND else incoming.received_at + waits
        yield Task(act=act, due=due, subject=incoming.id, title=item.counterpart.name, detail=incoming.urgency)


def _report_tasks(tx: Transaction) -> Iterator[Task]:
    for held in tx.reports.where(waits=True):
        if any(claim.review is not Review.DRAFT for claim in tx.claims.where(report=held.id)):
            continue
        if tx.claims.where(report=held.id, review=Review.DRAFT):
            yield Task(act=Act.REVIEW_REPORT, due=None, subject=held.id, title=held.name)
