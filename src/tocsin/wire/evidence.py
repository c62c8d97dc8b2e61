"""Evidence: what a proof file holds, and how it is written and read. Whether it holds true, `proof` says.

Everything is digests, signatures and records of the ledger that name messages by their ids; content comes in
only as `opened`, the signed message itself, when the maker chose so.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.domain.errors import InvalidError
from tocsin.wire import limits
from tocsin.wire.canonical import Json, rfc3339
from tocsin.wire.fields import base64url, hex_digest, is_digest, items, members, moment, octets, plain, text
from tocsin.wire.leaf import Leaf, leaf_from_json, leaf_to_json
from tocsin.wire.message import Kind


class Party(StrEnum):
    """Which of the two organisations."""

    SENDER = "sender"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEvidence:
    """A checkpoint, and leaves proven to be under it."""

    checkpoint: bytes
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that a ledger in this file records: which kind, under which message id, and when.

    `signed` is the recipient's signed message itself, where the maker of the proof opened it.
    """

    kind: Kind
    message_id: str
    at: datetime
    signed: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Everything in a proof file. `maker` signs it, and shows leaves of its own ledger at least.

    `receipt` is the recipient's. `statements` are signed messages of the kind `status` from the recipient to
    the sender; they are what can be shown where no receipt ever came. `witnesses` are the cards of others who
    cosigned a head in this file and agreed to be named. `later_cards` lead from the two cards, which the message
    names, to the keys by which either organisation signed something in this file after a rotation.
    """

    maker: Party = Party.SENDER
    made_at: datetime
    sender_card: bytes
    recipient_card: bytes
    message_id: str
    envelope_digest: str
    receipt: bytes | None = None
    sender_log: LogEvidence | None = None
    recipient_log: LogEvidence | None = None
    answers: tuple[Answer, ...] = ()
    statements: tuple[bytes, ...] = ()
    witnesses: tuple[bytes, ...] = ()
    later_cards: tuple[bytes, ...] = ()
    opened: bytes | None = None

    def __post_init__(self) -> None:
        if not (is_digest(self.message_id) and is_digest(self.envelope_digest)):
            raise InvalidError("messages and envelopes are named by SHA-256 digests in hex")
        if self.receipt is None and not self.statements:
            raise InvalidError("a proof shows a receipt or at least a statement of the recipient")
        own = self.sender_log if self.maker is Party.SENDER else self.recipient_log
        if own is None or not own.leaves:
            raise InvalidError("the maker of a proof shows at least one leaf of its own ledger")


def to_json(proof: Proof) -> Json:
    """Return the body of a proof file."""
    return {
        "maker": proof.maker,
        "made_at": rfc3339(proof.made_at),
        "sender_card": base64url(proof.sender_card),
        "recipient_card": base64url(proof.recipient_card),
        "message": proof.message_id,
        "envelope": proof.envelope_digest,
        "receipt": _or_null(proof.receipt),
        "sender_log": _log_to_json(proof.sender_log),
        "recipient_log": _log_to_json(proof.recipient_log),
        "answers": [_answer_to_json(each) for each in proof.answers],
        "statements": [base64url(each) for each in proof.statements],
        "witnesses": [base64url(each) for each in proof.witnesses],
        "later_cards": [base64url(each) for each in proof.later_cards],
        "opened": _or_null(proof.opened),
    }


def from_json(value: Json) -> Proof:
    """Read the body of a proof file; raises `UntrustedError` or `InvalidError`."""
    body = members(
        value,
        *("maker", "made_at", "sender_card", "recipient_card", "message", "envelope", "receipt"),
        *("sender_log", "recipient_log", "answers", "statements", "witnesses", "later_cards", "opened"),
    )
    return Proof(
        maker=_party(text(body["maker"])),
        made_at=moment(body["made_at"]),
        sender_card=octets(body["sender_card"]),
        recipient_card=octets(body["recipient_card"]),
        message_id=hex_digest(body["message"]),
        envelope_digest=hex_digest(body["envelope"]),
        receipt=_octets_or_null(body["receipt"]),
        sender_log=_read_log(body["sender_log"]),
        recipient_log=_read_log(body["recipient_log"]),
        answers=tuple(_read_answer(each) for each in items(body["answers"], limit=limits.MAX_ANSWERS)),
        statements=tuple(octets(each) for each in items(body["statements"], limit=limits.MAX_STATEMENTS)),
        witnesses=tuple(octets(each) for each in items(body["witnesses"], limit=limits.MAX_WITNESSES)),
        later_cards=tuple(octets(each) for each in items(body["later_cards"], limit=limits.MAX_LATER_CARDS)),
        opened=_octets_or_null(body["opened"]),
    )


def _log_to_json(log: LogEvidence | None) -> Json:
    if log is None:
        return None
    return {
        "checkpoint": log.checkpoint.decode(),
        "leaves": [leaf_to_json(leaf) for leaf in log.leaves],
    }


def _read_log(value: Json) -> LogEvidence | None:
    if value is None:
        return None
    log = members(value, "checkpoint", "leaves")
    leaves = items(log["leaves"], limit=limits.MAX_LEAVES)
    return LogEvidence(checkpoint=plain(log["checkpoint"]), leaves=tuple(leaf_from_json(each) for each in leaves))


def _answer_to_json(answer: Answer) -> Json:
    return {
        "kind": answer.kind,
        "message": answer.message_id,
        "at": rfc3339(answer.at),
        "signed": _or_null(answer.signed),
    }


def _read_answer(value: Json) -> Answer:
    answer = members(value, "kind", "message", "at", "signed")
    kind = text(answer["kind"])
    if kind not in set(Kind):
        raise InvalidError("an answer of a kind this version does not know")
    return Answer(
        kind=Kind(kind),
        message_id=hex_digest(answer["message"]),
        at=moment(answer["at"]),
        signed=_octets_or_null(answer["signed"]),
    )


def _or_null(data: bytes | None) -> Json:
    return None if data is None else base64url(data)


def _octets_or_null(value: Json) -> bytes | None:
    return None if value is None else octets(value)


def _party(name: str) -> Party:
    if name not in set(Party):
        raise InvalidError("a proof is made by the sender or by the recipient")
    return Party(name)
