"""Now: everything that waits for a person, by the clock, each with the page on which it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from litestar import get

from tocsin.domain.actor import Role
from tocsin.domain.breach import Nature
from tocsin.domain.inquiry import Haste
from tocsin.domain.task import Act, Task
from tocsin.surfaces.console.anchors import concern_anchor, gate_anchor, party_anchor
from tocsin.surfaces.console.visit import Asked, Page, Visit
from tocsin.surfaces.console.words import OWED, URGENCY
from tocsin.usecases import browse, counterparts
from tocsin.vocabulary.duty import Reason
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind

SOON = timedelta(hours=1)
_WORKERS = frozenset({Role.ANALYST, Role.RELEASING_OFFICER})
_RELEASERS = frozenset({Role.RELEASING_OFFICER})
_DECIDERS = frozenset({Role.ADMINISTRATOR, Role.RELEASING_OFFICER})
_LAWYERS = frozenset({Role.RELEASING_OFFICER, Role.AUDITOR})
WHO: Mapping[Act, frozenset[Role]] = {
    Act.READ_WARNING: _WORKERS,
    Act.ACKNOWLEDGE: _WORKERS,
    Act.RESPOND: _WORKERS,
    Act.REVIEW_REPORT: _WORKERS,
    Act.DECIDE: _WORKERS,
    Act.WEIGH_GATE: _RELEASERS,
    Act.APPROVE_GATE: _RELEASERS,
    Act.ASK: _WORKERS,
    Act.APPROVE_WAIVER: _RELEASERS,
    Act.PREVIEW: _WORKERS,
    Act.APPROVE: _RELEASERS,
    Act.HAND_OVER: _WORKERS,
    Act.CHASE: _WORKERS,
    Act.MEND_DELIVERY: _WORKERS,
    Act.ANSWER_RECALL: _WORKERS,
    Act.TAKE_BACK: _RELEASERS,
    Act.CORRECT: _WORKERS,
    Act.APPROVE_INQUIRY: _RELEASERS,
    Act.ANSWER_INQUIRY: _WORKERS,
    Act.ASK_CONSENT: _WORKERS,
    Act.ANSWER_CONSENT: _RELEASERS,
    Act.CONFIRM_EMERGENCY: _RELEASERS,
    Act.CONFIRM_LIFT: _RELEASERS,
    Act.REVIEW_MINIMUM: _RELEASERS,
    Act.REVIEW_EMERGENCY: _LAWYERS,
    Act.SEE_REDIRECT: _WORKERS,
    Act.SEE_STAND_IN: _WORKERS,
    Act.LOOK_AT_FORK: _DECIDERS,
    Act.ANSWER_SUBJECT: _LAWYERS,
    Act.REDRESS_SUBJECT: _LAWYERS,
    Act.FINISH_ERASURE: _LAWYERS,
    Act.REVIEW_DATA: _WORKERS,
    Act.RENEW_KEYS: frozenset({Role.ADMINISTRATOR}),
    Act.ASK_FOR_CARD: _DECIDERS,
    Act.ACCEPT_CARD: _DECIDERS,
    Act.TELL_AUTHORITY: _LAWYERS,
    Act.NOTIFY_CONTRACT: _DECIDERS,
    Act.HEAR_AUTHORITY: _LAWYERS,
    Act.TELL_OF_DIRECT: _LAWYERS,
    Act.COMPARE_FINGERPRINTS: _DECIDERS,
}


# Page and form where something is done; what is not here is done at a place of its own on the duty board.
FORMS: Mapping[Act, tuple[str, str]] = {
    Act.READ_WARNING: ("inbox", "read-warning"),
    Act.ACKNOWLEDGE: ("inbox", "acknowledge"),
    Act.RESPOND: ("inbox", "respond"),
    Act.REVIEW_REPORT: ("reports", "claims"),
    Act.APPROVE: ("tearlines", "approve"),
    Act.HAND_OVER: ("outbox", "next"),
    Act.CHASE: ("outbox", "next"),
    Act.MEND_DELIVERY: ("outbox", "next"),
    Act.ANSWER_RECALL: ("recalls", "answer"),
    Act.LOOK_AT_FORK: ("counterparts", "fork"),
    Act.APPROVE_INQUIRY: ("inquiries", "approve"),
    Act.ANSWER_INQUIRY: ("inquiries", "answer"),
    Act.ANSWER_CONSENT: ("consents", "answer"),
    Act.CONFIRM_EMERGENCY: ("emergencies", "confirm"),
    Act.CONFIRM_LIFT: ("protections", "confirm"),
    Act.REVIEW_MINIMUM: ("tearlines", "night"),
    Act.REVIEW_EMERGENCY: ("emergencies", "review"),
    Act.SEE_REDIRECT: ("outbox", "redirect"),
    Act.SEE_STAND_IN: ("inbox", "stand-in"),
    Act.ANSWER_SUBJECT: ("requests", "answer"),
    Act.REDRESS_SUBJECT: ("requests", "left"),
    Act.FINISH_ERASURE: ("erasures", "errands"),
    Act.REVIEW_DATA: ("reports", "claims"),
    Act.RENEW_KEYS: ("counterparts", "own"),
    Act.ASK_FOR_CARD: ("counterparts", "trust"),
    Act.ACCEPT_CARD: ("counterparts", "trust"),
    Act.NOTIFY_CONTRACT: ("counterparts", "agreement"),
    Act.TELL_OF_DIRECT: ("directs", "told"),
    Act.COMPARE_FINGERPRINTS: ("counterparts", "trust"),
}


LABELLED: Mapping[Act, type[Kind | Nature | Haste]] = {
    Act.ANSWER_RECALL: Kind,
    Act.TELL_AUTHORITY: Nature,
    Act.APPROVE_INQUIRY: Haste,
    Act.ANSWER_INQUIRY: Haste,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A task on the page. `href` is None where it waits for somebody with another role."""

    task: Task
    href: str | None
    waits_for: tuple[Role, ...]
    detail: str
    is_overdue: bool
    is_soon: bool


@get("/", sync_to_thread=True)
def now(visit: Asked) -> Page:
    """Show what waits, the most urgent first."""
    tasks = browse.now(visit.node, visit.actor)
    names = {each.name: each.id for each in counterparts.listing(visit.node, visit.actor)}
    at = visit.node.clock.now()
    rows = [_row(visit, task, names, at) for task in tasks]
    return visit.page(
        "now.html",
        rows=rows,
        overdue=sum(row.is_overdue for row in rows),
        watched="watch" in visit.query,
    )


def _row(visit: Visit, task: Task, names: Mapping[str, str], at: datetime) -> Row:
    may = WHO[task.act]
    return Row(
        task=task,
        href=_href(task, names) if visit.actor.roles & may else None,
        waits_for=tuple(role for role in Role if role in may),
        detail=_detail(visit, task),
        is_overdue=task.due is not None and task.due < at,
        is_soon=task.due is not None and at <= task.due < at + SOON,
    )


def _detail(visit: Visit, task: Task) -> str:
    """Write out what the task says of itself: a reason, an urgency, what is owed, or what went wrong."""
    detail = task.detail or ""
    match task.act:
        case Act.DECIDE | Act.WEIGH_GATE | Act.APPROVE_GATE | Act.ASK | Act.APPROVE_WAIVER:
            return visit.pages.label(Reason(detail.rpartition(":")[2]))
        case Act.READ_WARNING | Act.ACKNOWLEDGE | Act.RESPOND:
            return visit.pages.say(URGENCY[Urgency(detail)])
        case Act.CHASE:
            return visit.pages.say(OWED[detail])
        case _ if task.act in LABELLED:
            return visit.pages.label(LABELLED[task.act](detail))
        case _:
            return detail


def _href(task: Task, names: Mapping[str, str]) -> str:
    """Return the address of the form by which this is done."""
    if task.act in {Act.TELL_AUTHORITY, Act.HEAR_AUTHORITY}:
        return f"/files#{task.subject}"
    if task.act not in FORMS:
        return f"/notices/{task.subject}#{quote(_place(task, names))}"
    page, form = FORMS[task.act]
    return f"/{page}/{task.subject}".rstrip("/") + f"#{form}"


def _place(task: Task, names: Mapping[str, str]) -> str:
    """Return the place of a task's form on the duty board."""
    counterpart = names.get(task.counterpart or "")
    who = counterpart or task.counterpart or ""
    key = task.detail or ""
    if task.act in {Act.TAKE_BACK, Act.CORRECT}:
        return "recall"
    if task.act in {Act.PREVIEW, Act.ASK_CONSENT}:
        return party_anchor(who)
    if task.act in {Act.WEIGH_GATE, Act.APPROVE_GATE}:
        return gate_anchor(key.partition(":")[0], who)
    return concern_anchor(key, counterpart)
