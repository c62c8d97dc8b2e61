"""An arrival: a message whose sender is known and whose signatures verified, and what was made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.ids import MessageId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.wire.message import Message
from tocsin.wire.receipt import Reason, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """An authentic message, next in its stream or filling a gap in it."""

    sender: Counterpart
    id: MessageId
    message: Message
    at: datetime  # our clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What becomes of it: the receipt says the verdict; the message is kept under what it is about."""

    verdict: Verdict = Verdict.STORED
    reason: Reason | None = None
    notice: str | None = None  # the sender's name for the notice
    about: MessageId | None = None  # the message it answers


UNKNOWN_REFERENCE = Judged(verdict=Verdict.QUARANTINED, reason=Reason.REFERENCE_UNKNOWN)

Take: TypeAlias = Callable[[Node, Transaction, Arrived], Judged]
"""Read a message's body and do what it asks, in the transaction that keeps the message.

The body is read before anything is written: `UntrustedError` from reading it means that the message is set aside.
"""
