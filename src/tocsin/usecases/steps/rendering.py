"""Rendering: what a counterpart may hold of a notice, in the words in which it is told.

The preview and the sender both come through here, so what is previewed is what is sent.
"""

from dataclasses import dataclass, replace

from tocsin.domain import night
from tocsin.domain.claim import Review
from tocsin.domain.counterpart import Counterpart, Reach
from tocsin.domain.cut import cut
from tocsin.domain.duty import Concern
from tocsin.domain.errors import ConflictError
from tocsin.domain.ids import ClaimId
from tocsin.domain.letter import Handling, Letter, SharedReason, write
from tocsin.domain.marking import Marking
from tocsin.domain.substance import Missing, missing
from tocsin.domain.tearline import Cut, Withheld
from tocsin.domain.terms import terms_for
from tocsin.domain.view import Recipient
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import assessments, permissions
from tocsin.usecases.steps.holdings import Holding
from tocsin.usecases.steps.scene import Scene
from tocsin.usecases.steps.voice import Voice, voice_for, voice_heard
from tocsin.vocabulary.language import Language, words
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.alert import Alert, alert_bytes
from tocsin.wire.message import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """As what a warning is written: an alert or an update, in which language, whole or as the night's minimum."""

    kind: Kind
    salt: bytes
    language: Language | None = None  # that of the agreement
    is_minimum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a counterpart would get, written out."""

    kind: Kind
    body: bytes
    text: str
    tlp: Tlp
    claims: tuple[ClaimId, ...]
    withheld: tuple[Withheld, ...] = ()
    missing: tuple[Missing, ...] = ()
    language: Language = Language.ENGLISH
    is_minimum: bool = False


def warning(
    node: Node,
    tx: Transaction,
    view: Scene,
    counterpart: Counterpart,
    wanted: Wanted,
) -> Written:
    """Write out all that a counterpart may hold of a notice, or the night's minimum of it.

    The minimum asks nothing, for a question is in words of ours.
    """
    portion = portion_for(view, counterpart, is_minimum=wanted.is_minimum)
    voice = voice_for(node, tx, view, counterpart, wanted.language)
    letter = _letter(node, voice, portion)
    if wanted.is_minimum:
        letter = replace(letter, asks=(), is_minimum=True)
    committed = assessments.commit(node, tx, view, counterpart)
    text = write(letter)
    return Written(
        kind=wanted.kind,
        body=alert_bytes(_alert(letter, text, salt=wanted.salt, kind=wanted.kind, assessment=committed)),
        text=text,
        tlp=portion.tlp,
        claims=tuple(claim.id for claim in portion.shared),
        withheld=portion.withheld,
        missing=letter.missing,
        language=letter.language,
        is_minimum=wanted.is_minimum,
    )


def is_news(tx: Transaction, view: Scene, counterpart: Counterpart, holding: Holding | None) -> bool:
    """Say whether this version would tell a counterpart anything that it does not hold: a claim, a marking, a reason,
    a condition or a question. Of one version it is told once."""
    if holding is None or holding.alert is None:
        return True
    if holding.version == view.notice.version or holding.is_withdrawn:
        return False
    portion, told = portion_for(view, counterpart), holding.alert
    voice = voice_heard(tx, view, counterpart, told.language)
    claims = {claim.id: claim for claim in voice.worth_telling(portion.shared)}
    if set(claims) != set(holding.claims):
        return True
    if any(voice.shared(claim) != holding.claims[id_] for id_, claim in claims.items()):
        return True
    handling = handling_for(counterpart, portion.marking, told.language)
    now = (handling, view.asks_of(counterpart), view.notice.answer_by, view.notice.contact)
    reasons = tuple(_reason(voice, concern) for concern in portion.concerns)
    return (reasons, *now) != (told.reasons, told.handling, told.asks, told.answer_by, told.contact)


def portion_for(
    view: Scene, counterpart: Counterpart, told_for: tuple[Concern, ...] | None = None, *, is_minimum: bool = False
) -> Cut:
    """Return the part of a notice that a counterpart may hold: for what they are told, or would be.

    Of the night's minimum what, where and when: nobody, and no organisation.
    """
    may_go = permissions.permitted(view, counterpart)
    portion = cut(
        may_go.claims,
        view.entities.values(),
        concerns=view.told_for(counterpart) if told_for is None else told_for,
        recipient=recipient_of(view, counterpart),
        home=view.home,
        today=view.today,
        known=view.known,
    )
    whole = replace(portion, withheld=(*portion.withheld, *may_go.left_out))
    return night.stripped(whole, view.entities) if is_minimum else whole


def recipient_of(view: Scene, counterpart: Counterpart) -> Recipient:
    """Return a counterpart as the rules of release see it."""
    countries = counterpart.agreement.countries
    may_go = permissions.permitted(view, counterpart)
    return Recipient(
        name=counterpart.name,
        agreement=counterpart.agreement,
        is_by_hand=counterpart.reach is Reach.BY_HAND,
        cleared=view.cleared(countries),
        guarded=view.guarded(countries),
        directly=frozenset(each.person for each in view.directs if each.counterpart == counterpart.id),
        lifted=frozenset((each.country, each.person) for each in view.lifts),
        consents=may_go.consents,
        refused=may_go.refused,
    )


def _alert(letter: Letter, text: str, *, salt: bytes, kind: Kind, assessment: bytes) -> Alert:
    return Alert(
        kind=kind,
        salt=salt,
        language=letter.language,
        notice=letter.reference,
        version=letter.version,
        reasons=letter.reasons,
        handling=letter.handling,
        asks=letter.asks,
        answer_by=letter.answer_by,
        contact=letter.contact,
        claims=letter.claims,
        sentences=letter.sentences,
        missing=letter.missing,
        text=text,
        assessment=assessment,
    )


def _letter(node: Node, voice: Voice, portion: Cut) -> Letter:
    notice, counterpart = voice.view.notice, voice.counterpart
    told = (voice.shared(claim) for claim in voice.worth_telling(portion.shared))
    return Letter(
        language=voice.language,
        reference=voice.name(notice.id),
        version=notice.version,
        sender=node.organisation.name,
        recipient=counterpart.name,
        urgency=notice.urgency,
        reasons=tuple(_reason(voice, concern) for concern in portion.concerns),
        handling=handling_for(counterpart, portion.marking, voice.language),
        asks=voice.view.asks_of(counterpart),
        answer_by=notice.answer_by,
        contact=notice.contact,
        sentences=voice.sentences(portion.shared),
        claims=tuple(sorted(told, key=lambda each: each.name)),  # not in the order of the report
        missing=missing_of(voice.view, portion),
    )


def missing_of(view: Scene, portion: Cut) -> tuple[Missing, ...]:
    """Return which questions a portion leaves open, and why: of what we hold about the same concerns and no others."""
    basis = {claim for concern in portion.concerns for claim in concern.claims} | {each.id for each in portion.shared}
    held = [claim for claim in view.claims if claim.id in basis and claim.review is Review.CONFIRMED]
    return missing(portion.shared, held)


def handling_for(counterpart: Counterpart, marking: Marking, language: Language) -> Handling:
    """Return the conditions of our agreement with a counterpart, and of a marking what binds them."""
    agreement = counterpart.agreement
    is_usual = agreement.onward == words(Language.ENGLISH).say("letter", "onward_default")
    return Handling(
        tlp=marking.tlp,
        legal_basis=agreement.legal_basis,
        purpose=agreement.purpose,
        onward=words(language).say("letter", "onward_default") if is_usual else agreement.onward,
        review_on=agreement.review_on,
        terms=terms_for(marking, counterpart.name),
    )


def _reason(voice: Voice, concern: Concern) -> SharedReason:
    decided = voice.view.decided(concern, voice.counterpart.id)
    if decided is None:
        raise ConflictError(f"{concern.key} is not decided")
    # The why of the vocabulary, not of the concern: that one names people whom this counterpart may not hold.
    return SharedReason(
        country=concern.country or concern.organisation or "",
        reason=concern.reason,
        outcome=decided.outcome,
        why=voice.grammar.words.say("reason", concern.reason),
    )
