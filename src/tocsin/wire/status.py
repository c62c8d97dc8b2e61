"""A status: the body of a heartbeat, in which a node states what its ledger is and what it has had from another.

A ledger cannot prove what it lacks. But a node that states, signed, that it had a stream up to position 7 at a
certain head has said something about position 8, and can be held to it. By the same message two nodes watch each
other: it shows that the ledger has only grown since the recipient last saw it, cosigns the recipient's own, and
opens to the recipient the leaves about the recipient's messages, and no others.
"""

from dataclasses import dataclass

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import limits
from tocsin.wire.canonical import Json, decode, encode
from tocsin.wire.fields import base64url, flag, from_outside, integer, items, members, octets, plain, text
from tocsin.wire.leaf import Leaf, leaf_from_json, leaf_to_json, path_from_json

FORMAT = "tocsin/status/1"
SALT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Every message of one stream, from the first of its epoch to this position, has been stored. 0 is none.

    `newest` is the last that has been stored; it is further on where something before it has not.
    """

    urgency: Urgency
    epoch: int
    position: int
    newest: int

    def __post_init__(self) -> None:
        if not (1 <= self.epoch <= limits.MAX_POSITION and 0 <= self.position <= self.newest <= limits.MAX_POSITION):
            raise InvalidError("a stream is held up to a position, from 0, and to none before it, in an epoch, from 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Continues:
    """The path that proves the checkpoint to begin with the ledger as it was at this size."""

    size: int
    path: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if not 0 < self.size <= limits.MAX_INTEGER or len(self.path) > limits.MAX_PATH:
            raise InvalidError("a ledger is continued from a size, from 1, by a path of hashes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """The sender's cosignature of the recipient's ledger at the size at which it last saw it.

    `may_be_named` allows the recipient to show it to others in a proof; without that it is between the two.
    """

    size: int
    line: str
    may_be_named: bool

    def __post_init__(self) -> None:
        if not 0 <= self.size <= limits.MAX_INTEGER:
            raise InvalidError("a ledger's size is not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a node states: its newest checkpoint, and how far it has had each stream from the recipient.

    `sent` is how far it has the recipient's receipts for its own streams, and how far the recipient stated to have had
    them: whoever has less has lost something.
    """

    salt: bytes  # no two statuses say the same
    checkpoint: bytes
    held: tuple[Held, ...]
    sent: tuple[Held, ...] = ()
    continues: tuple[Continues, ...] = ()
    cosigned: Cosigned | None = None
    entries: tuple[Leaf, ...] = ()

    def __post_init__(self) -> None:
        is_short = len(self.checkpoint) <= limits.MAX_CHECKPOINT and len(self.entries) <= limits.MAX_ENTRIES
        if not is_short or len(self.continues) > limits.MAX_CONTINUES:
            raise InvalidError("a status is too large")
        for streams in (self.held, self.sent):
            named = {(each.urgency, each.epoch) for each in streams}
            if len(named) != len(streams) or len(streams) > limits.MAX_STREAMS:
                raise InvalidError("a status names each stream once")


def compose(status: Status) -> bytes:
    """Return the body of a message of the kind `status`."""
    continues: list[Json] = [
        {"size": each.size, "path": [base64url(digest) for digest in each.path]} for each in status.continues
    ]
    body: Json = {
        "format": FORMAT,
        "salt": base64url(status.salt),
        "checkpoint": status.checkpoint.decode(),
        "held": _streams_to_json(status.held),
        "sent": _streams_to_json(status.sent),
        "continues": continues,
        "cosigned": _cosigned_to_json(status.cosigned),
        "entries": [leaf_to_json(each) for each in status.entries],
    }
    return encode(body)


def parse(data: bytes) -> Status:
    """Read such a body; raises `UntrustedError`. The checkpoint inside is opened on its own."""
    body = members(
        decode(data, limit=limits.MAX_STATUS),
        *("format", "salt", "checkpoint", "held", "sent", "continues", "cosigned", "entries"),
    )
    if body["format"] != FORMAT:
        raise UntrustedError(f"this is not a status of the format {FORMAT}", code="status")
    with from_outside("status"):
        return Status(
            salt=octets(body["salt"], size=SALT),
            checkpoint=plain(body["checkpoint"]),
            held=_streams(body["held"]),
            sent=_streams(body["sent"]),
            continues=tuple(_continues(each) for each in items(body["continues"], limit=limits.MAX_CONTINUES)),
            cosigned=None if body["cosigned"] is None else _cosigned(body["cosigned"]),
            entries=tuple(leaf_from_json(each) for each in items(body["entries"], limit=limits.MAX_ENTRIES)),
        )


def _streams_to_json(streams: tuple[Held, ...]) -> list[Json]:
    return [
        {"urgency": each.urgency, "epoch": each.epoch, "position": each.position, "newest": each.newest}
        for each in streams
    ]


def _streams(value: Json) -> tuple[Held, ...]:
    return tuple(_held(each) for each in items(value, limit=limits.MAX_STREAMS))


def _held(value: Json) -> Held:
    held = members(value, "urgency", "epoch", "position", "newest")
    urgency = text(held["urgency"])
    if urgency not in set(Urgency):
        raise UntrustedError("a stream has no urgency this version knows", code="status")
    return Held(
        urgency=Urgency(urgency),
        epoch=integer(held["epoch"], low=1),
        position=integer(held["position"]),
        newest=integer(held["newest"]),
    )


def _continues(value: Json) -> Continues:
    body = members(value, "size", "path")
    return Continues(size=integer(body["size"], low=1), path=path_from_json(body["path"]))


def _cosigned(value: Json) -> Cosigned:
    body = members(value, "size", "line", "may_be_named")
    return Cosigned(
        size=integer(body["size"]),
        line=text(body["line"], limit=limits.MAX_LINE),
        may_be_named=flag(body["may_be_named"]),
    )


def _cosigned_to_json(cosigned: Cosigned | None) -> Json:
    if cosigned is None:
        return None
    return {"size": cosigned.size, "line": cosigned.line, "may_be_named": cosigned.may_be_named}
