"""Taint: what was built here on what a counterpart told us: from message to report, claims, notices and others.

The one link that is stored is that of a report taken over from a message; the rest follows from what is stored anyway.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tocsin.domain.claim import Claim
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.ids import ClaimId
from tocsin.domain.notice import Notice
from tocsin.domain.report import Report, Span
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import holdings
from tocsin.usecases.steps.standing import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """Somebody to whom we passed on what was built on it."""

    notice: Notice
    counterpart: Counterpart
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Everything that rests on certain words of a counterpart."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    notices: tuple[Notice, ...]
    onward: tuple[Onward, ...]
    under_way: tuple[Counterpart, ...]  # to whom words of it are still being carried


def built_on(tx: Transaction, found: Dossier, names: Collection[str] | None) -> Built:
    """Walk from a notice of theirs, or from single claims of it, to what was made of them here and passed on."""
    reports = tuple(each for held in found.warnings for each in tx.reports.where(taken_from=held.id))
    words = None if names is None else sentences(found, names)
    claims = tuple(
        claim
        for report in reports
        for claim in tx.claims.where(report=report.id)
        if words is None or rests_on(claim, places(report.document.text, words))
    )
    return made_of(tx, claims, reports)


def made_of(tx: Transaction, claims: tuple[Claim, ...], reports: tuple[Report, ...]) -> Built:
    """Walk from claims to the notices that gather them, and to whom they were passed on."""
    ids = {claim.id for claim in claims}
    notices = tuple(each for each in tx.notices.where() if ids & set(each.claims)) if ids else ()
    return Built(
        reports=reports,
        claims=claims,
        notices=notices,
        onward=tuple(_onward(tx, notices, ids)),
        under_way=tuple(_under_way(tx, notices, ids)),
    )


def sentences(found: Dossier, names: Collection[str]) -> tuple[str, ...]:
    """Return the words of claims, by the names their sender gave us."""
    return tuple(dict.fromkeys(each.says for name, each in found.claims.items() if name in names))


def places(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Return where sentences stand in a text."""
    spans = []
    for each in words:
        at = text.find(each)
        while at >= 0:
            spans.append(Span(start=at, end=at + len(each), text=each))
            at = text.find(each, at + len(each))
    return tuple(spans)


def rests_on(claim: Claim, spans: Iterable[Span]) -> bool:
    """Say whether a claim has some of its evidence, or of who says so, in one of these places."""
    own = [*claim.evidence, *(hop.quote for hop in claim.attribution)]
    return any(each.overlaps(span) for each in own for span in spans)


def _onward(tx: Transaction, notices: Iterable[Notice], ids: set[ClaimId]) -> Iterable[Onward]:
    for notice in notices:
        for holding in holdings.of_notice(tx, notice.id).values():
            held = tuple(claim for claim in holding.claims if claim in ids)
            if held:
                yield Onward(notice=notice, counterpart=tx.counterparts.get(holding.counterpart), claims=held)


def _under_way(tx: Transaction, notices: Iterable[Notice], ids: set[ClaimId]) -> Iterable[Counterpart]:
    sent = (each for notice in notices for each in tx.deliveries.where(notice=notice.id) if each.is_under_way)
    for each in sent:
        if each.tearline is not None and ids & set(tx.tearlines.get(each.tearline).claims):
            yield tx.counterparts.get(each.counterpart)
