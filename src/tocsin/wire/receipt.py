"""A receipt: a node's signed word that it has a message, or why it would not take it.

It is made after the durable commit, and only for a sender whose signatures verified; everybody else gets
`REFUSAL`, the same bytes in every case, and learns nothing. A receipt holds no content, so it is not sealed.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.canonical import Json, decode, encode, rfc3339
from tocsin.wire.fields import (
    base64url,
    from_outside,
    hex_digest,
    integer,
    is_digest,
    members,
    moment,
    octets,
    text,
)
from tocsin.wire.framing import Blocks, block
from tocsin.wire.limits import MAX_INTEGER, MAX_POSITION, MAX_RECEIPT
from tocsin.wire.signing import SIGNATURES, Context, PublicSigningKeys, Sign, Signatures, verify

FORMAT = "tocsin/receipt/1"
MAGIC = b"TOCSINR1"
NONCE = 32
REFUSAL = b"tocsin/refused/1\n"
"""The one answer to whoever cannot be authenticated. It says nothing about why, so it says nothing at all."""


class Verdict(StrEnum):
    """What became of a message."""

    STORED = "stored"
    QUARANTINED = "quarantined"  # kept aside until a person has looked
    REFUSED = "refused"  # not kept; the refusal is


class Reason(StrEnum):
    """Why a message was quarantined or refused. The list is closed, and no entry quotes the message."""

    SCHEMA = "schema"  # the body is not what its kind asks for
    KIND_UNKNOWN = "kind-unknown"
    UNSUPPORTED = "unsupported"  # a body format this node does not read
    TOO_LARGE_BODY = "too-large-body"
    MARKING_UNKNOWN = "marking-unknown"
    NO_AGREEMENT = "no-agreement"  # nothing between us covers this
    ABOVE_CEILING = "above-ceiling"  # marked higher than the agreement allows
    CARD_UNKNOWN = "card-unknown"
    CARD_EXPIRED = "card-expired"
    SENDER_SUSPENDED = "sender-suspended"
    WRONG_RECIPIENT_KEY = "wrong-recipient-key"  # sealed for a key of a card that is no longer ours
    POSITION_CONFLICT = "position-conflict"  # another message already has this position
    PREVIOUS_CONFLICT = "previous-conflict"  # it names another predecessor than the one we have
    EPOCH_UNKNOWN = "epoch-unknown"  # a new epoch that no person has accepted yet
    REFERENCE_UNKNOWN = "reference-unknown"  # it answers or corrects something we never had
    OVER_LIMIT = "over-limit"  # more inquiries than the agreement allows


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a node states. `sender` is the node that issues it, `recipient` the one whose message it is about.

    `received_at` is the issuer's own clock. `log_size` is the size over which its ledger will
    sign the next head: the entry about the message is among these, and how many there were is nobody's business.
    """

    message_id: str
    envelope_digest: str
    verdict: Verdict
    reason: Reason | None = None
    sender: str
    recipient: str
    received_at: datetime
    nonce: bytes
    epoch: int
    position: int
    log_size: int | None = None

    def __post_init__(self) -> None:
        if not all(map(is_digest, (self.message_id, self.envelope_digest, self.sender, self.recipient))):
            raise InvalidError("messages, envelopes and nodes are named by SHA-256 digests in hex")
        if (self.verdict is Verdict.STORED) != (self.reason is None):
            raise InvalidError("a reason belongs to every verdict but `stored`")
        if self.received_at.tzinfo is None or len(self.nonce) != NONCE:
            raise InvalidError(f"a receipt needs a time zone and {NONCE} random bytes")
        if not (1 <= self.epoch <= MAX_POSITION and 1 <= self.position <= MAX_POSITION):
            raise InvalidError("epochs and positions count from 1")
        if self.log_size is not None and not 0 <= self.log_size <= MAX_INTEGER:
            raise InvalidError("a ledger's size is not negative")


def compose(receipt: Receipt, sign: Sign) -> bytes:
    """Return the signed receipt. Store these bytes: a duplicate message gets the same ones again."""
    body = encode(_body(receipt))
    return MAGIC + block(body) + sign(Context.RECEIPT, body).to_bytes()


def open_receipt(data: bytes, keys: PublicSigningKeys) -> Receipt:
    """Return what the holder of these keys stated; raises `UntrustedError` unless both signatures verify."""
    body, signatures = _split(data)
    verify(keys, Context.RECEIPT, body, signatures)
    return _read(body)


def is_signed_by(ours: bytes, keys: PublicSigningKeys) -> bool:
    """Say whether a receipt of ours was signed with these keys."""
    body, signatures = _split(ours)
    try:
        verify(keys, Context.RECEIPT, body, signatures)
    except UntrustedError:
        return False
    return True


def sign_again(ours: bytes, sign: Sign) -> bytes:
    """Return a receipt of ours that says the same, signed with other keys."""
    body, _ = _split(ours)
    return MAGIC + block(body) + sign(Context.RECEIPT, body).to_bytes()


def claimed(data: bytes) -> Receipt:
    """Return what a receipt says, to find the keys to open it with. Nothing is verified."""
    return _read(_split(data)[0])


def _body(receipt: Receipt) -> Json:
    return {
        "format": FORMAT,
        "message": receipt.message_id,
        "envelope": receipt.envelope_digest,
        "verdict": receipt.verdict,
        "reason": receipt.reason,
        "sender": receipt.sender,
        "recipient": receipt.recipient,
        "received_at": rfc3339(receipt.received_at),
        "nonce": base64url(receipt.nonce),
        "epoch": receipt.epoch,
        "position": receipt.position,
        "log_size": receipt.log_size,
    }


def _split(data: bytes) -> tuple[bytes, Signatures]:
    if len(data) > MAX_RECEIPT:
        raise UntrustedError(f"the receipt has {len(data)} bytes, more than {MAX_RECEIPT}", code="too-large")
    blocks = Blocks(data)
    if blocks.exactly(len(MAGIC)) != MAGIC:
        raise UntrustedError("this is not a receipt", code="receipt")
    body = blocks.block(limit=MAX_RECEIPT)
    signatures = Signatures.from_bytes(blocks.exactly(SIGNATURES))
    blocks.end()
    return body, signatures


def _read(data: bytes) -> Receipt:
    body = members(
        decode(data, limit=MAX_RECEIPT),
        *("format", "message", "envelope", "verdict", "reason", "sender", "recipient"),
        *("received_at", "nonce", "epoch", "position", "log_size"),
    )
    if body["format"] != FORMAT:
        raise UntrustedError(f"this is not a receipt of the format {FORMAT}", code="receipt")
    with from_outside("receipt"):
        return Receipt(
            message_id=hex_digest(body["message"]),
            envelope_digest=hex_digest(body["envelope"]),
            verdict=_verdict(text(body["verdict"])),
            reason=None if body["reason"] is None else _reason(text(body["reason"])),
            sender=hex_digest(body["sender"]),
            recipient=hex_digest(body["recipient"]),
            received_at=moment(body["received_at"]),
            nonce=octets(body["nonce"]),
            epoch=integer(body["epoch"], low=1),
            position=integer(body["position"], low=1),
            log_size=None if body["log_size"] is None else integer(body["log_size"]),
        )


def _verdict(name: str) -> Verdict:
    if name not in set(Verdict):
        raise UntrustedError("a receipt with a verdict this version does not know", code="receipt")
    return Verdict(name)


def _reason(name: str) -> Reason:
    if name not in set(Reason):
        raise UntrustedError("a receipt with a reason this version does not know", code="receipt")
    return Reason(name)
