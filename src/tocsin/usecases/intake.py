"""Intake: a report comes in, is kept byte for byte, and is read into draft claims."""

from dataclasses import replace
from datetime import date

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event
from tocsin.domain.entity import Entity
from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import ClaimId, EntityId, ReportId
from tocsin.domain.reading import Reading
from tocsin.domain.report import Report, ReportKind
from tocsin.ports.node import Node
from tocsin.ports.store import Original
from tocsin.usecases.steps import journal

LONGEST_NAME = 200


def submit(node: Node, actor: Actor, *, data: bytes, name: str, source: str, published: date | None = None) -> Report:
    """Keep and read a document. What cannot be read is refused with a reason, and nothing is kept of it."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    reading = node.reader.read(data, name=name, published=published)
    return _keep(node, actor, reading, data=data, name=name, source=source, kind=ReportKind.DOCUMENT)


def note(node: Node, actor: Actor, *, text: str, name: str, source: str) -> Report:
    """Keep and read what came by telephone, or an assessment of our own: a report like any other."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    data = text.encode()
    reading = node.reader.read(data, name=None, published=None)
    return _keep(node, actor, reading, data=data, name=name, source=source, kind=ReportKind.NOTE)


def _keep(
    node: Node, actor: Actor, reading: Reading, *, data: bytes, name: str, source: str, kind: ReportKind
) -> Report:
    report = Report(
        id=ReportId(node.entropy.identifier("r")),
        kind=kind,
        document=reading.document,
        name=(name.strip() or "unnamed")[:LONGEST_NAME],
        source=source.strip() or "not stated",
        received_at=node.clock.now(),
        received_by=actor.account,
        reader=reading.reader,
        unread_because=reading.unread_because,
        shares=reading.shares,
    )
    entities, claims = adopt(node, reading, report)
    with node.store.begin() as tx:
        tx.reports.add(report)
        tx.originals.add(Original(id=report.id, data=data))
        for entity in entities:
            tx.entities.add(entity)
        for claim in claims:
            tx.claims.add(claim)
        journal.record(node, tx, "report.collected", report=report.id, by=actor.account, claims=len(claims))
    return report


def adopt(node: Node, reading: Reading, report: Report) -> tuple[tuple[Entity, ...], tuple[Claim, ...]]:
    """Turn a reading's entities and claims into stored ones, with ids of their own.

    The gate: a claim whose quotes do not stand in the text cannot exist here, whoever read it. Whatever a reader says
    of it, it is a draft that nobody has judged or graded.
    """
    people = {entity.id: EntityId(node.entropy.identifier("e")) for entity in reading.entities}
    entities = tuple(replace(entity, id=people[entity.id], report=report.id) for entity in reading.entities)
    claims = []
    for claim in reading.claims:
        if not claim.rests_on(reading.document.text):
            raise InvalidError(f"the reader made a claim ({claim.id}) whose quote is not in the text: report this")
        try:
            content = _renamed(claim.content, people)
        except KeyError as error:
            raise InvalidError(
                f"the reader made a claim ({claim.id}) about something it did not find: report this"
            ) from error
        draft = Claim(
            id=ClaimId(node.entropy.identifier("c")),
            content=content,
            status=claim.status,
            evidence=claim.evidence,
            attribution=claim.attribution,
            report=report.id,
            found_by=claim.found_by,
            also_found_by=claim.also_found_by,
            grounds=tuple(replace(each, entity=people[each.entity] if each.entity else None) for each in claim.grounds),
            basis=claim.basis,
            marking=claim.marking,
        )
        claims.append(draft)
    return entities, tuple(claims)


def _renamed(content: Event | Attribute, names: dict[EntityId, EntityId]) -> Event | Attribute:
    match content:
        case Event():
            return replace(
                content,
                participants=tuple(replace(each, entity=names[each.entity]) for each in content.participants),
                places=tuple(replace(each, entity=names[each.entity]) for each in content.places),
            )
        case Attribute():
            is_reference = content.kind is AttributeKind.MEMBERSHIP
            return replace(
                content,
                entity=names[content.entity],
                value=names[EntityId(content.value)] if is_reference else content.value,
                organisation=names[content.organisation] if content.organisation is not None else None,
                place=names[content.place] if content.place is not None else None,
            )
