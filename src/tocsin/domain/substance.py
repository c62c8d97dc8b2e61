"""Substance: who, what, where, when, how likely. A tearline answers each, or says that it is withheld or not known.

"Withheld" is said only of what we hold about the same concerns; what nobody knows is "not known".
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, Status
from tocsin.vocabulary.duty import AHEAD


class Question(StrEnum):
    """What a reader needs to know to act."""

    WHO = "who"
    WHAT = "what"
    WHERE = "where"
    WHEN = "when"
    HOW_LIKELY = "how-likely"


class Why(StrEnum):
    """Why a question is not answered."""

    WITHHELD = "withheld"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A question that a tearline does not answer."""

    question: Question
    why: Why


def missing(shared: Collection[Claim], held: Iterable[Claim]) -> tuple[Missing, ...]:
    """Return what `shared` does not answer; `held` is everything we hold of the same concerns."""
    told, known = _answered(shared), _answered(held)
    asked = [each for each in Question if each is not Question.HOW_LIKELY or _lies_ahead(shared)]
    return tuple(
        Missing(question=each, why=Why.WITHHELD if each in known else Why.UNKNOWN) for each in asked if each not in told
    )


def is_without_substance(found: Iterable[Missing]) -> bool:
    """Say whether nobody could act on it: neither what nor where nor when."""
    return {Question.WHAT, Question.WHERE, Question.WHEN} <= {each.question for each in found}


def _answered(claims: Iterable[Claim]) -> set[Question]:
    return {question for claim in claims if claim.status is not Status.DENIED for question in _answers(claim)}


def _answers(claim: Claim) -> Iterable[Question]:
    content = claim.content
    if isinstance(content, Attribute):
        yield Question.WHERE if content.kind is AttributeKind.COUNTRY else Question.WHO
        return
    yield Question.WHAT
    if content.participants:
        yield Question.WHO
    if content.places:
        yield Question.WHERE
    if content.time is not None:
        yield Question.WHEN
    if content.likelihood is not None:
        yield Question.HOW_LIKELY


def _lies_ahead(claims: Iterable[Claim]) -> bool:
    return any(isinstance(claim.content, Event) and claim.status.value in AHEAD for claim in claims)
