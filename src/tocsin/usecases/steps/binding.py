"""Binding: on what terms we hold what a counterpart told us, who of us may read it, and what may be done on it."""

from collections.abc import Iterator
from dataclasses import replace

from tocsin.domain.actor import Actor
from tocsin.domain.claim import Claim
from tocsin.domain.errors import RefusedError
from tocsin.domain.exchange import Incoming
from tocsin.domain.letter import Handling
from tocsin.domain.marking import UNMARKED, Marking
from tocsin.domain.report import Document
from tocsin.domain.terms import Bar, Use, marking_of
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import standing, taint
from tocsin.vocabulary.tlp import Tlp, narrowest
from tocsin.wire.bodies.alert import Alert, read_alert
from tocsin.wire.bodies.recall import read_correction
from tocsin.wire.message import Kind

_WHY = {
    Bar.NOTHING: "its marking lets nothing be done on it: an update of its sender can",
    Bar.ASK: "its marking says that its sender is asked before anything is done on it: an update can allow it",
    Bar.NOTICED: "others could notice that, and its marking forbids it: an update of its sender can allow it",
    Bar.NOTIFY: "its marking forbids to tell those whom it endangers: ask its sender",
    Bar.COURT: "its marking (H1) keeps it out of judicial proceedings: ask its sender",
}


def handling(tx: Transaction, held: Incoming) -> Handling:
    """Return the conditions in force for a warning: those of its newest version."""
    alerts = [alert for _, alert in standing.dossier(tx, held.counterpart, held.notice).alerts]
    return max(alerts, key=lambda each: each.version).handling


def missed(tx: Transaction, actor: Actor, held: Incoming) -> tuple[str, ...]:
    """Return the readers whom TLP:RED names where this person is none of them; nobody where they may read."""
    names = {actor.name, *(role.replace("-", " ") for role in actor.roles)}
    for each in _handlings(tx, held):
        if not each.terms.are_for(names):
            return each.terms.readers
    return ()


def require_reader(tx: Transaction, actor: Actor, held: Incoming) -> None:
    """Raise `RefusedError` where TLP:RED names others."""
    if missed(tx, actor, held):
        raise RefusedError("TLP:RED: it is for the persons it names alone, and you are none of them")


def require_use(tx: Transaction, held: Incoming, use: Use) -> None:
    """Raise `RefusedError` where the marking forbids something."""
    bar = handling(tx, held).terms.bars(use)
    if bar is not None:
        raise RefusedError(_WHY[bar])


def require_kept(tx: Transaction, claim: Claim, marking: Marking) -> None:
    """Raise `RefusedError` where a claim that a counterpart told us would be marked more freely than it came."""
    report = tx.reports.find(claim.report) if claim.report is not None else None
    held = tx.incoming.find(report.taken_from) if report is not None and report.taken_from is not None else None
    if report is None or held is None or not held.body or marking == UNMARKED:
        return
    came = marking_as_told(claim, report.document, read_alert(held.body), tx.counterparts.get(held.counterpart).name)
    if not _unread(marking).within(came):
        raise RefusedError("a counterpart told us this on stricter terms: keep them, and mark it as narrowly or more")


def marking_as_told(claim: Claim, document: Document, alert: Alert, sender: str) -> Marking:
    """Mark a claim as the sentences it rests on are, the narrowest first; as the whole where none is found."""
    labels = [told.tlp for told in alert.claims if taint.rests_on(claim, taint.places(document.text, [told.says]))]
    tlp = narrowest(*(labels or [alert.handling.tlp]))
    return marking_of(alert.handling.terms, tlp, sender=sender)


def require_for_all(tx: Transaction, held: Incoming) -> None:
    """Raise `RefusedError` where it is for named persons: a report of it could be read by others here."""
    if handling(tx, held).tlp is Tlp.RED:
        raise RefusedError("TLP:RED stays with those it names: a report of it could be read by others here")


def _handlings(tx: Transaction, held: Incoming) -> Iterator[Handling]:
    """Of the newest version of a warning, and of a correction its own."""
    if standing.dossier(tx, held.counterpart, held.notice).alerts:
        yield handling(tx, held)
    if held.kind == Kind.CORRECTION and held.body:
        yield read_correction(held.body).handling


def _unread(marking: Marking) -> Marking:
    return replace(marking, restrictions=frozenset(replace(each, read_by=None) for each in marking.restrictions))
