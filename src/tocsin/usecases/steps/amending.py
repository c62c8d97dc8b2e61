"""Amending: what a counterpart was told that is not so any more, and the correction that puts it right."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.claim import Claim, Review
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.errors import ConflictError
from tocsin.domain.ids import ClaimId
from tocsin.domain.letter import SharedClaim
from tocsin.domain.recall_letter import CorrectionLetter, write_correction
from tocsin.domain.rule import Rule
from tocsin.domain.tearline import Cut
from tocsin.domain.wording.statements import adds_nothing
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import holdings, rendering
from tocsin.usecases.steps.holdings import Holding
from tocsin.usecases.steps.rendering import Written
from tocsin.usecases.steps.scene import Scene
from tocsin.usecases.steps.voice import voice_for
from tocsin.wire.bodies.recall import Correction, Replacement, correction_bytes
from tocsin.wire.message import Kind

_WAITING = {Rule.NOT_THEIRS, Rule.NOT_REVIEWED, Rule.AGREEMENT_EXPIRED, Rule.UNANSWERED}
"""Rules by which something waits for a person, and is not taken back for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amends:
    """What is owed to somebody who was told otherwise."""

    replaced: tuple[tuple[ClaimId, Claim], ...]  # what they were told, and what they may be told instead
    gone: tuple[ClaimId, ...]  # rejected since, or replaced or narrowed so that they may not hold it: to be taken back


def amends(tx: Transaction, view: Scene, counterpart: Counterpart, holding: Holding) -> Amends:
    """Compare what a counterpart holds with what is in force."""
    portion = rendering.portion_for(view, counterpart)
    may_hold = {claim.id: claim for claim in portion.shared if not adds_nothing(claim, view.entities)}
    replaced, gone = [], []
    for told in holding.claims:
        now = _in_force(tx, told)
        if now is not None and now.id != told and now.id in may_hold:
            replaced.append((told, may_hold[now.id]))
        elif now is None or now.id != told or told in _narrowed(portion):
            gone.append(told)
    return Amends(replaced=tuple(replaced), gone=tuple(gone))


def correction(
    node: Node, tx: Transaction, view: Scene, counterpart: Counterpart, *, salt: bytes, answer_by: datetime
) -> Written:
    """Write the correction that a counterpart is owed; `ConflictError` where it is owed none."""
    holding = holdings.of_notice(tx, view.notice.id).get(counterpart.id)
    owed = amends(tx, view, counterpart, holding).replaced if holding is not None else ()
    if holding is None or not owed:
        raise ConflictError(f"{counterpart.name} was told nothing that has been corrected since")
    language = holding.alert.language if holding.alert is not None else None
    voice = voice_for(node, tx, view, counterpart, language)
    pairs = tuple((holding.claims[told], voice.shared(now)) for told, now in owed)
    marking = rendering.portion_for(view, counterpart).marking
    handling = rendering.handling_for(counterpart, marking, voice.language)
    letter = CorrectionLetter(
        language=voice.language,
        reference=voice.name(view.notice.id),
        sender=node.organisation.name,
        recipient=counterpart.name,
        handling=handling,
        pairs=pairs,
        answer_by=answer_by,
        contact=view.notice.contact,
    )
    text = write_correction(letter)
    return Written(
        kind=Kind.CORRECTION,
        body=correction_bytes(
            Correction(
                salt=salt,
                notice=letter.reference,
                replaced=tuple(_replacement(told, now) for told, now in pairs),
                handling=handling,
                answer_by=answer_by,
                text=text,
            )
        ),
        text=text,
        tlp=marking.tlp,
        language=letter.language,
        claims=tuple(now.id for _, now in owed),
    )


def _replacement(told: SharedClaim, now: SharedClaim) -> Replacement:
    return Replacement(name=told.name, by=now)


def _in_force(tx: Transaction, told: ClaimId) -> Claim | None:
    """Return the claim that stands today where one was told; None where it was rejected or erased."""
    claim = tx.claims.find(told)
    while claim is not None and claim.review is Review.SUPERSEDED:
        others = tx.claims.where(report=claim.report)
        claim = next((each for each in others if each.supersedes == claim.id), None)
    return claim if claim is not None and claim.review is Review.CONFIRMED else None


def _narrowed(portion: Cut) -> set[ClaimId]:
    """Return what they may not hold any more, whatever was decided; not what merely waits for a decision."""
    kept = {claim.id for claim in portion.shared}
    return {each.claim for each in portion.withheld if each.because not in _WAITING and each.claim not in kept}
