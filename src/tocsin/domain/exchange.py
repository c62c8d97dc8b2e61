"""Mail as a node keeps it: what went out, what came in, where each stream stands, and names across the border."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tocsin.domain.gaps import Ranges, joined, without
from tocsin.domain.ids import AccountId, CounterpartId, MessageId
from tocsin.domain.recall import Fate
from tocsin.domain.terms import Use
from tocsin.vocabulary.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A signed and sealed message on its way: the same bytes at every attempt, by every courier.

    It is sealed again, and only then, when its recipient no longer has the key it was sealed for.
    """

    id: MessageId
    counterpart: CounterpartId
    kind: str
    urgency: Urgency
    epoch: int
    position: int
    signed: bytes  # empty once erased
    envelope: bytes = b""  # none while the recipient has no sealing key
    sealed_for: str | None = None  # the recipient's sealing key
    created_at: datetime
    sender_card: str = ""  # digests of the two cards it names
    recipient_card: str = ""

    @property
    def place(self) -> str:
        """Its stream and position: no two messages share one."""
        return place(self.counterpart, self.urgency, self.epoch, self.position)


def place(counterpart: CounterpartId, urgency: Urgency, epoch: int, position: int) -> str:
    """Return the name of a position of a stream to a counterpart."""
    return f"{counterpart}:{urgency}:{epoch}:{position}"


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
    uses: tuple[Use, ...] = ()  # of what kind it was
    outcome: str | None = None  # what we told them came of it: a word of `domain.delivery.Result`
    redirected: str | None = None  # whom we named to them instead
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
    """Where one ordered pair stands in one urgency class and epoch."""

    counterpart: CounterpartId
    direction: Direction
    urgency: Urgency
    epoch: int = 1
    position: int = 0  # of the last message
    last: MessageId | None = None
    missing: Ranges = ()  # IN: what we have not had and ask for; it may reach beyond the last message
    lost: Ranges = ()  # IN: what they say they cannot send any more; OUT: what they asked for and we no longer have
    gone: Ranges = ()  # OUT: what of that they have still to be told
    theirs: int = 0  # OUT: the newest they say they have; what is after our own last, we have forgotten

    @property
    def key(self) -> str:
        """Counterpart, direction, urgency and epoch."""
        return stream_key(self.counterpart, self.direction, self.urgency, self.epoch)

    @property
    def contiguous(self) -> int:
        """The position up to which everything has come."""
        return min((first for first, _ in (*self.missing, *self.lost)), default=self.position + 1) - 1

    @property
    def forgotten(self) -> Ranges:
        """What they have had from us and we do not know of: it was sent before this node was restored."""
        return without(((self.position + 1, self.theirs),), self.lost)

    @property
    def ever(self) -> int:
        """OUT: the last position that they are known to have had, or to have been told of as lost."""
        return max(self.theirs, *(last for _, last in self.lost), 0)

    def taken(self, position: int, message: MessageId) -> "Stream":
        """Return the stream after a message has come: the next, one further on, or one that was missing."""
        here = ((position, position),)
        if position <= self.position:
            return replace(self, missing=without(self.missing, here), lost=without(self.lost, here))
        missing = without(joined(self.missing, ((self.position + 1, position),)), here)
        return replace(
            self, position=position, last=message, missing=without(missing, self.lost), lost=without(self.lost, here)
        )


def stream_key(counterpart: CounterpartId, direction: Direction, urgency: Urgency, epoch: int) -> str:
    """The key of a stream."""
    return f"{counterpart}:{direction}:{urgency}:{epoch}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """A run of positions: from a restore to the next one. The first is 1, and nobody has to announce or accept it.

    `counterpart` is None for our own. What comes in an epoch that no person has accepted is set aside.
    """

    counterpart: CounterpartId | None
    number: int
    seen_at: datetime
    accepted_at: datetime | None = None
    accepted_by: AccountId | None = None

    @property
    def key(self) -> str:
        """Whose it is, and its number."""
        return epoch_key(self.counterpart, self.number)


def epoch_key(counterpart: CounterpartId | None, number: int) -> str:
    """The key of an epoch."""
    return f"{counterpart or 'ours'}:{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A message that waits for a person to accept its epoch."""

    message: MessageId
    epoch: str  # key of the epoch


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
    ESCALATE = "escalate"  # subject: a direction and a message; leaves its own next turn while something is owed
    HEAD = "head"  # subject: none; leaves its own next turn
    STATUS = "status"  # subject: a counterpart; none: every one of them, and then it leaves its own next turn
    KEYS = "keys"  # subject: none; leaves its own next turn
    RETENTION = "retention"  # subject: none; leaves its own next turn
    NIGHT = "night"  # subject: a minimum that one person sent, until a second has reviewed it
    RESEND = "resend"  # subject: a counterpart; ask for what is missing, say what is gone


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
