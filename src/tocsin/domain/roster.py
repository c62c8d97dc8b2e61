"""The roster: who is on duty when, and who stands in, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import AccountId, MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One person's watch, with stand-ins in the order in which they are called."""

    id: str
    since: datetime
    until: datetime
    on_duty: AccountId
    stand_ins: tuple[AccountId, ...] = ()

    @property
    def people(self) -> tuple[AccountId, ...]:
        """Everybody of this watch, in the order in which they are called."""
        return (self.on_duty, *self.stand_ins)

    def require_sense(self) -> None:
        """Raise `InvalidError` unless it lasts and nobody stands in for himself."""
        if self.until <= self.since:
            raise InvalidError("a watch ends after it begins")
        if len(set(self.people)) != len(self.people):
            raise InvalidError("nobody stands in for himself, or twice")

    def covers(self, at: datetime) -> bool:
        """Say whether it is this watch's time."""
        return self.since <= at < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class StoodIn:
    """Somebody opened a warning while another was on duty, who is told of it."""

    id: str  # the warning and who opened it
    message: MessageId
    by: AccountId
    instead_of: AccountId
    at: datetime
    seen_at: datetime | None = None


def in_force(shifts: Iterable[Shift], at: datetime) -> Shift | None:
    """Return the watch of this time; of two, the one that was set last."""
    found = [each for each in shifts if each.covers(at)]
    return found[-1] if found else None
