"""A task: one thing that waits for a person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Act(StrEnum):
    """What there is to do next about something."""

    READ_WARNING = "read-warning"
    ACKNOWLEDGE = "acknowledge"
    RESPOND = "respond"
    REVIEW_REPORT = "review-report"
    DECIDE = "decide"
    WEIGH_GATE = "weigh-gate"
    APPROVE_GATE = "approve-gate"
    ASK = "ask"
    APPROVE_WAIVER = "approve-waiver"
    PREVIEW = "preview"
    APPROVE = "approve"
    HAND_OVER = "hand-over"
    CHASE = "chase"
    MEND_DELIVERY = "mend-delivery"
    LOOK_AT_FORK = "look-at-fork"
    ANSWER_RECALL = "answer-recall"
    TAKE_BACK = "take-back"
    CORRECT = "correct"
    APPROVE_INQUIRY = "approve-inquiry"
    ANSWER_INQUIRY = "answer-inquiry"
    ASK_CONSENT = "ask-consent"
    ANSWER_CONSENT = "answer-consent"
    CONFIRM_EMERGENCY = "confirm-emergency"
    CONFIRM_LIFT = "confirm-lift"
    REVIEW_MINIMUM = "review-minimum"
    REVIEW_EMERGENCY = "review-emergency"
    SEE_REDIRECT = "see-redirect"
    SEE_STAND_IN = "see-stand-in"
    ANSWER_SUBJECT = "answer-subject"
    REDRESS_SUBJECT = "redress-subject"
    FINISH_ERASURE = "finish-erasure"
    REVIEW_DATA = "review-data"
    RENEW_KEYS = "renew-keys"
    ASK_FOR_CARD = "ask-for-card"
    ACCEPT_CARD = "accept-card"
    TELL_AUTHORITY = "tell-authority"
    NOTIFY_CONTRACT = "notify-contract"
    HEAR_AUTHORITY = "hear-authority"
    TELL_OF_DIRECT = "tell-of-direct"
    COMPARE_FINGERPRINTS = "compare-fingerprints"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of *Now*: what to do, about what, and by when. `due` is None where no clock runs."""

    act: Act
    due: datetime | None
    subject: str  # the id of what it is about
    title: str
    counterpart: str | None = None
    detail: str | None = None
    called: tuple[str, ...] = ()  # whose of our people it is: on duty, or called since
