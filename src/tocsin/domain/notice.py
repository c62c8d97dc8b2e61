"""A notice: a warning we are ready to share, and what was decided about each concern in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import AccountId, ClaimId, CounterpartId, NoticeId
from tocsin.domain.recall import Ending
from tocsin.vocabulary.duty import WaiverGround
from tocsin.vocabulary.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Confirmed claims, gathered to be shared. A version never changes; `version` 2 replaces 1."""

    id: NoticeId
    version: int
    title: str
    claims: tuple[ClaimId, ...]
    urgency: Urgency
    asks: tuple[str, ...]
    answer_by: datetime
    contact: str
    author: AccountId
    opened_at: datetime
    ended: Ending | None = None
    untold: bool = False  # it has ended, and not everybody who holds it could be told so

    def __post_init__(self) -> None:
        """Refuse a notice that says nothing."""
        if not self.claims:
            raise InvalidError("a notice needs at least one confirmed claim: confirm what it rests on first")

    @property
    def waits(self) -> bool:
        """Say whether something about it may be left to do."""
        return self.ended is None or self.untold

    def require_open(self) -> None:
        """Raise `ConflictError` where it has been ended or taken back: nothing of it goes to anybody any more."""
        if self.ended is not None:
            raise ConflictError(f"{self.id} has ended ({self.ended.kind}): nothing of it goes to anybody any more")


class Outcome(StrEnum):
    """What was decided about a concern."""

    WARN = "warn"
    INFORM = "inform"
    ASK = "ask"  # a question to whoever holds the person comes first; nobody is told yet
    WAIVE = "waive"
    NOT_MET = "not-met"
    ALREADY_TOLD = "already-told"

    @property
    def tells(self) -> bool:
        """Say whether somebody is to be told something."""
        return self in {Outcome.WARN, Outcome.INFORM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The four questions of ICD 191."""

    credible: bool
    specific: bool
    impending: bool
    harm: bool

    @property
    def is_met(self) -> bool:
        """All four, or there is no duty to warn."""
        return self.credible and self.specific and self.impending and self.harm


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Why a warning is not given. In force only when a second person has approved it, and until it expires."""

    ground: WaiverGround
    expires_on: date
    approver: AccountId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """The recorded decision on one concern towards one counterpart. "Not met" is recorded too.

    A later one on the same question is in force instead of an earlier one; both stay.
    """

    id: str
    notice: NoticeId
    version: int
    concern: str  # Concern.key
    counterpart: CounterpartId | None
    outcome: Outcome
    text: str
    by: AccountId
    at: datetime
    basis: tuple[ClaimId, ...]
    test: Threshold | None = None
    waiver: Waiver | None = None

    @property
    def question(self) -> tuple[str, CounterpartId | None]:
        """What was decided upon."""
        return (self.concern, self.counterpart)

    @property
    def is_in_force(self) -> bool:
        """A waiver without an approver decides nothing yet."""
        return self.outcome is not Outcome.WAIVE or (self.waiver is not None and self.waiver.approver is not None)

    def stands(self, *, version: int, today: date, basis: Iterable[ClaimId]) -> bool:
        """Say whether the question stays decided; `version` is the notice's, `basis` what the concern rests on today.

        A waiver ends on the day it names. Whoever decided not to tell judged certain claims: with others, or after a
        correction, the question is open again. In a later version so is every question that rests on other claims.
        """
        if self.waiver is not None and self.waiver.expires_on <= today:
            return False
        is_told = self.outcome.tells or self.outcome is Outcome.ASK
        return (is_told and self.version == version) or set(self.basis) == set(basis)
