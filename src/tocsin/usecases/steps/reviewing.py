"""Reviewing: which claims about people are to be looked at again, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from tocsin.domain.claim import Claim, Review
from tocsin.domain.lawful import people
from tocsin.domain.task import Act, Task
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction

MOST = 1_000  # claims that one look at what waits counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A claim whose review date has come, and when it goes unless a person renews it."""

    claim: Claim
    review_on: date
    erased_on: date


def due(node: Node, tx: Transaction) -> tuple[Due, ...]:
    """Return the claims about people whose review date has come; of what nobody judged, that of its report's coming."""
    today, found = node.clock.now().date(), []
    for report in tx.reports.where():
        first = report.received_at.date() + node.law.review_after
        entities = {entity.id: entity for entity in tx.entities.where(report=report.id)}
        for claim in tx.claims.where(report=report.id):
            on = claim.personal.review_on if claim.personal is not None else first
            if on <= today and people(claim, entities):
                found.append(Due(claim=claim, review_on=on, erased_on=on + node.law.grace))
    return tuple(found)


def _waiting(node: Node, tx: Transaction) -> Iterator[Due]:
    """Those of them that a person can still renew, found without a look at everything that was ever kept."""
    today = node.clock.now().date()
    for claim in tx.claims.until(MOST, review_on=today):
        if claim.review_on is not None:
            yield Due(claim=claim, review_on=claim.review_on, erased_on=claim.review_on + node.law.grace)
    for report in tx.reports.where(waits=True):
        first = report.received_at.date() + node.law.review_after
        entities = {each.id: each for each in tx.entities.where(report=report.id)} if first <= today else {}
        for claim in tx.claims.where(report=report.id, review=Review.DRAFT) if first <= today else ():
            if claim.personal is None and people(claim, entities):
                yield Due(claim=claim, review_on=first, erased_on=first + node.law.grace)


def tasks(node: Node, tx: Transaction) -> Iterator[Task]:
    """What is to be reviewed, who is to be answered, and what an erasure leaves to people."""
    yield from _reviews(node, tx)
    for request in tx.requests.where():
        if request.closed_at is None:
            act = Act.ANSWER_SUBJECT if request.answer is None else Act.REDRESS_SUBJECT
            yield Task(act=act, due=request.due_at, subject=request.id, title=request.id)
    for erasure in tx.erasures.where(waits=True):
        yield Task(act=Act.FINISH_ERASURE, due=None, subject=erasure.id, title=erasure.id)


def _reviews(node: Node, tx: Transaction) -> Iterator[Task]:
    """One for each report with claims in force that are to be reviewed; its clock is the day on which they go."""
    waiting = list(_waiting(node, tx))
    for report in dict.fromkeys(each.claim.report for each in waiting):
        if report is None:
            continue
        goes = min(each.erased_on for each in waiting if each.claim.report == report)
        at = datetime.combine(goes, time(), UTC)
        yield Task(act=Act.REVIEW_DATA, due=at, subject=report, title=tx.reports.get(report).name)
