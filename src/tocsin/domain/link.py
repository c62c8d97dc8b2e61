"""The link to a counterpart: how much it brings, how much of that was usable, and what we last told and asked it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.domain.ids import CounterpartId


class Tally(StrEnum):
    """What is counted of each counterpart."""

    STORED = "stored"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    REPEATED = "repeated"  # an envelope that came before
    UNREADABLE = "unreadable"  # in its name, and not to be opened or not signed by it
    POSTPONED = "postponed"  # more than the limit allows: told to come again


NOT_MORE_OFTEN = timedelta(seconds=1)  # what costs a stranger nothing is counted at most so often


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What passes between us and one counterpart, besides the mail itself."""

    counterpart: CounterpartId
    full_at: datetime | None = None  # when its allowance is whole again
    stored: int = 0
    quarantined: int = 0
    refused: int = 0
    repeated: int = 0
    unreadable: int = 0
    postponed: int = 0
    noted_at: datetime | None = None
    announced_at: datetime | None = None  # our newest status to it
    asked_at: datetime | None = None  # our newest request for what is missing
    asked: int = 0  # requests since nothing was missing
    cards_at: datetime | None = None  # when our cards were last brought once more
    returned: int = 0  # size of the largest head of ours that it has seen and we no longer have

    def brought(self) -> dict[Tally, int]:
        """Return how much of what it brought was what; what never happened is left out."""
        counts = {each: int(getattr(self, each.value)) for each in Tally}
        return {each: number for each, number in counts.items() if number}

    def counted(self, tally: Tally, number: int = 1) -> "Link":
        """Return the link with one more of something."""
        return replace(self, **{tally.value: int(getattr(self, tally.value)) + number})  # type: ignore[arg-type]

    def noted(self, tally: Tally, now: datetime) -> "Link | None":
        """Return the link with one more of what costs a stranger nothing; None where that was done a moment ago."""
        if self.noted_at is not None and abs(now - self.noted_at) < NOT_MORE_OFTEN:
            return None
        return replace(self.counted(tally), noted_at=now)

    def is_spent(self, now: datetime, *, burst: int, each: timedelta) -> bool:
        """Say whether one message more is over the allowance: `burst` messages; one comes back each `each`."""
        return self._full_at(now, burst * each) - now > (burst - 1) * each

    def charged(self, now: datetime, *, burst: int, each: timedelta) -> "Link":
        """Return the link after one more message."""
        return replace(self, full_at=self._full_at(now, burst * each) + each)

    def _full_at(self, now: datetime, whole: timedelta) -> datetime:
        """When the allowance is whole again. One that is further off than it can be is of a clock put back since."""
        full_at = self.full_at or now
        return now if full_at > now + whole else max(full_at, now)
