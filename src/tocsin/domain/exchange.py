"""Mail as a node keeps it: what went out, what came in, where each stream stands, and names across the border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.domain.ids import AccountId, CounterpartId, MessageId
from tocsin.domain.recall import Fate
from tocsin.vocabulary.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A signed and sealed message on its way: the same bytes at every attempt, by every courier."""

    id: MessageId
    counterpart: CounterpartId
    kind: str
    urgency: Urgency
    epoch: int
    position: int
    signed: bytes
    envelope: bytes
    created_at: datetime


class InboxState(StrEnum):
    """How far our own people have got with a warning."""

    NEW = "new"
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    RESPONDED = "responded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A message as it arrived, with the receipt we gave: a duplicate gets the same receipt, byte for byte."""

    id: MessageId
    counterpart: CounterpartId
    kind: str
    urgency: Urgency
    epoch: int
    position: int
    signed: bytes
    body: bytes
    envelope_digest: str
    receipt: bytes
    verdict: str
    received_at: datetime
    notice: str | None = None  # the sender's name for the notice, as in the alert
    about: MessageId | None = None  # what a reply answers
    state: InboxState = InboxState.NEW
    opened_by: AccountId | None = None
    opened_at: datetime | None = None
    answered: str | None = None  # what we told them we did
    fates: tuple[Fate, ...] = ()  # what we told them became of what they took back or put right
    sender_card: str = ""  # digests of the two cards it names: with the receipt they prove it, even when it is erased
    recipient_card: str = ""
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDue:
    """A receipt that has to go back in a bundle, since its message came in one. `id` is the message's."""

    id: MessageId
    counterpart: CounterpartId


class Direction(StrEnum):
    """Of a stream, seen from here."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Where one ordered pair stands in one urgency class."""

    counterpart: CounterpartId
    direction: Direction
    urgency: Urgency
    epoch: int = 1
    position: int = 0  # of the last message
    last: MessageId | None = None
    missing: tuple[int, ...] = ()  # positions we have not had

    @property
    def key(self) -> str:
        """Counterpart, direction and urgency."""
        return stream_key(self.counterpart, self.direction, self.urgency)


def stream_key(counterpart: CounterpartId, direction: Direction, urgency: Urgency) -> str:
    """The key of a stream."""
    return f"{counterpart}:{direction}:{urgency}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderName:
    """What one counterpart calls one of our things: random, its own, stable across versions."""

    name: str  # 128 bits, hex
    counterpart: CounterpartId
    thing: str  # our own id

    @property
    def key(self) -> str:
        """Counterpart and thing."""
        return f"{self.counterpart}:{self.thing}"


class WorkKind(StrEnum):
    """What a worker can be asked to do."""

    DISPATCH = "dispatch"  # subject: a counterpart
    HEAD = "head"  # subject: none; leaves its own next turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Something that must still be done, left in the same transaction as its cause."""

    kind: WorkKind
    subject: str
    due_at: datetime

    @property
    def key(self) -> str:
        """Kind and subject: asking twice is asking once."""
        return f"{self.kind}:{self.subject}"
