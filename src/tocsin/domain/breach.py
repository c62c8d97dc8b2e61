"""A breach: personal data reached whom they should not have, or were lost (LED art. 30, 31; KVKK art. 12(5)).

The clock runs from when we learnt of it: seventy-two hours to tell the authority, and later only with reasons.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import AccountId, CounterpartId, NoticeId

TELL_WITHIN = timedelta(hours=72)  # the authority: LED art. 30(1); Board decision 2019/10


class Nature(StrEnum):
    """What happened to the data."""

    MISDELIVERED = "misdelivered"
    UNLAWFULLY_SENT = "unlawfully-sent"
    DISCLOSED = "disclosed"
    LOST = "lost"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """About how much of what: approximate numbers are what the law asks for."""

    subjects: int
    records: int
    categories: tuple[str, ...] = ()  # of people


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """That somebody was told of it, when, and for what reason so late, if it was."""

    at: datetime
    by: AccountId
    why_late: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One breach with everything that was done about it. It is kept whether or not anybody had to be told."""

    id: str
    nature: Nature
    learnt_at: datetime
    opened_by: AccountId
    extent: Extent
    notice: NoticeId | None = None
    counterparts: tuple[CounterpartId, ...] = ()  # who has it and should not
    facts: str = ""
    consequences: str = ""
    measures: str = ""
    risk: str = ""  # to the people concerned: whether they are told (art. 31), and why or why not
    authority: Told | None = None
    controllers: Told | None = None  # of other states, whose data it is (art. 30(6))
    subjects: Told | None = None
    closed_at: datetime | None = None
    closed_by: AccountId | None = None

    @property
    def due(self) -> datetime | None:
        """When the authority has to be told at the latest; None once it was, or once it is closed."""
        return None if self.authority is not None or self.closed_at is not None else self.learnt_at + TELL_WITHIN

    def told_authority(self, told: Told) -> "Breach":
        """Return it with the authority told; after the seventy-two hours a reason is asked for."""
        if self.authority is not None:
            raise ConflictError(f"the authority was told of {self.id} already")
        if told.at > self.learnt_at + TELL_WITHIN and not told.why_late.strip():
            raise InvalidError("the seventy-two hours are over: say why it is late")
        return replace(self, authority=told)

    def closed(self, *, by: AccountId, at: datetime) -> "Breach":
        """Return it closed: with what happened, its consequences, what was done, and the risk written down."""
        missing = [name for name in ("facts", "consequences", "measures", "risk") if not getattr(self, name).strip()]
        if missing:
            raise ConflictError(f"{self.id} cannot be closed yet: write down its {', '.join(missing)}")
        return replace(self, closed_by=by, closed_at=at)
