"""Checking: what would be sent to a counterpart, looked through for traces of what it is not told."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.entity import Entity, EntityKind, Form, Mention
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.leak import Leak
from tocsin.domain.leaks.finding import find
from tocsin.domain.leaks.marks import is_telling
from tocsin.domain.leaks.message import Message
from tocsin.domain.leaks.secrets import Portion, SecretMark, Secrets, gather
from tocsin.domain.letter import Handling, SharedClaim
from tocsin.domain.report import Report
from tocsin.domain.rules import hidden
from tocsin.domain.tearline import Cut
from tocsin.domain.view import View
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import names, rendering
from tocsin.usecases.steps.rendering import Written
from tocsin.usecases.steps.scene import Scene
from tocsin.vocabulary.source import SourceType
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.bodies.recall import read_correction
from tocsin.wire.message import Kind


def of_tearline(
    node: Node, tx: Transaction, view: Scene, counterpart: Counterpart, written: Written
) -> tuple[Leak, ...]:
    """Find every trace of what a counterpart is not told, in exactly the words that it would get."""
    portion = rendering.portion_for(view, counterpart, is_minimum=written.is_minimum)
    return of_message(node, _message(node, tx, counterpart, written), secrets(node, tx, view, counterpart, portion))


def of_message(node: Node, message: Message, held: Secrets) -> tuple[Leak, ...]:
    """Find every trace of these secrets in a message."""
    people = [each.text for each in held.names if each.kind is EntityKind.PERSON]
    others = [each.text for each in held.names if each.kind is not EntityKind.PERSON]
    sightings = node.matcher.sightings(message.whole, people=people, others=others)
    return find(message, held, sightings, today=node.clock.now().date())


def secrets(node: Node, tx: Transaction, view: Scene, counterpart: Counterpart, portion: Cut) -> Secrets:
    """Gather what a counterpart must not be able to tell: everything of the reports that it is not told."""
    claims = (*view.claims, *view.known)
    names_of_reports = dict.fromkeys(claim.report for claim in claims if claim.report is not None)
    reports = [found for each in names_of_reports if (found := tx.reports.find(each)) is not None]
    return gather(
        Portion(
            claims=claims,
            shared=portion.shared,
            withheld=portion.withheld,
            entities=_with_their_other_names(tx, view),
            states=counterpart.agreement.countries | view.home,
            organisations=(counterpart.name, node.organisation.name),
            hidden=_hidden(view, counterpart),
            spoken_of=frozenset(entity for concern in portion.concerns for entity in concern.entities),
            held=[each for each in claims if names.known(tx, counterpart=counterpart.id, thing=each.id)],
        ),
        marks=_marks(view, reports),
        sources=[report.source for report in reports],
    )


def _hidden(view: Scene, counterpart: Counterpart) -> frozenset[EntityId]:
    seen = View(
        view.claims,
        view.entities.values(),
        concerns=view.told_for(counterpart),
        recipient=rendering.recipient_of(view, counterpart),
        home=view.home,
        today=view.today,
        known=view.known,
    )
    return frozenset(each for each in view.entities if hidden(each, seen) is not None)


def _message(node: Node, tx: Transaction, counterpart: Counterpart, written: Written) -> Message:
    standing = (counterpart.name, node.organisation.name)
    if written.kind is Kind.CORRECTION:
        correction = read_correction(written.body)
        return Message(
            text=written.text,
            said=tuple(each.by.says for each in correction.replaced),
            fields=_fields(each.by for each in correction.replaced),
            described=_described(tx, counterpart, (each.by for each in correction.replaced)),
            written=correction.handling.terms.restrictions,
            standing=(*standing, *_standing(correction.handling)),
        )
    alert = read_alert(written.body)
    return Message(
        text=written.text,
        said=(*(each.says for each in alert.claims), *(each.says for each in alert.sentences)),
        fields=_fields(alert.claims),
        described=_described(tx, counterpart, alert.claims),
        written=(*alert.asks, *alert.handling.terms.restrictions),
        standing=(*standing, *_standing(alert.handling), alert.contact),
    )


def _fields(claims: Iterable[SharedClaim]) -> tuple[str, ...]:
    return tuple(field.value for claim in claims for field in claim.fields)


def _described(tx: Transaction, counterpart: Counterpart, claims: Iterable[SharedClaim]) -> dict[ClaimId, SourceType]:
    told = ((names.thing_named(tx, counterpart=counterpart.id, name=each.name), each.source) for each in claims)
    return {ClaimId(claim): source for claim, source in told if claim is not None and source is not None}


def _standing(handling: Handling) -> tuple[str, ...]:
    return handling.purpose, handling.legal_basis, handling.onward, *handling.terms.readers


def _with_their_other_names(tx: Transaction, view: Scene) -> dict[EntityId, Entity]:
    """The entities of a scene, with the names of those in other reports whom somebody judged to be the same."""
    found = dict(view.entities)
    for identity in tx.identities.where():
        ours = [each for each in identity.entities if each in found]
        if not ours or not identity.are_same or identity.undone_by is not None:
            continue
        for each in identity.entities:
            other = tx.entities.find(each) if each not in view.entities else None
            for mine in ours if other is not None else ():
                found[mine] = replace(found[mine], mentions=(*found[mine].mentions, *_named(other)))
    return found


def _named(entity: Entity | None) -> Iterator[Mention]:
    mentions = entity.mentions if entity is not None else ()
    return (mention for mention in mentions if mention.form is Form.NAME)


def _marks(view: Scene, reports: Iterable[Report]) -> Iterator[SecretMark]:
    """Our own identifiers and the names of files: they mean nothing to a counterpart but that they are ours."""
    yield from (SecretMark(text=each, claim=None) for each in (view.notice.id, view.notice.author))
    for claim in view.claims:
        yield from (SecretMark(text=each, claim=claim.id) for each in (claim.id, *claim.entities))
    for report in reports:
        stem = report.name.rsplit(".", 1)[0]
        files = (each for each in (report.name, stem) if is_telling(each))
        for each in (report.id, report.document.sha256, report.document.text_sha256, *files):
            yield SecretMark(text=each, claim=None)
