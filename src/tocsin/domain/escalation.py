"""Escalation: who is called next when a warning is not answered in time, as a schedule that follows from the clocks.

Nothing here does anything: the steps are computed anew each time from the message as it stands, so an answer that
comes in leaves none of them, and what was done once is not done again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.domain.delivery import Debt, Delivery
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import AccountId, CounterpartId
from tocsin.vocabulary.urgency import Urgency


class Rung(StrEnum):
    """Who is called."""

    STAND_IN = "stand-in"
    OFFICERS = "releasing-officers"
    FALLBACK = "fallback-notice"  # to the counterpart's contact, without content


# Between calling our own officer and writing to the counterpart's contact.
GRACE = {
    Urgency.IMMEDIATE: timedelta(minutes=15),
    Urgency.EXPECTED: timedelta(hours=2),
    Urgency.FUTURE: timedelta(days=1),
}
PARTS = 4  # of the time to acknowledge: who is on duty has the first, and each stand-in one more


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A call that falls due."""

    rung: Rung
    due_at: datetime
    person: AccountId | None = None
    debt: Debt | None = None  # what is owed to us; None where we owe it

    @property
    def name(self) -> str:
        """What tells it from the other steps about the same message."""
        return f"{self.rung}:{self.person or self.debt or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A call that was made. `id` is the message's and the step's."""

    id: str
    direction: Direction  # of the message
    subject: str
    counterpart: CounterpartId
    rung: Rung
    at: datetime
    people: tuple[AccountId, ...] = ()  # of ours who were called
    by: AccountId | None = None  # who called them by hand; None: the clock
    debt: Debt | None = None
    error: str | None = None  # why it did not get through: in words
    retry_at: datetime | None = None  # it is tried again


def first_call(received_at: datetime, time: timedelta) -> datetime:
    """Return when the one on duty has had his time with a warning."""
    return received_at + time / PARTS


def within(received_at: datetime, time: timedelta, stand_ins: Iterable[AccountId]) -> tuple[Step, ...]:
    """Return the calls about a warning that nobody of ours has acknowledged: all of them before it is late."""
    called = tuple(stand_ins)[: PARTS - 1]
    steps = [
        Step(rung=Rung.STAND_IN, due_at=received_at + time * number / PARTS, person=person)
        for number, person in enumerate(called, start=1)
    ]
    return (*steps, Step(rung=Rung.OFFICERS, due_at=received_at + time * (len(called) + 1) / PARTS))


def towards(delivery: Delivery) -> tuple[Step, ...]:
    """Return the calls about what a counterpart owes us: our officers, then, by another way, its contact."""
    grace = GRACE[delivery.urgency or Urgency.EXPECTED]
    steps = []
    for debt, due in delivery.debts().items():
        steps.append(Step(rung=Rung.OFFICERS, due_at=due, debt=debt))
        if delivery.urgency is not None:  # else they were told by hand, and have no inbox
            steps.append(Step(rung=Rung.FALLBACK, due_at=due + grace, debt=debt))
    return tuple(sorted(steps, key=lambda step: step.due_at))


def next_step(steps: Iterable[Step], taken: Iterable[str]) -> Step | None:
    """Return the first step that has not been taken."""
    done = set(taken)
    return next((step for step in steps if step.name not in done), None)
