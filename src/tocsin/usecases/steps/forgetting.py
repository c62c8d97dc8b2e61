"""Forgetting: what has to go so that a claim, or a person, is gone; and what it has been passed on to.

Where a report was made of a warning that a counterpart sent us, the words go from the warning too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.domain.claim import Claim
from tocsin.domain.entity import Entity
from tocsin.domain.errors import NotFoundError
from tocsin.domain.ids import AccountId, MessageId, ReportId
from tocsin.domain.logbook import Act, Operation
from tocsin.domain.report import Report, Span
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import erasure, logbook, persons, standing, taint, titles, unmaking
from tocsin.usecases.steps.standing import Dossier
from tocsin.usecases.steps.taint import Built
from tocsin.usecases.steps.titles import Covered


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What goes of a counterpart's notice: these claims of it, or everything."""

    found: Dossier
    names: frozenset[str] | None

    @property
    def messages(self) -> tuple[MessageId, ...]:
        """The messages that hold any of it."""
        alerts = [held for held, alert in self.found.alerts if self._is_in(each.name for each in alert.claims)]
        corrections = [
            held for held, said in self.found.corrections if self._is_in(each.by.name for each in said.replaced)
        ]
        return tuple(each.id for each in (*alerts, *corrections))

    @property
    def goes(self) -> frozenset[str]:
        """The claims that go, by their sender's names for them."""
        return frozenset(self.found.claims) if self.names is None else self.names

    def _is_in(self, names: Iterable[str]) -> bool:
        return self.names is None or not self.names.isdisjoint(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doomed:
    """What goes: claims, the places of their reports, the words of counterparts; and who has been told."""

    built: Built
    spans: dict[ReportId, tuple[Span, ...]]
    people: tuple[Entity, ...] = ()
    received: tuple[Received, ...] = ()


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
    built = taint.made_of(tx, doomed, reports)
    return Doomed(built=built, spans=spans, people=tuple(people), received=_received(tx, reports, spans))


def of_report(tx: Transaction, report: ReportId) -> Doomed:
    """Return what goes with a whole report."""
    held = tx.reports.get(report)
    built = taint.made_of(tx, tx.claims.where(report=report), (held,))
    spans = {report: unmaking.whole(held)}
    return Doomed(built=built, spans=spans, received=_received(tx, (held,), spans))


def of_told(tx: Transaction, message: MessageId, claims: Iterable[str]) -> Doomed:
    """Return what goes with claims of a counterpart, by its names for them; and what we made of them here."""
    held = tx.incoming.get(message)
    found = standing.dossier(tx, held.counterpart, held.notice)
    names = frozenset(each for claim in claims for each in found.lineage(claim))
    if not names & set(found.claims):
        raise NotFoundError(f"{message[:12]} tells no such claim, or it is gone")
    built = taint.built_on(tx, found, names)
    words = taint.sentences(found, names)
    spans = {report.id: taint.places(report.document.text, words) for report in built.reports}
    return Doomed(built=built, spans=spans, received=(Received(found=found, names=names),))


def of_people(tx: Transaction, people: Sequence[Entity], claims: Iterable[Claim] = ()) -> Doomed:
    """Return what goes with people: claims in which they stand, or else named, and their names wherever they stand."""
    left = (each for each in claims if tx.claims.find(each.id) is not None)
    return of_claims(tx, [*persons.claims_about(tx, people), *left], people)


def forget(node: Node, tx: Transaction, doomed: Doomed, *, by: AccountId | None, why: str, case: str) -> Covered:
    """Destroy it here, with the keys it was kept under; the journal tells that it was done, and no word of it.

    Return where the names of people were covered who are to be forgotten.
    """
    messages = [each for received in doomed.received for each in received.messages]
    objects = (*(report.id for report in doomed.built.reports), *messages)
    people = tuple(each.id for each in doomed.people)
    act = Act(by=by, why=why, claims=doomed.built.claims, objects=objects, people=people, case=case)
    logbook.enter(node, tx, Operation.ERASURE, act)
    names = frozenset(name for each in doomed.people for name in persons.names_of(tx, each))
    covered = titles.blacken(node, tx, names)
    unmaking.unmake_at(node, tx, doomed.built, doomed.spans)
    for each in doomed.received:
        erasure.erase(node, tx, each.found, each.names)
    titles.blacken_reports(tx, names, doomed.built.reports)
    return covered


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


def _received(
    tx: Transaction, reports: Iterable[Report], spans: Mapping[ReportId, tuple[Span, ...]]
) -> tuple[Received, ...]:
    """Return what stands at these places of the warnings from which the reports were taken over."""
    found = []
    for report in reports:
        if report.taken_from is None:
            continue
        held = tx.incoming.get(report.taken_from)
        dossier = standing.dossier(tx, held.counterpart, held.notice)
        text, gone = report.document.text, spans[report.id]
        names = frozenset(
            name
            for name in dossier.claims
            if any(at.overlaps(span) for at in taint.places(text, taint.sentences(dossier, [name])) for span in gone)
        )
        if names:
            found.append(Received(found=dossier, names=None if gone == unmaking.whole(report) else names))
    return tuple(found)
