"""Checking: what would be sent to a counterpart, looked through for traces of what it is not told."""

from collections.abc import Iterable, Iterator

from tocsin.domain.claim import Claim
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.entity import EntityKind
from tocsin.domain.leak import Leak
from tocsin.domain.leaks.finding import find
from tocsin.domain.leaks.marks import is_telling
from tocsin.domain.leaks.message import Message
from tocsin.domain.leaks.secrets import Portion, SecretMark, Secrets, gather
from tocsin.domain.letter import Handling
from tocsin.domain.tearline import Cut
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import rendering
from tocsin.usecases.steps.rendering import Written
from tocsin.usecases.steps.scene import Scene
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.bodies.recall import read_correction
from tocsin.wire.message import Kind


def of_tearline(
    node: Node, tx: Transaction, view: Scene, counterpart: Counterpart, written: Written
) -> tuple[Leak, ...]:
    """Find every trace of what a counterpart is not told, in exactly the words that it would get."""
    portion = rendering.portion_for(view, counterpart)
    return of_message(node, _message(node, counterpart, written), secrets(node, tx, view, counterpart, portion))


def of_message(node: Node, message: Message, held: Secrets) -> tuple[Leak, ...]:
    """Find every trace of these secrets in a message."""
    people = [each.text for each in held.names if each.kind is EntityKind.PERSON]
    others = [each.text for each in held.names if each.kind is not EntityKind.PERSON]
    sightings = node.matcher.sightings(message.whole, people=people, others=others)
    return find(message, held, sightings, today=node.clock.now().date())


def secrets(node: Node, tx: Transaction, view: Scene, counterpart: Counterpart, portion: Cut) -> Secrets:
    """Gather what a counterpart must not be able to tell: everything of the reports that it is not told."""
    return gather(
        Portion(
            claims=(*view.claims, *view.known),
            shared=portion.shared,
            withheld=portion.withheld,
            entities=view.entities,
            states=counterpart.agreement.countries | view.home,
            organisations=(counterpart.name, node.organisation.name),
        ),
        marks=tuple(_marks(tx, view)),
    )


def _message(node: Node, counterpart: Counterpart, written: Written) -> Message:
    standing = (counterpart.name, node.organisation.name)
    if written.kind is Kind.CORRECTION:
        correction = read_correction(written.body)
        said = tuple(each.by.says for each in correction.replaced)
        return Message(text=written.text, said=said, standing=(*standing, *_terms(correction.handling)))
    alert = read_alert(written.body)
    return Message(
        text=written.text,
        said=tuple(each.says for each in alert.claims),
        written=alert.asks,
        standing=(*standing, *_terms(alert.handling), alert.contact),
    )


def _terms(handling: Handling) -> tuple[str, ...]:
    return handling.purpose, handling.legal_basis, handling.onward


def _marks(tx: Transaction, view: Scene) -> Iterator[SecretMark]:
    """Our own identifiers and the names of files: they mean nothing to a counterpart but that they are ours."""
    reports = dict.fromkeys(claim.report for claim in (*view.claims, *view.known) if claim.report is not None)
    ids: Iterable[str] = (view.notice.id, view.notice.author, *reports, *_ids(view.claims))
    yield from (SecretMark(text=each, claim=None) for each in ids)
    for name in reports:
        report = tx.reports.get(name)
        stem = report.name.rsplit(".", 1)[0]
        for each in (report.document.sha256, report.document.text_sha256, report.name, stem):
            if is_telling(each):
                yield SecretMark(text=each, claim=None)


def _ids(claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield claim.id
        yield from claim.entities
