"""Recall: what was told and has to be ended, put right or taken back, and what the counterpart says became of it.

Every ground is a word of a closed list: a recall carries no sentence that nobody has approved.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import AccountId, ClaimId, CounterpartId, NoticeId
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.tlp import Tlp


class CancelGround(StrEnum):
    """Why a warning that was right is over."""

    PASSED = "passed"
    AVERTED = "averted"
    HAPPENED = "happened"


class WithdrawalGround(StrEnum):
    """Why something should not have been sent."""

    NOT_THEIRS = "not-theirs"
    UNLAWFUL = "unlawful"
    INACCURATE = "inaccurate"
    SOURCE = "source"
    RIGHTS = "rights"


class Outcome(StrEnum):
    """What became of something that was taken back or put right."""

    ERASED = "erased"
    KEPT = "kept"  # on a basis of their own, which they name
    NOT_FOUND = "not-found"
    APPLIED = "applied"  # of a correction


class Mark(StrEnum):
    """What has become of a warning since it came in."""

    OUTDATED = "outdated"  # a later version is here
    OVER = "over"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    PARTLY_WITHDRAWN = "partly-withdrawn"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one claim, by the name the recipient has for it, or of a whole notice (None)."""

    claim: str | None
    outcome: Outcome
    basis: str = ""

    def __post_init__(self) -> None:
        """Refuse to keep something for no reason."""
        if self.outcome is Outcome.KEPT and not self.basis.strip():
            raise InvalidError("who keeps what was taken back names the basis on which it is kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """One cancel or withdrawal towards one counterpart, as it was sent. No `claims`: the whole notice."""

    id: str
    kind: str  # of message
    notice: NoticeId
    counterpart: CounterpartId
    claims: tuple[ClaimId, ...]
    ground: str
    why: str  # for our own eyes
    body: bytes
    text: str  # for who is told by hand
    tlp: Tlp
    by: AccountId
    at: datetime
    language: Language = Language.ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a notice ended: nothing of it goes to anybody any more."""

    kind: str  # cancel or withdrawal
    ground: str
    why: str
    by: AccountId
    at: datetime
