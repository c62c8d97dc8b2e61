"""Protection lifted: two persons let one state hear of one protected person, for a reason, until a day.

A source is never lifted here: whoever handles him answers for him. A minor only where a life depends on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.ids import AccountId, EntityId, NoticeId

_NEVER = ("source", "informant")
_FOR_LIFE_ONLY = ("minor", "child")


class Ground(StrEnum):
    """Why a protected person may be made known to that state."""

    VITAL_INTEREST = "vital-interest"  # his own life, or another's (LED art. 38(1)(a))
    OWN_WISH = "own-wish"  # he asks for it himself
    KNOWN_THERE = "known-there"  # that state knows of him already, lawfully


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """One person, one state, one notice."""

    id: str
    notice: NoticeId
    person: EntityId
    country: str
    ground: Ground
    reason: str
    expires_on: date
    proposed_by: AccountId
    proposed_at: datetime
    confirmed_by: AccountId | None = None
    confirmed_at: datetime | None = None

    def require_sense(self, protections: Iterable[str], today: date) -> None:
        """Raise unless it has a reason and an end, and such protection can be lifted on that ground."""
        words = " ".join(protections).casefold()
        if not self.reason.strip() or self.expires_on <= today:
            raise InvalidError("say why, and until which day to come")
        if any(each in words for each in _NEVER):
            raise RefusedError("the protection of a source cannot be lifted: whoever handles the source decides")
        if any(each in words for each in _FOR_LIFE_ONLY) and self.ground is not Ground.VITAL_INTEREST:
            raise RefusedError("the protection of a minor is lifted only where a life depends on it")

    def holds(self, today: date) -> bool:
        """Say whether a second person has agreed and its day has not come."""
        return self.confirmed_by is not None and today < self.expires_on

    def confirmed(self, *, by: AccountId, at: datetime) -> "Lift":
        """Return it with a second person's yes."""
        if self.confirmed_by is not None or at.date() >= self.expires_on:
            raise ConflictError(f"{self.id} does not wait for a second person")
        if by == self.proposed_by:
            raise RefusedError("whoever proposed it cannot confirm it: a second person has to")
        return replace(self, confirmed_by=by, confirmed_at=at)
