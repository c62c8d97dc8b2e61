"""Rendering: what a counterpart may hold of a notice, in the words in which it is told.

The preview and the sender both come through here, so what is previewed is what is sent.
"""

from dataclasses import dataclass

from tocsin.domain.assessment import Aspect, fields_of
from tocsin.domain.claim import Attribute, Claim
from tocsin.domain.counterpart import Counterpart, Reach
from tocsin.domain.cut import cut
from tocsin.domain.duty import Concern
from tocsin.domain.errors import ConflictError
from tocsin.domain.ids import ClaimId
from tocsin.domain.letter import Handling, Letter, SharedClaim, SharedReason, write
from tocsin.domain.tearline import Cut, Withheld
from tocsin.domain.view import Recipient
from tocsin.domain.wording import says_nothing, sentence
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import assessments, names
from tocsin.usecases.steps.holdings import Holding
from tocsin.usecases.steps.scene import Scene
from tocsin.vocabulary.duty import REASONS
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.alert import Alert, alert_bytes
from tocsin.wire.message import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a counterpart would get, written out."""

    kind: Kind
    body: bytes
    text: str
    tlp: Tlp
    claims: tuple[ClaimId, ...]
    withheld: tuple[Withheld, ...] = ()


def warning(node: Node, tx: Transaction, view: Scene, counterpart: Counterpart, *, kind: Kind, salt: bytes) -> Written:
    """Write an alert or an update: everything of the notice that this counterpart may hold."""
    portion = portion_for(view, counterpart)
    letter = _letter(node, tx, view, counterpart, portion)
    text = write(letter)
    committed = assessments.commit(node, tx, view, counterpart)
    return Written(
        kind=kind,
        body=alert_bytes(_alert(letter, text, salt=salt, kind=kind, assessment=committed)),
        text=text,
        tlp=portion.tlp,
        claims=tuple(claim.id for claim in portion.shared),
        withheld=portion.withheld,
    )


def is_news(view: Scene, counterpart: Counterpart, holding: Holding | None) -> bool:
    """Say whether this version would tell a counterpart anything that it does not hold: a claim, a marking, a reason,
    a condition or a question. Of one version it is told once."""
    if holding is None or holding.alert is None:
        return True
    if holding.version == view.notice.version or holding.is_withdrawn:
        return False
    portion, told = portion_for(view, counterpart), holding.alert
    claims = {claim.id: claim for claim in portion.shared if not says_nothing(claim, view.entities)}
    if set(claims) != set(holding.claims):
        return True
    if any(_told(view, claim, holding.claims[id_].name) != holding.claims[id_] for id_, claim in claims.items()):
        return True
    now = (
        handling_for(counterpart, portion.tlp),
        view.asks_of(counterpart),
        view.notice.answer_by,
        view.notice.contact,
    )
    reasons = tuple(_reason(view, counterpart, concern) for concern in portion.concerns)
    return (reasons, *now) != (told.reasons, told.handling, told.asks, told.answer_by, told.contact)


def portion_for(view: Scene, counterpart: Counterpart, told_for: tuple[Concern, ...] | None = None) -> Cut:
    """Return the part of a notice that a counterpart may hold: for what they are told, or would be."""
    return cut(
        view.claims,
        view.entities.values(),
        concerns=view.told_for(counterpart) if told_for is None else told_for,
        recipient=recipient_of(view, counterpart),
        home=view.home,
        today=view.today,
        known=view.known,
    )


def recipient_of(view: Scene, counterpart: Counterpart) -> Recipient:
    """Return a counterpart as the rules of release see it."""
    countries = counterpart.agreement.countries
    return Recipient(
        name=counterpart.name,
        agreement=counterpart.agreement,
        is_by_hand=counterpart.reach is Reach.BY_HAND,
        cleared=view.cleared(countries),
        guarded=view.guarded(countries),
    )


def _alert(letter: Letter, text: str, *, salt: bytes, kind: Kind, assessment: bytes) -> Alert:
    return Alert(
        kind=kind,
        salt=salt,
        notice=letter.reference,
        version=letter.version,
        reasons=letter.reasons,
        handling=letter.handling,
        asks=letter.asks,
        answer_by=letter.answer_by,
        contact=letter.contact,
        claims=letter.claims,
        text=text,
        assessment=assessment,
    )


def _letter(node: Node, tx: Transaction, view: Scene, counterpart: Counterpart, portion: Cut) -> Letter:
    notice = view.notice
    return Letter(
        reference=names.name_for(node, tx, counterpart=counterpart.id, thing=notice.id),
        version=notice.version,
        sender=node.organisation.name,
        recipient=counterpart.name,
        urgency=notice.urgency,
        reasons=tuple(_reason(view, counterpart, concern) for concern in portion.concerns),
        handling=handling_for(counterpart, portion.tlp),
        asks=view.asks_of(counterpart),
        answer_by=notice.answer_by,
        contact=notice.contact,
        claims=tuple(
            shared(node, tx, view, counterpart, claim)
            for claim in sorted(portion.shared, key=_is_beside)
            if not says_nothing(claim, view.entities)
        ),
    )


def handling_for(counterpart: Counterpart, tlp: Tlp) -> Handling:
    """Return the conditions of our agreement with a counterpart."""
    agreement = counterpart.agreement
    return Handling(
        tlp=tlp,
        legal_basis=agreement.legal_basis,
        purpose=agreement.purpose,
        onward=agreement.onward,
        review_on=agreement.review_on,
    )


def shared(node: Node, tx: Transaction, view: Scene, counterpart: Counterpart, claim: Claim) -> SharedClaim:
    """Return a claim as a counterpart is told it, under its own name for it."""
    return _told(view, claim, names.name_for(node, tx, counterpart=counterpart.id, thing=claim.id))


def _told(view: Scene, claim: Claim, name: str) -> SharedClaim:
    return SharedClaim(
        name=name,
        says=sentence(claim, view.entities),
        status=claim.status,
        basis=claim.basis,
        grade=None if claim.grade is None else f"{claim.grade.reliability}{claim.grade.credibility}",
        tlp=claim.marking.tlp,
        fields=tuple(each for each in fields_of(claim, view.entities) if each.aspect is not Aspect.SOURCE),
    )


def _is_beside(claim: Claim) -> bool:
    """What happens is told first, then who is who."""
    return isinstance(claim.content, Attribute)


def _reason(view: Scene, counterpart: Counterpart, concern: Concern) -> SharedReason:
    decided = view.decided(concern, counterpart.id)
    if decided is None:
        raise ConflictError(f"{concern.key} is not decided")
    # The why of the vocabulary, not of the concern: that one names people whom this counterpart may not hold.
    return SharedReason(
        country=concern.country or concern.organisation or "",
        reason=concern.reason,
        outcome=decided.outcome,
        why=REASONS[concern.reason].why,
    )
