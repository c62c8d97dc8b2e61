"""A reading as JSON: the closed schema of docs/spec/reading.md and reading.schema.json."""

from collections.abc import Iterable, Sequence
from typing import Any

from tocsin.domain.claim import Attribute, AttributeKind, Attribution, Claim, Event
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity, Mention
from tocsin.domain.ground import Ground
from tocsin.domain.readers import Share
from tocsin.domain.reading import Reading
from tocsin.domain.report import Document, Span, Stretch

SCHEMA = "tocsin/reading/1"


def to_dict(reading: Reading, *, text: bool = True, grounds: bool = False) -> dict[str, Any]:
    """Write a reading as plain values; the report's text may be left out, and the grounds of every claim added."""
    said = _said(reading.attributes)
    return {
        "schema": SCHEMA,
        "report": _report(reading.document, text=text),
        "reader": reading.reader,
        "readers": [_share(share) for share in reading.shares or (_whole(reading),)],
        "unread_because": reading.unread_because,
        "entities": [_entity(entity, said.get(entity.id, ()), grounds=grounds) for entity in reading.entities],
        "attributes": [_attribute(claim) | _why(claim, grounds=grounds) for claim in reading.attributes],
        "events": [_event(claim) | _why(claim, grounds=grounds) for claim in reading.events],
        "concerns": [_concern(concern) for concern in reading.concerns],
    }


def _report(document: Document, *, text: bool) -> dict[str, Any]:
    report: dict[str, Any] = {
        "title": document.title,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
        "boilerplate": [_stretch(each) for each in document.boilerplate],
        "oddities": [
            {"kind": each.kind.value, "count": each.count, "places": [_stretch(place) for place in each.places]}
            for each in document.oddities
        ],
    }
    return report | ({"text": document.text} if text else {})


def _whole(reading: Reading) -> Share:
    """The share of a reader who read alone."""
    return Share(reader=reading.reader, claims=len(reading.claims))


def _share(share: Share) -> dict[str, Any]:
    return {
        "name": share.reader,
        "claims": share.claims,
        "dropped": [{"why": why.value, "count": count} for why, count in sorted(share.dropped.items())],
        "passages": share.passages,
        "failed": [{"why": why.value, "count": count} for why, count in sorted(share.failed.items())],
    }


def _stretch(stretch: Stretch) -> dict[str, int]:
    return {"start": stretch.start, "end": stretch.end}


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _said(attributes: Iterable[Claim]) -> dict[str, list[Attribute]]:
    """What is said of each entity; what is denied is left out."""
    found: dict[str, list[Attribute]] = {}
    for claim in attributes:
        if isinstance(claim.content, Attribute) and claim.status != "denied":
            found.setdefault(claim.content.entity, []).append(claim.content)
    return found


def _entity(entity: Entity, said: Sequence[Attribute], *, grounds: bool) -> dict[str, Any]:
    """An entity with the lists that its attributes amount to."""
    ages = _values(said, AttributeKind.AGE)
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "count": entity.count,
        "count_text": entity.count_text,
        "name": entity.name,
        "aliases": _values(said, AttributeKind.ALIAS),
        "nationalities": _values(said, AttributeKind.NATIONALITY),
        "origins": list(
            dict.fromkeys([*_values(said, AttributeKind.ORIGIN), *_values(said, AttributeKind.BIRTHPLACE)])
        ),
        "age": int(ages[0]) if ages and ages[0].isdigit() else None,
        "roles": [
            {"title": each.value, "organisation": each.organisation, "place": each.place}
            for each in said
            if each.kind is AttributeKind.ROLE
        ],
        "memberships": _values(said, AttributeKind.MEMBERSHIP),
        "countries": _values(said, AttributeKind.COUNTRY),
        "mentions": [_mention(mention, grounds=grounds) for mention in entity.mentions],
    }


def _mention(mention: Mention, *, grounds: bool) -> dict[str, Any]:
    said: dict[str, Any] = _span(mention.span) | {"form": mention.form.value}
    return said | ({"ground": _ground(mention.ground)} if grounds and mention.ground is not None else {})


def _why(claim: Claim, *, grounds: bool) -> dict[str, Any]:
    return {"grounds": [_ground(each) for each in claim.grounds]} if grounds else {}


def _ground(ground: Ground) -> dict[str, Any]:
    return {
        "question": ground.question.value,
        "answer": ground.answer,
        "rule": ground.rule.value,
        "entity": ground.entity,
        "words": [_span(span) for span in ground.words],
        "rejected": [{"answer": each.answer, "why": each.why.value} for each in ground.rejected],
    }


def _values(attributes: Iterable[Attribute], kind: AttributeKind) -> list[str]:
    return list(dict.fromkeys(each.value for each in attributes if each.kind is kind))


def _attribute(claim: Claim) -> dict[str, Any]:
    assert isinstance(claim.content, Attribute)  # noqa: S101 - `Reading.attributes` holds nothing else
    found = claim.content
    return {
        "id": claim.id,
        "entity": found.entity,
        "kind": found.kind.value,
        "value": found.value,
        "organisation": found.organisation,
        "place": found.place,
        "status": claim.status.value,
        "basis": claim.basis.value,
        "found_by": list(claim.finders),
        "attribution": [_hop(hop) for hop in claim.attribution],
        "evidence": [_span(span) for span in claim.evidence],
    }


def _event(claim: Claim) -> dict[str, Any]:
    assert isinstance(claim.content, Event)  # noqa: S101 - `Reading.events` holds nothing else
    event = claim.content
    return {
        "id": claim.id,
        "type": event.type,
        "trigger": _span(event.trigger),
        "status": claim.status.value,
        "basis": claim.basis.value,
        "found_by": list(claim.finders),
        "participants": [{"role": each.role.value, "entity": each.entity} for each in event.participants],
        "places": [{"role": each.role.value, "entity": each.entity} for each in event.places],
        "time": _time(event),
        "attribution": [_hop(hop) for hop in claim.attribution],
        "likelihood": _likelihood(event),
        "evidence": [_span(span) for span in claim.evidence],
    }


def _time(event: Event) -> dict[str, Any] | None:
    if event.time is None:
        return None
    return {
        "text": event.time.text,
        "start": event.time.start,
        "end": event.time.end,
        "precision": event.time.precision,
    }


def _likelihood(event: Event) -> dict[str, Any] | None:
    if event.likelihood is None:
        return None
    found = event.likelihood
    return {
        "scheme": found.scheme,
        "term": found.term,
        "direction": found.direction.value if found.direction else None,
    }


def _hop(hop: Attribution) -> dict[str, Any]:
    return {"source": hop.source, "quote": _span(hop.quote)}


def _concern(concern: Concern) -> dict[str, Any]:
    return {
        "country": concern.country,
        "organisation": concern.organisation,
        "reason": concern.reason.value,
        "duty": concern.duty.value,
        "events": list(concern.events),
        "attributes": list(concern.attributes),
        "entities": list(concern.entities),
        "why": concern.why,
    }
