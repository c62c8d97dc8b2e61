"""A subject's request: somebody asks what is held about them, or wants it put right or erased (LED 14-17, KVKK 11-13).

The answer may be restricted: then it neither confirms nor denies that anything is held, and the reasons stay here for
the authority (LED 15(3)-(4)).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import AccountId, ClaimId
from tocsin.vocabulary.language import Language

ANSWER_WITHIN = timedelta(days=30)  # KVKK 13; the directive says "without undue delay"


class Right(StrEnum):
    """What is asked for."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"


class Verdict(StrEnum):
    """How it is answered."""

    GRANTED = "granted"
    NOTHING_HELD = "nothing-held"
    RESTRICTED = "neither-confirm-nor-deny"
    REFUSED = "refused"


class Restriction(StrEnum):
    """Why somebody is not told, or not all of it (LED 13(3), 15(1), 16(4); KVKK 28)."""

    INQUIRIES = "inquiries"  # (a)
    PREVENTION = "prevention"  # (b)
    PUBLIC_SECURITY = "public-security"  # (c)
    NATIONAL_SECURITY = "national-security"  # (d)
    OTHERS = "others"  # (e)


class Refusal(StrEnum):
    """Why what is asked for is not done, as the person is told it (LED 12(4), 16)."""

    UNFOUNDED = "unfounded"  # 12(4)
    ACCURATE = "accurate"  # 16(1)
    NEEDED = "needed"  # 16(2)
    EVIDENCE = "evidence"  # 16(3)(b)


class Step(StrEnum):
    """What a granted request still asks to be done."""

    ERASE = "erase-claim"
    CORRECT = "correct-claim"
    TELL = "tell-holder"  # a correction has to be written for whoever was told
    APPROVE = "approve-correction"  # it is written, and waits for a second person
    TAKE_BACK = "take-back"  # they may not hold what it says now


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decides: which claims are told, which are held back, and by which grounds.

    `reasons` are for the authority and never in the letter.
    """

    verdict: Verdict
    reasons: str
    claims: tuple[ClaimId, ...] = ()
    withheld: tuple[ClaimId, ...] = ()
    restriction: Restriction | None = None
    refusal: Refusal | None = None

    def require_sense(self) -> None:
        """Raise `InvalidError` unless verdict, claims and grounds agree."""
        is_granted = self.verdict is Verdict.GRANTED
        is_restricted = self.verdict is Verdict.RESTRICTED or bool(self.withheld)
        if not self.reasons.strip():
            raise InvalidError("say why it is answered so: the authority may ask for the reasons")
        if is_granted != bool(self.claims) or (self.withheld and not is_granted):
            raise InvalidError("what is granted names the claims that are about them, and nothing else does")
        if set(self.claims) & set(self.withheld):
            raise InvalidError("a claim is either told or withheld")
        if is_restricted != (self.restriction is not None):
            raise InvalidError("what is withheld names the ground of the restriction, and nothing else does")
        if (self.verdict is Verdict.REFUSED) != (self.refusal is not None):
            raise InvalidError("a refusal names its ground, and nothing else does")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer, as it was given."""

    verdict: Verdict
    reasons: str
    letter: str
    by: AccountId
    at: datetime
    withheld: tuple[ClaimId, ...] = ()
    restriction: Restriction | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. `verified` says how it was made sure that they are who they say."""

    id: str
    whom: str
    right: Right
    said: str
    verified: str
    received_at: datetime
    due_at: datetime
    by: AccountId
    language: Language = Language.ENGLISH  # of the letter
    found: tuple[ClaimId, ...] = ()  # what was granted, when it was answered
    answer: Answer | None = None
    closed_at: datetime | None = None
    closed_by: AccountId | None = None

    @property
    def is_granted(self) -> bool:
        """Say whether they get what they ask for, or part of it."""
        return self.answer is not None and self.answer.verdict is Verdict.GRANTED
