"""What nodes keep of one another's ledgers: how far each was seen to grow, who cosigned what, and who forked."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.ids import AccountId, CounterpartId, MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A counterpart's ledger as we last saw it and found that it had only grown."""

    counterpart: CounterpartId
    epoch: int  # of the stream of statuses: a restored node announces a new one, and is watched anew
    position: int  # of the status in that stream
    status: MessageId
    size: int
    root: bytes
    seen_at: datetime
    line: str  # our cosignature


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Our ledger as a counterpart has seen it."""

    counterpart: CounterpartId
    told: int = 0  # the size in the newest status to them
    seen: int = 0  # the largest size that they have cosigned
    served: MessageId | None = None  # of their messages, the last whose entry we have shown them


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosignature:
    """A counterpart's signature line under one of our heads."""

    size: int
    counterpart: CounterpartId
    line: str
    may_be_named: bool  # in a proof for others
    at: datetime  # of arrival

    @property
    def key(self) -> str:
        """Size and counterpart."""
        return f"{self.size:012d}:{self.counterpart}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """A counterpart has signed two ledgers of which neither continues the other. Both statuses are kept."""

    id: str
    counterpart: CounterpartId
    known: MessageId  # the status with the ledger that we had seen
    shown: MessageId  # the status that does not continue it
    known_size: int
    shown_size: int
    found_at: datetime
    settled_by: AccountId | None = None
    settled_at: datetime | None = None
    why: str = ""
