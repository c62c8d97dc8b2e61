"""Unmaking: what was built on erased words is destroyed with them, and what is left of it still holds together.

Where a whole report goes, its record stays, empty. Where one sentence goes, as many letters stand in its place, so that
every other quote is still where its claim says it is.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace

from tocsin.domain.blackening import BLANK
from tocsin.domain.claim import Claim, Event
from tocsin.domain.entity import Entity
from tocsin.domain.ids import ClaimId, EntityId, NoticeId, ReportId
from tocsin.domain.report import Document, Report, Span
from tocsin.domain.tearline import Tearline
from tocsin.ports.node import Node
from tocsin.ports.store import Original, Transaction
from tocsin.usecases.steps import holdings, journal, taint
from tocsin.usecases.steps.erasure import GONE, without
from tocsin.usecases.steps.taint import Built
from tocsin.wire.bodies.alert import Alert, alert_bytes, read_alert
from tocsin.wire.message import Kind


def unmake(node: Node, tx: Transaction, built: Built, words: Collection[str] | None) -> None:
    """Destroy the claims built on these sentences (all where None), our reports of them, what we wrote to others."""
    spans = {
        report.id: whole(report) if words is None else taint.places(report.document.text, words)
        for report in built.reports
    }
    unmake_at(node, tx, built, spans)


def unmake_at(node: Node, tx: Transaction, built: Built, spans: Mapping[ReportId, tuple[Span, ...]]) -> None:
    """Destroy claims, what we wrote to others of them, and what stands at these places of their reports."""
    ids = {claim.id for claim in built.claims}
    for notice in built.notices:
        _unwrite(tx, notice.id, ids)
    for claim in built.claims:
        tx.claims.remove(claim.id)
        journal.record(node, tx, "claim.erased", claim=claim.id)
    for report in built.reports:
        _blank(node, tx, report, spans[report.id])


def whole(report: Report) -> tuple[Span, ...]:
    """Return all of a report's text."""
    text = report.document.text
    return (Span(start=0, end=len(text), text=text),)


def _blank(node: Node, tx: Transaction, report: Report, spans: tuple[Span, ...]) -> None:
    text = report.document.text
    for span in spans:
        text = text[: span.start] + BLANK * len(span.text) + text[span.end :]
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    kept = Document(text=text, sha256=digest, text_sha256=digest, language=report.document.language)
    tx.reports.put(replace(report, document=kept, erased_at=node.clock.now()))
    tx.originals.put(Original(id=report.id, data=data))
    left = [_reread(_without_grounds(claim, spans), text) for claim in tx.claims.where(report=report.id)]
    for claim in left:
        tx.claims.put(claim)
    named = {entity for claim in left for entity in claim.entities}
    for entity in tx.entities.where(report=report.id):
        _forget(tx, entity, spans, named)
    journal.record(node, tx, "report.erased", report=report.id)


def _without_grounds(claim: Claim, spans: Iterable[Span]) -> Claim:
    """A ground shows the words that a reader went by; those that are gone show nothing any more."""
    kept = (each for each in claim.grounds if not any(word.overlaps(span) for word in each.words for span in spans))
    return replace(claim, grounds=tuple(kept))


def _reread(claim: Claim, text: str) -> Claim:
    """Take the quotes of a claim from the text as it stands now, so that they show nothing that is gone from it."""
    content = claim.content
    return replace(
        claim,
        evidence=tuple(_again(span, text) for span in claim.evidence),
        attribution=tuple(replace(hop, quote=_again(hop.quote, text)) for hop in claim.attribution),
        content=replace(content, trigger=_again(content.trigger, text)) if isinstance(content, Event) else content,
    )


def _again(span: Span, text: str) -> Span:
    return replace(span, text=text[span.start : span.end])


def _forget(tx: Transaction, entity: Entity, spans: Collection[Span], named: Collection[EntityId]) -> None:
    """Forget the mentions that are gone; and the entity, where none is left and no claim is about it."""
    mentions = tuple(each for each in entity.mentions if not any(each.span.overlaps(span) for span in spans))
    if not mentions and entity.id not in named:
        tx.entities.remove(entity.id)
    elif mentions != entity.mentions:
        texts = [each.span.text for each in mentions] or [GONE]
        name = entity.name if entity.name in texts else texts[0]
        tx.entities.put(replace(entity, mentions=mentions, name=name))


def _unwrite(tx: Transaction, notice: NoticeId, ids: Set[ClaimId]) -> None:
    """Take the words out of what we wrote for others. Whoever still holds them keeps it from being erased here."""
    for tearline in tx.tearlines.where(notice=notice):
        if not ids & set(tearline.claims) or not tearline.body:
            continue
        kept = _kept(tx, tearline, ids)
        tx.tearlines.put(
            replace(tearline, body=b"" if kept is None else alert_bytes(kept), text=GONE if kept is None else kept.text)
        )
        for sent in tx.deliveries.where(notice=notice):
            if sent.tearline == tearline.id and (outgoing := tx.outgoing.find(sent.id)) is not None:
                tx.outgoing.put(replace(outgoing, signed=b"", envelope=b""))
    for recall in tx.recalls.where(notice=notice):
        if not recall.claims or ids & set(recall.claims):
            tx.recalls.put(replace(recall, text=GONE))


def _kept(tx: Transaction, tearline: Tearline, ids: Set[ClaimId]) -> Alert | None:
    """Return what is left of a tearline; of a correction, nothing: its text tells the old and the new."""
    if tearline.kind == Kind.CORRECTION:
        return None
    alert = read_alert(tearline.body)
    told = holdings.by_id(tx, tearline.counterpart, alert.claims)
    return without(alert, {each.name for claim, each in told.items() if claim in ids})
