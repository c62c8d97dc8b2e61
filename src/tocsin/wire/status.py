"""A status: the body of a heartbeat, in which a node states what its ledger is and what it has had from another.

A ledger cannot prove what it lacks. But a node that states, signed, that it had a stream up to position 7 at a
certain head has said something about position 8, and can be held to it.
"""

from dataclasses import dataclass

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.canonical import Json, decode, encode
from tocsin.wire.fields import from_outside, integer, items, members, text
from tocsin.wire.limits import MAX_CHECKPOINT, MAX_POSITION, MAX_STATUS

FORMAT = "tocsin/status/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Every message of one stream, from the first of its epoch to this position, has been stored. 0 is none."""

    urgency: Urgency
    epoch: int
    position: int

    def __post_init__(self) -> None:
        if not (1 <= self.epoch <= MAX_POSITION and 0 <= self.position <= MAX_POSITION):
            raise InvalidError("a stream is held up to a position, from 0, in an epoch, from 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a node states: its newest checkpoint, and how far it has had each stream from the recipient."""

    checkpoint: bytes
    held: tuple[Held, ...]

    def __post_init__(self) -> None:
        if len(self.checkpoint) > MAX_CHECKPOINT or len({each.urgency for each in self.held}) != len(self.held):
            raise InvalidError("a status has one checkpoint and names each stream once")


def compose(status: Status) -> bytes:
    """Return the body of a message of the kind `status`."""
    held: list[Json] = [
        {"urgency": each.urgency, "epoch": each.epoch, "position": each.position} for each in status.held
    ]
    return encode({"format": FORMAT, "checkpoint": status.checkpoint.decode(), "held": held})


def parse(data: bytes) -> Status:
    """Read such a body; raises `UntrustedError`. The checkpoint inside is opened on its own."""
    body = members(decode(data, limit=MAX_STATUS), "format", "checkpoint", "held")
    checkpoint = body["checkpoint"]
    if body["format"] != FORMAT or not isinstance(checkpoint, str):
        raise UntrustedError(f"this is not a status of the format {FORMAT}", code="status")
    with from_outside("status"):
        held = tuple(_read(each) for each in items(body["held"], limit=len(Urgency)))
        return Status(checkpoint=checkpoint.encode(), held=held)


def _read(value: Json) -> Held:
    held = members(value, "urgency", "epoch", "position")
    urgency = text(held["urgency"])
    if urgency not in set(Urgency):
        raise UntrustedError("a stream has no urgency this version knows", code="status")
    return Held(
        urgency=Urgency(urgency),
        epoch=integer(held["epoch"], low=1),
        position=integer(held["position"]),
    )
