"""Delivery: what became of one message to one counterpart, and what is still owed.

Failed, refused, quarantined and told are different things and never share a counter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from tocsin.domain.errors import ConflictError
from tocsin.domain.ids import AccountId, CounterpartId, MessageId, NoticeId, TearlineId
from tocsin.domain.recall import Fate
from tocsin.vocabulary.urgency import Urgency

Place: TypeAlias = tuple[int, int]
"""Epoch and position of a message in its stream."""


class DeliveryState(StrEnum):
    """Where a message stands. `to-hand` and `told` belong to counterparts without a node.

    No message fails by itself: it is tried until it is answered, or until a person gives it up.
    """

    QUEUED = "queued"
    LEFT = "left"  # with a third party that hands it on
    BARRED = "barred"  # refused without a signed reason, or not answered by them; lets others pass, is tried again
    STORED = "stored"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    FAILED = "failed"
    TO_HAND = "to-hand"
    TOLD = "told"
    STOPPED = "stopped"  # taken back before anybody handed it over


class Debt(StrEnum):
    """What a counterpart owes us about a message, in the order in which it falls due."""

    RECEIPT = "receipt"
    ACKNOWLEDGEMENT = "acknowledgement"
    RESPONSE = "response"
    OUTCOME = "outcome"


class Result(StrEnum):
    """What came of a warning, as the counterpart sees it."""

    PREVENTED = "prevented"
    HAPPENED = "happened"
    DID_NOT_HAPPEN = "did-not-happen"
    UNFOUNDED = "unfounded"
    UNDER_WAY = "under-way"  # nothing final yet; it may be said again
    UNKNOWN = "unknown"


MOST_REDIRECTS = 20  # kept of one message, the newest
_RECEIPTED = frozenset({DeliveryState.STORED, DeliveryState.QUARANTINED, DeliveryState.REFUSED})
_ANSWERED_OR_OVER = _RECEIPTED | {DeliveryState.FAILED}
_MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.QUEUED: frozenset({DeliveryState.QUEUED, DeliveryState.LEFT, DeliveryState.BARRED})
    | _ANSWERED_OR_OVER,
    DeliveryState.LEFT: frozenset({DeliveryState.QUEUED}) | _ANSWERED_OR_OVER,
    DeliveryState.BARRED: frozenset({DeliveryState.QUEUED}) | _ANSWERED_OR_OVER,
    # Asked for again: they have lost it, or a person there has let it in.
    DeliveryState.STORED: frozenset({DeliveryState.QUEUED}),
    DeliveryState.QUARANTINED: frozenset({DeliveryState.QUEUED, DeliveryState.FAILED}),
    DeliveryState.REFUSED: frozenset({DeliveryState.QUEUED, DeliveryState.FAILED}),
    DeliveryState.FAILED: _RECEIPTED,  # a receipt comes all the same
    DeliveryState.TO_HAND: frozenset({DeliveryState.TOLD, DeliveryState.STOPPED}),
    DeliveryState.TOLD: frozenset(),
    DeliveryState.STOPPED: frozenset(),
}

_FOR_PEOPLE = frozenset({DeliveryState.TO_HAND, DeliveryState.REFUSED, DeliveryState.QUARANTINED})

MAIL, UPKEEP = "mail", "upkeep"
_UPKEEP = frozenset({"card", "resend", "status"})  # kinds that nodes send by themselves
DRILL = "drill"
"""The kind of a delivery that is an exercise, whatever the kind of its message: nothing that counts kinds counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """How a counterpart without a node was told: stated by one of us, never proven."""

    how: str
    to: str
    said: str
    by: AccountId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it."""

    result: Result
    said: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """ "Not for us, try Z": an organisation in their words. Whether Z is told, our people decide."""

    organisation: str
    said: str
    at: datetime
    settled: str | None = None  # what our people decided about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the counterpart has let us know; times are ours, of arrival."""

    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    response: str | None = None
    responded_at: datetime | None = None
    outcome: Outcome | None = None
    said_at: Place = (0, 0)  # epoch and position of the newest word on what was done, and of that on
    came_at: Place = (0, 0)  # what came of it: an older word that comes later does not take its place
    redirects: tuple[Redirect, ...] = ()  # it is not for them; whom they name instead
    fates: tuple[Fate, ...] = ()  # of what was put right or taken back

    @property
    def unsettled(self) -> tuple[Redirect, ...]:
        """Whom they name instead, and nobody of ours has decided about."""
        return tuple(each for each in self.redirects if each.settled is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Where a message was last left."""

    address: str  # of the counterpart, as on its card
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one counterpart. `id` is the message id, or the tearline's where it goes by hand."""

    id: str
    kind: str
    counterpart: CounterpartId
    state: DeliveryState
    created_at: datetime
    urgency: Urgency | None = None  # of its stream; None where it goes by hand
    notice: NoticeId | None = None
    tearline: TearlineId | None = None
    recall: str | None = None
    attempts: int = 0
    last_error: str | None = None
    reason: str | None = None  # in their receipt
    sent_anew: str | None = None  # the message that took the place of this one
    next_attempt_at: datetime | None = None
    envelope_digest: str | None = None
    receipt: bytes | None = None
    shown_in: MessageId | None = None  # their status that shows the entry about this in their own ledger
    delivered_at: datetime | None = None
    received_at: datetime | None = None  # by their clock, as the receipt states
    acknowledge_by: datetime | None = None
    answer_by: datetime | None = None
    answer_within: timedelta | None = None  # of their having it: the receipt sets `answer_by`
    outcome_within: timedelta | None = None  # of their response
    answer: Answer = Answer()
    excused_at: datetime | None = None  # it is over, taken back, or replaced: nobody owes an answer any more
    handed: Handing | None = None
    left: Left | None = None
    came_back: bool = False  # without a receipt, from a bundle of which others were taken in: it is the one at fault
    exported_at: datetime | None = None  # when it was last written into a bundle

    def moved(self, state: DeliveryState, **changes: object) -> "Delivery":
        """Return this delivery in a new state; raise `ConflictError` where the move is not a legal one."""
        if state not in _MOVES[self.state]:
            raise ConflictError(f"a delivery that is {self.state} cannot become {state}")
        return replace(self, state=state, **changes)  # type: ignore[arg-type]  # fields checked by dataclass

    @property
    def purpose(self) -> str:
        """Say on which list it belongs: `mail` that people sent, `upkeep` between nodes, or a `drill`."""
        return DRILL if self.kind == DRILL else UPKEEP if self.kind in _UPKEEP else MAIL

    @property
    def may_be_sent_anew(self) -> bool:
        """Say whether the same words may go in another message: they did not take this one, or it was given up."""
        is_over = self.state in {DeliveryState.BARRED, DeliveryState.QUARANTINED, DeliveryState.REFUSED}
        return (is_over or self.state is DeliveryState.FAILED) and self.sent_anew is None and self.tearline is not None

    @property
    def is_under_way(self) -> bool:
        """Say whether a receipt is still to come."""
        return self.state in {DeliveryState.QUEUED, DeliveryState.LEFT, DeliveryState.BARRED}

    @property
    def asks_from(self) -> datetime | None:
        """From when it asks for a person, if nothing changes: to hand it over, to mend it, to chase what is owed."""
        if self.purpose != MAIL:
            return None
        if self.state in _FOR_PEOPLE or self.answer.unsettled:
            return self.created_at
        return min(self.debts().values(), default=None)

    def debts(self) -> Mapping[Debt, datetime]:
        """Return what is still to come, each with its clock; a later answer makes the earlier ones good.

        Who refused a message owes nothing about it, nor does who says that it is not for him, nor is anything owed
        about one that was given up.
        """
        said = self.answer
        is_over = self.state in {DeliveryState.REFUSED, DeliveryState.FAILED, DeliveryState.STOPPED}
        if is_over or self.excused_at is not None or said.redirects:
            return {}
        if said.responded_at is not None or said.outcome is not None:
            return self._outcome()
        debts: dict[Debt, datetime] = {}
        if said.acknowledged_at is None and self.acknowledge_by is not None:
            debts |= {Debt.RECEIPT: self.acknowledge_by} if self.delivered_at is None else self._acknowledgement()
        if self.answer_by is not None:
            debts[Debt.RESPONSE] = self.answer_by
        return debts

    def owes(self, now: datetime) -> Debt | None:
        """Say which answer is overdue; of several the furthest."""
        overdue = [debt for debt, due in self.debts().items() if now > due]
        return overdue[-1] if overdue else None

    def _outcome(self) -> dict[Debt, datetime]:
        """Owed after a response, and again after word that nothing is decided yet."""
        told = self.answer.outcome
        since = self.answer.responded_at if told is None else told.at
        if since is None or self.outcome_within is None or (told is not None and told.result is not Result.UNDER_WAY):
            return {}
        return {Debt.OUTCOME: since + self.outcome_within}

    def _acknowledgement(self) -> dict[Debt, datetime]:
        """Their clock is as long as it ever was, however late it reached them."""
        if self.acknowledge_by is None or self.delivered_at is None:
            return {}
        return {
            Debt.ACKNOWLEDGEMENT: max(self.acknowledge_by, self.delivered_at + (self.acknowledge_by - self.created_at))
        }


_FIRST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(minutes=10)


def wait_before(attempt: int, jitter: float) -> timedelta:
    """How long to wait before the next attempt: doubling, capped, and never in step with others.

    `jitter` is between 0 and 1 and takes up to half of the wait away.
    """
    wait = min(_FIRST_WAIT * float(2 ** min(attempt - 1, 16)), _LONGEST_WAIT)
    return wait * (1 - jitter / 2)


def wait_in_silence(attempt: int, urgency: Urgency | None, jitter: float) -> timedelta:
    """How long to wait where nobody answers: with hours of it longer and longer, up to an hour, unless it is immediate.

    Whatever they send us brings the pause to an end.
    """
    patience = 1.0 if urgency is Urgency.IMMEDIATE else min(max((attempt - 10) / 2, 1.0), 6.0)
    return wait_before(attempt, jitter) * patience


def wait_for_receipt(attempt: int, jitter: float) -> timedelta:
    """How long a receipt may take that comes by itself: half a minute at first, since nobody waits at the other end."""
    return wait_before(attempt + 5, jitter)


def wait_at_the_door(attempt: int, jitter: float) -> timedelta:
    """How long what was refused without a reason waits: not long at first, six times as long in the end."""
    return wait_before(attempt, jitter) * min(attempt, 6)
