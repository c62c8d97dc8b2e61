"""Forgetting: what has to go so that a claim, or a person, is gone; and what it has been passed on to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.domain.claim import Claim
from tocsin.domain.entity import Entity
from tocsin.domain.ids import AccountId, ReportId
from tocsin.domain.logbook import Act, Operation
from tocsin.domain.report import Report, Span
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import logbook, persons, taint, unmaking
from tocsin.usecases.steps.taint import Built


@dataclass(frozen=True, slots=True, kw_only=True)
class Doomed:
    """What goes: claims, and the places of their reports; and who has been told."""

    built: Built
    spans: dict[ReportId, tuple[Span, ...]]
    people: tuple[Entity, ...] = ()


def of_claims(tx: Transaction, claims: Iterable[Claim], people: Sequence[Entity] = ()) -> Doomed:
    """Return what goes with claims: what they replaced or were replaced by, and the words nobody else rests on."""
    doomed = _with_history(tx, claims)
    reports = _reports(tx, [*(claim.report for claim in doomed), *(entity.report for entity in people)])
    gone = {claim.id for claim in doomed}
    spans: dict[ReportId, tuple[Span, ...]] = {}
    for report in reports:
        stays = [claim for claim in tx.claims.where(report=report.id) if claim.id not in gone]
        quotes = [span for claim in doomed if claim.report == report.id for span in claim.evidence]
        names = [each.span for entity in people if entity.report == report.id for each in entity.mentions]
        alone = [span for span in quotes if not any(taint.rests_on(claim, [span]) for claim in stays)]
        spans[report.id] = tuple(dict.fromkeys([*alone, *names]))
    return Doomed(built=taint.made_of(tx, doomed, reports), spans=spans, people=tuple(people))


def of_report(tx: Transaction, report: ReportId) -> Doomed:
    """Return what goes with a whole report."""
    held = tx.reports.get(report)
    built = taint.made_of(tx, tx.claims.where(report=report), (held,))
    return Doomed(built=built, spans={report: unmaking.whole(held)})


def of_people(tx: Transaction, people: Sequence[Entity]) -> Doomed:
    """Return what goes with people: every claim in which they stand, and their names wherever they are mentioned."""
    return of_claims(tx, persons.claims_about(tx, people), people)


def forget(node: Node, tx: Transaction, doomed: Doomed, *, by: AccountId | None, why: str, case: str) -> None:
    """Destroy it here, with the keys it was kept under; the journal tells that it was done, and no word of it."""
    objects = tuple(report.id for report in doomed.built.reports)
    people = tuple(each.id for each in doomed.people)
    act = Act(by=by, why=why, claims=doomed.built.claims, objects=objects, people=people, case=case)
    logbook.enter(node, tx, Operation.ERASURE, act)
    unmaking.unmake_at(node, tx, doomed.built, doomed.spans)


def _with_history(tx: Transaction, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    found = {claim.id: claim for claim in claims}
    for report in dict.fromkeys(claim.report for claim in found.values()):
        held = tx.claims.where(report=report)
        for _ in held:  # a chain is no longer than the claims there are
            size = len(found)
            earlier = {claim.supersedes for claim in found.values()}
            found |= {each.id: each for each in held if each.id in earlier or each.supersedes in found}
            if len(found) == size:
                break
    return tuple(found.values())


def _reports(tx: Transaction, ids: Iterable[ReportId | None]) -> tuple[Report, ...]:
    return tuple(tx.reports.get(each) for each in dict.fromkeys(ids) if each is not None)
