"""What the law asks to be known of every claim about a person before it may leave: LED art. 4, 6, 7, 10; KVKK 4, 6.

Fact or assessment (art. 7) stands on the claim itself. The rest is `Personal`: the node proposes it, a person confirms
it together with the claim.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.domain.ids import AccountId, EntityId
from tocsin.vocabulary.law import Controller, Purpose, Special, SubjectCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What one person is to the matter of one claim (art. 6)."""

    entity: EntityId
    category: SubjectCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """Why we may hold a claim about people, as what they stand in it, and until when."""

    subjects: tuple[Subject, ...]
    purpose: Purpose
    legal_basis: str
    review_on: date
    special: frozenset[Special] = frozenset()
    necessity: str = ""  # why holding what is special is strictly necessary
    by: AccountId

    def category(self, entity: EntityId) -> SubjectCategory | None:
        """Return as what somebody stands in the claim."""
        return next((each.category for each in self.subjects if each.entity == entity), None)

    def lacks(self, people: Iterable[EntityId], today: date) -> str | None:
        """Return what is missing for these people of the claim, or None."""
        if any(self.category(each) is None for each in people):
            return "the category of somebody it is about"
        if not self.legal_basis.strip():
            return "a legal basis"
        if self.special and not self.necessity.strip():
            return "why what is special about it is strictly necessary"
        return "a review date that has not passed" if self.review_on < today else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What a node proposes for every claim about a person, and how long what nobody reviews stays."""

    controller: Controller = Controller.LED
    purpose: Purpose = Purpose.PREVENTION
    legal_basis: str = ""  # empty: a person states it claim by claim
    review_after: timedelta = timedelta(days=180)
    grace: timedelta = timedelta(days=30)  # after the review date; what nobody has renewed by then is erased
    journal_for: timedelta = timedelta(days=3650)  # the journal of processing outlasts what it tells of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a person states instead of what the node proposes; None: as proposed."""

    category: SubjectCategory | None = None  # of everybody the claims are about
    purpose: Purpose | None = None
    legal_basis: str | None = None
    review_on: date | None = None
    special: frozenset[Special] | None = None
    necessity: str | None = None


AS_PROPOSED = Stated()
