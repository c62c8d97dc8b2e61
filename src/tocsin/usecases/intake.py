"""Intake: a report comes in, is kept byte for byte, and is read into draft claims."""

from dataclasses import dataclass, replace
from datetime import date

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event
from tocsin.domain.entity import Entity
from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import ClaimId, EntityId, MessageId, ReportId
from tocsin.domain.logbook import Act, Operation
from tocsin.domain.marking import UNMARKED, Marking
from tocsin.domain.reading import Reading
from tocsin.domain.report import Report, ReportKind
from tocsin.domain.terms import Use
from tocsin.ports.node import Node
from tocsin.ports.store import Original
from tocsin.usecases.steps import binding, journal, logbook
from tocsin.usecases.steps.standing import is_readable
from tocsin.wire.bodies.alert import Alert, read_alert

LONGEST_NAME = 200


def submit(
    node: Node,
    actor: Actor,
    *,
    data: bytes,
    name: str,
    source: str,
    published: date | None = None,
    marking: Marking = UNMARKED,
) -> Report:
    """Keep and read a document. What cannot be read is refused with a reason, and nothing is kept of it.

    `marking` is that of every claim in it, until a person marks one of them otherwise.
    """
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    reading = node.reader.read(data, name=name, published=published)
    origin = _Origin(name=name, source=source, kind=ReportKind.DOCUMENT)
    return _keep(node, actor, _all_marked(reading, marking), data, origin)


def note(node: Node, actor: Actor, *, text: str, name: str, source: str, marking: Marking = UNMARKED) -> Report:
    """Keep and read what came by telephone, or an assessment of our own: a report like any other."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    data = text.encode()
    reading = node.reader.read(data, name=None, published=None)
    origin = _Origin(name=name, source=source, kind=ReportKind.NOTE)
    return _keep(node, actor, _all_marked(reading, marking), data, origin)


def take_over(node: Node, actor: Actor, *, message: MessageId) -> Report:
    """Make a report of what a counterpart's warning says, one sentence a line, and read it into draft claims.

    The report remembers the message: what is built on it can be found when the warning is corrected or taken back. Its
    claims are held on the terms on which they were told, and nobody hears of them before the sender was asked.
    """
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.read() as tx:
        held = tx.incoming.get(message)
        if not is_readable(held):
            raise InvalidError(f"{message[:12]} is not a warning that can be read")
        binding.require_reader(tx, actor, held)
        binding.require_for_all(tx, held)
        binding.require_use(tx, held, Use.INTERNAL)
        sender = tx.counterparts.get(held.counterpart).name
    alert = read_alert(held.body)
    text = "\n".join(claim.says for claim in alert.claims) + "\n"
    reading = node.reader.read(text.encode(), name=None, published=None)
    marked = replace(reading, claims=tuple(_marked(claim, reading, alert, sender) for claim in reading.claims))
    name = f"{sender}, version {alert.version}"
    origin = _Origin(name=name, source=sender, kind=ReportKind.NOTE, taken_from=message)
    return _keep(node, actor, marked, text.encode(), origin)


def _all_marked(reading: Reading, marking: Marking) -> Reading:
    return replace(reading, claims=tuple(replace(claim, marking=marking) for claim in reading.claims))


def _marked(claim: Claim, reading: Reading, alert: Alert, sender: str) -> Claim:
    return replace(claim, marking=binding.marking_as_told(claim, reading.document, alert, sender))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """Where a report came from."""

    name: str
    source: str
    kind: ReportKind
    taken_from: MessageId | None = None


def _keep(node: Node, actor: Actor, reading: Reading, data: bytes, origin: _Origin) -> Report:
    report = Report(
        id=ReportId(node.entropy.identifier("r")),
        kind=origin.kind,
        document=reading.document,
        name=(origin.name.strip() or "unnamed")[:LONGEST_NAME],
        source=origin.source.strip() or "not stated",
        received_at=node.clock.now(),
        received_by=actor.account,
        reader=reading.reader,
        unread_because=reading.unread_because,
        shares=reading.shares,
        taken_from=origin.taken_from,
    )
    entities, claims = adopt(node, reading, report)
    report = replace(report, waits=bool(claims))
    with node.store.begin() as tx:
        tx.reports.add(report)
        tx.originals.add(Original(id=report.id, data=data))
        for entity in entities:
            tx.entities.add(entity)
        for claim in claims:
            tx.claims.add(claim)
        journal.record(node, tx, "report.collected", report=report.id, by=actor.account, claims=len(claims))
        act = Act(by=actor.account, why=report.source, claims=claims, objects=(report.id,), case=report.id)
        logbook.enter(node, tx, Operation.COLLECTION, act)
        logbook.open_case(node, tx, actor.account, report.id)
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
