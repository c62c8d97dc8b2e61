"""Origins: which counterpart told us a claim, and under which names; its consent is asked before others are told."""

from collections.abc import Iterable

from tocsin.domain.claim import Claim
from tocsin.domain.consent import Origin
from tocsin.domain.exchange import Incoming
from tocsin.domain.ids import ClaimId, ReportId
from tocsin.domain.report import Report, ReportKind
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import standing, taint
from tocsin.usecases.steps.standing import Dossier
from tocsin.vocabulary.source import SourceType
from tocsin.vocabulary.tlp import Tlp, narrowest


def origins(tx: Transaction, claims: Iterable[Claim]) -> dict[ClaimId, Origin]:
    """Find who told us these claims; what is our own has no origin here."""
    by_report: dict[ReportId, list[Claim]] = {}
    for claim in claims:
        if claim.report is not None:
            by_report.setdefault(claim.report, []).append(claim)
    found: dict[ClaimId, Origin] = {}
    for name, rested in by_report.items():
        report = tx.reports.find(name)
        if report is not None and report.taken_from is not None:
            held = tx.incoming.get(report.taken_from)
            told = standing.dossier(tx, held.counterpart, held.notice)
            found |= {claim.id: _origin(claim, report, held, told) for claim in rested}
    return found


def source_types(tx: Transaction, claims: Iterable[Claim]) -> dict[ClaimId, SourceType]:
    """Say of what type the source of each claim is."""
    told = [(claim.id, claim.report) for claim in claims if claim.report is not None]
    found = {report: tx.reports.find(report) for _, report in told}
    return {claim: _type_of(report) for claim, name in told if (report := found[name]) is not None}


def _type_of(report: Report) -> SourceType:
    if report.taken_from is not None:
        return SourceType.PARTNER
    return SourceType.NOTE if report.kind is ReportKind.NOTE else SourceType.DOCUMENT


def _origin(claim: Claim, report: Report, held: Incoming, found: Dossier) -> Origin:
    text, told = report.document.text, found.claims
    rested_on = {name for name, each in told.items() if taint.rests_on(claim, taint.places(text, [each.says]))}
    names = rested_on or set(told)  # where its sentence is not found, all that they told us is asked about
    return Origin(
        counterpart=held.counterpart,
        notice=held.notice or "",
        names=frozenset(names),
        is_free=narrowest(*(told[name].tlp for name in names)) is Tlp.CLEAR and not _is_asked(found),
    )


def _is_asked(found: Dossier) -> bool:
    """Say whether any version of it, or any correction, asks for consent before others are told."""
    alerts = [alert.handling for _, alert in found.alerts]
    corrections = [correction.handling for _, correction in found.corrections]
    return any(each.terms.ask_first for each in (*alerts, *corrections))
