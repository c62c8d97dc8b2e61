"""A message: the bytes one organisation signs for another.

Every field that gives the body its meaning is inside: who, to whom, under which cards, where in which stream,
when, and 32 random bytes, so that nobody can guess a message from its id. The whole is padded to one of a few
lengths. The id is the SHA-256 of these bytes: sending again, sealing again for another key of the recipient, or
signing again after a rotation changes neither id nor position. One content has exactly one spelling; `parse`
refuses every other.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.domain.ids import MessageId
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.canonical import parse_time, rfc3339
from tocsin.wire.fields import from_outside, is_digest, is_label
from tocsin.wire.framing import Blocks, block, number
from tocsin.wire.limits import MAX_BODY, MAX_LABEL, MAX_MESSAGE, MAX_POSITION, SIZE_CLASSES
from tocsin.wire.signing import SIGNATURES, Context, PublicSigningKeys, Sign, Signatures, verify

NONCE = 32
_MAGIC = b"tocsin/message/1\x00"
_HASH = 32


class Kind(StrEnum):
    """Everything one node can say to another. A kind that is none of these is read, and answered as unknown."""

    ALERT = "alert"
    UPDATE = "update"
    CANCEL = "cancel"  # it was right and is over: keep it
    CORRECTION = "correction"  # this claim is replaced by that one: apply it, tell whom you told
    WITHDRAWAL = "withdrawal"  # it should not have been sent: erase it or say why not
    OPENED = "opened"
    ACKNOWLEDGEMENT = "acknowledgement"
    RESPONSE = "response"
    OUTCOME = "outcome"
    REDIRECT = "redirect"
    RECALL_ANSWER = "recall-answer"
    INQUIRY = "inquiry"
    INQUIRY_ANSWER = "inquiry-answer"
    CONSENT_REQUEST = "consent-request"
    CONSENT_ANSWER = "consent-answer"
    RESEND = "resend"
    CARD = "card"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is signed. `sender` and `recipient` are node ids, the two cards are named by their digests.

    Positions count from 1 in each stream: one per ordered pair of nodes, urgency and epoch. Every message but
    the first of an epoch names the one before it. `kind` is one of `Kind`, or a word of a later version: its sender
    signed it all the same, and is owed a signed answer.
    """

    kind: str
    drill: bool = False
    sender: str
    recipient: str
    sender_card: str
    recipient_card: str
    urgency: Urgency
    epoch: int
    position: int
    previous: str | None
    created_at: datetime
    nonce: bytes
    body: bytes

    def __post_init__(self) -> None:
        digests = (self.sender, self.recipient, self.sender_card, self.recipient_card, self.previous)
        if not all(is_digest(name) for name in digests if name is not None):
            raise InvalidError("nodes, cards and messages are named by SHA-256 digests in hex")
        if not is_label(self.kind):
            raise InvalidError("a message names its kind")
        if not (1 <= self.epoch <= MAX_POSITION and 1 <= self.position <= MAX_POSITION):
            raise InvalidError("epochs and positions of a stream count from 1")
        if self.position > 1 and self.previous is None:
            raise InvalidError("a message after the first of its stream names the one before it")
        if self.created_at.tzinfo is None:
            raise InvalidError("a message's time needs a time zone")
        if len(self.nonce) != NONCE or len(self.body) > MAX_BODY:
            raise InvalidError(f"a message needs {NONCE} random bytes and a body of at most {MAX_BODY}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedMessage:
    """A message's bytes with both signatures; whether they verify, `verify_message` says."""

    data: bytes
    signatures: Signatures

    @property
    def id(self) -> MessageId:
        """The message's id."""
        return message_id(self.data)

    def to_bytes(self) -> bytes:
        """Write the message and its signatures as one sequence of bytes: what an envelope seals."""
        return block(self.data) + self.signatures.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "SignedMessage":
        """Read what `to_bytes` wrote; says nothing about what is signed."""
        blocks = Blocks(data)
        message = blocks.block(limit=MAX_MESSAGE)
        signatures = Signatures.from_bytes(blocks.exactly(SIGNATURES))
        blocks.end()
        return cls(data=message, signatures=signatures)


def compose(message: Message) -> bytes:
    """Return the bytes to be signed, padded with zeros to the smallest size class that holds them."""
    content = b"".join(
        (
            _MAGIC,
            block(message.kind.encode()),
            block(b"\x01" if message.drill else b"\x00"),
            block(bytes.fromhex(message.sender)),
            block(bytes.fromhex(message.recipient)),
            block(bytes.fromhex(message.sender_card)),
            block(bytes.fromhex(message.recipient_card)),
            block(message.urgency.encode()),
            number(message.epoch),
            number(message.position),
            block(bytes.fromhex(message.previous or "")),
            block(rfc3339(message.created_at).encode()),
            block(message.nonce),
            block(message.body),
        )
    )
    return content.ljust(size_class(len(content)), b"\x00")


def parse(data: bytes) -> Message:
    """Read a message from outside; raises `UntrustedError` for anything `compose` would not have written."""
    if len(data) not in SIZE_CLASSES or not data.startswith(_MAGIC):
        raise UntrustedError("this is not a message", code="message")
    blocks = Blocks(data, at=len(_MAGIC))
    with from_outside("message"):
        message = _read(blocks)
        size = size_class(blocks.at)
    if size != len(data) or any(data[blocks.at :]):
        raise UntrustedError("a message is padded with zeros to the smallest size class", code="message")
    return message


def message_id(data: bytes) -> MessageId:
    """Return the name both sides share: SHA-256 of the signed bytes, in hex."""
    return MessageId(hashlib.sha256(data).hexdigest())


def sign_message(message: Message, sign: Sign) -> SignedMessage:
    """Compose a message and sign it."""
    data = compose(message)
    return SignedMessage(data=data, signatures=sign(Context.MESSAGE, data))


def verify_message(signed: SignedMessage, keys: PublicSigningKeys) -> None:
    """Raise `UntrustedError` unless both signatures are these keys'."""
    verify(keys, Context.MESSAGE, signed.data, signed.signatures)


def size_class(length: int) -> int:
    """Return the smallest size class that holds so many bytes."""
    for size in SIZE_CLASSES:
        if length <= size:
            return size
    raise InvalidError(f"a message of {length} bytes is larger than the largest, {MAX_MESSAGE}")


def _read(blocks: Blocks) -> Message:
    return Message(
        kind=_kind(blocks.text(limit=MAX_LABEL)),
        drill=_flag(blocks.fixed(1)),
        sender=blocks.fixed(_HASH).hex(),
        recipient=blocks.fixed(_HASH).hex(),
        sender_card=blocks.fixed(_HASH).hex(),
        recipient_card=blocks.fixed(_HASH).hex(),
        urgency=_urgency(blocks.text(limit=MAX_LABEL)),
        epoch=blocks.number(),
        position=blocks.number(),
        previous=_previous(blocks.block(limit=_HASH)),
        created_at=parse_time(blocks.text(limit=MAX_LABEL)),
        nonce=blocks.fixed(NONCE),
        body=blocks.block(limit=MAX_BODY),
    )


def _kind(name: str) -> str:
    return Kind(name) if name in set(Kind) else name


def _urgency(name: str) -> Urgency:
    if name not in set(Urgency):
        raise UntrustedError("the message has no urgency this version knows", code="message")
    return Urgency(name)


def _flag(data: bytes) -> bool:
    if data not in {b"\x00", b"\x01"}:
        raise UntrustedError("a flag is neither yes nor no", code="message")
    return data == b"\x01"


def _previous(data: bytes) -> str | None:
    if len(data) not in {0, _HASH}:
        raise UntrustedError("a previous message is named by 32 bytes or not at all", code="message")
    return data.hex() or None
