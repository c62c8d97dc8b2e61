"""A subject's request: somebody asks what is held about them, or wants it put right or erased (LED 14-17, KVKK 11-13).

The answer may be restricted: then it neither confirms nor denies that anything is held, and the reasons stay here for
the authority (LED 15(3)-(4)).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.domain.ids import AccountId, ClaimId

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer, as it was given. `reasons` are for the authority and never in the letter."""

    verdict: Verdict
    reasons: str
    letter: str
    by: AccountId
    at: datetime


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
    found: tuple[ClaimId, ...] = ()  # what may be about them, when it was answered
    answer: Answer | None = None
