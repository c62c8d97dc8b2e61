"""A line: would a warning reach this counterpart now, and what speaks against it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.domain.counterpart import Counterpart, Reach, Standing
from tocsin.domain.gaps import Ranges
from tocsin.domain.link import Link
from tocsin.vocabulary.urgency import Urgency

SILENT_AFTER = timedelta(days=2)  # a heartbeat comes every day
ENDS_SOON = timedelta(days=30)
CLOCK_OFF = timedelta(minutes=5)


class Reached(StrEnum):
    """Would a warning reach them now?"""

    YES = "yes"
    DOUBTFUL = "doubtful"
    NO = "no"
    BY_HAND = "by-hand"


class Trouble(StrEnum):
    """What speaks against it, or will before long."""

    SUSPENDED = "suspended"
    CARD_EXPIRED = "card-expired"
    UNREACHABLE = "unreachable"  # what waits cannot be carried
    BARRED = "barred"  # they refuse something without a reason
    NEVER_HEARD = "never-heard"
    SILENT = "silent"
    CARD_ENDS = "card-ends"
    CLOCK = "clock"
    EPOCH = "epoch"  # a new epoch of theirs waits for a person
    MISSING = "missing"  # of theirs to us
    LOST = "lost"  # of theirs to us, for good
    GONE = "gone"  # of ours to them: they have lost it, and so have we
    FORGOTTEN = "forgotten"  # of ours to them: this node was restored


_PREVENTS = frozenset({Trouble.SUSPENDED, Trouble.CARD_EXPIRED, Trouble.UNREACHABLE})


class Stretch(StrEnum):
    """What can be the matter with some positions of a stream."""

    MISSING = "stretch-missing"
    LOST = "stretch-lost"
    GONE = "stretch-gone"
    FORGOTTEN = "stretch-forgotten"
    ENDED = "stretch-ended"  # of theirs to us: all that came before they were restored and began anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Positions of one stream with which something is the matter."""

    what: Stretch
    urgency: Urgency
    epoch: int
    ranges: Ranges

    @property
    def positions(self) -> str:
        """The positions as people write them: 2–4, 7."""
        return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in self.ranges)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How one counterpart is reached, as far as we know."""

    counterpart: Counterpart
    link: Link
    heard_at: datetime | None = None  # their newest message
    receipt_at: datetime | None = None  # their newest receipt for something they stored
    usable_until: datetime | None = None  # their card, or its last sealing key
    clock_ahead: timedelta | None = None  # theirs of ours
    waiting: int = 0
    oldest_waiting: datetime | None = None
    barred: int = 0
    last_error: str | None = None
    epochs: tuple[int, ...] = ()
    wheres: tuple[Where, ...] = ()

    def troubles(self, now: datetime) -> tuple[Trouble, ...]:
        """Say what speaks against this line, the worst first."""
        if self.counterpart.reach is Reach.BY_HAND:
            return ()
        newest = max((at for at in (self.heard_at, self.receipt_at) if at is not None), default=None)
        until = self.usable_until
        whats = {each.what for each in self.wheres}
        found = (
            (Trouble.SUSPENDED, self.counterpart.standing is Standing.SUSPENDED),
            (Trouble.CARD_EXPIRED, until is None or until <= now),
            (Trouble.UNREACHABLE, self.last_error is not None and self.waiting > self.barred),
            (Trouble.BARRED, self.barred > 0),
            (Trouble.NEVER_HEARD, newest is None),
            (Trouble.SILENT, newest is not None and now - newest > SILENT_AFTER),
            (Trouble.CARD_ENDS, until is not None and now < until <= now + ENDS_SOON),
            (Trouble.CLOCK, self.clock_ahead is not None and abs(self.clock_ahead) > CLOCK_OFF),
            (Trouble.EPOCH, bool(self.epochs)),
            (Trouble.MISSING, Stretch.MISSING in whats),
            (Trouble.LOST, Stretch.LOST in whats),
            (Trouble.GONE, Stretch.GONE in whats),
            (Trouble.FORGOTTEN, Stretch.FORGOTTEN in whats),
        )
        return tuple(trouble for trouble, holds in found if holds)

    def verdict(self, now: datetime) -> Reached:
        """Say whether a warning would reach them now."""
        if self.counterpart.reach is Reach.BY_HAND:
            return Reached.BY_HAND
        troubles = self.troubles(now)
        if _PREVENTS & set(troubles):
            return Reached.NO
        return Reached.DOUBTFUL if troubles else Reached.YES
