"""An envelope: one signed message, sealed so that only its recipient can read it.

Outside, in clear, stands what a courier and a cheap first look need: the two nodes, the recipient's sealing key
and the size. The seal covers the digest of all of that, so an envelope with a changed outside does not open;
and what is inside must say the same. On arrival: `read_header`, then `open_envelope`, then `verify_message`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.domain.ids import MessageId
from tocsin.wire import sealing
from tocsin.wire.fields import from_outside, is_digest, is_label
from tocsin.wire.framing import Blocks, block, number
from tocsin.wire.limits import MAX_ENVELOPE, MAX_HEADER, MAX_LABEL, SIZE_CLASSES
from tocsin.wire.message import Message, SignedMessage, parse, verify_message
from tocsin.wire.signing import SIGNATURES

__all__ = [
    "Header",
    "OpenSealed",
    "Opened",
    "digest",
    "header_of",
    "open_envelope",
    "read_header",
    "seal",
    "verify_message",
]

MAGIC = b"TOCSINE1"
SEAL_CONTEXT = b"tocsin/seal/1"

_VERSION = (1).to_bytes(2, "big")
_HASH = 32
_AROUND = 4 + SIGNATURES + sealing.OVERHEAD  # what the sealed part adds to a message: length, signatures, HPKE


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The outside of an envelope. `size_class` is the length of the message in bytes, padding included."""

    sender: str
    recipient: str
    sealing_key: str
    size_class: int

    def __post_init__(self) -> None:
        if not (is_digest(self.sender) and is_digest(self.recipient)):
            raise InvalidError("nodes are named by SHA-256 digests in hex")
        if not is_label(self.sealing_key):
            raise InvalidError("an envelope names the sealing key of its recipient")
        if self.size_class not in SIZE_CLASSES:
            raise InvalidError("an envelope's size is none of the size classes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An envelope that opened and agrees with itself. The signatures have *not* been verified."""

    header: Header
    signed: SignedMessage
    message: Message
    digest: str

    @property
    def message_id(self) -> MessageId:
        """The id of the message inside."""
        return self.signed.id


OpenSealed = Callable[[str, bytes, bytes], bytes]
"""Open (sealing key's id, info, sealed bytes); raises `UntrustedError` when there is no such key or it fails."""


def header_of(message: Message, data: bytes) -> Header:
    """Return the outside that belongs to a message and its composed bytes."""
    return Header(
        sender=message.sender,
        recipient=message.recipient,
        sealing_key=message.sealing_key,
        size_class=len(data),
    )


def seal(signed_message: bytes, *, header: Header, recipient_public: bytes) -> bytes:
    """Seal `SignedMessage.to_bytes()` for the holder of one sealing key. No two sealings are alike."""
    if len(signed_message) != 4 + header.size_class + SIGNATURES:
        raise InvalidError("the outer header states another size than the message has")
    outside = _outside(header)
    return outside + sealing.seal(signed_message, public=recipient_public, info=_info(outside))


def read_header(data: bytes) -> Header:
    """Return the outside, cheaply: no cryptography yet, so nothing in it is believed."""
    return _read_outside(data)[0]


def open_envelope(data: bytes, *, open_sealed: OpenSealed) -> Opened:
    """Open an envelope; raises `UntrustedError` unless it opens and inside and outside agree.

    Anybody can seal anything in any name: `verify_message` with the sender's keys comes next, before any use.
    """
    header, at = _read_outside(data)
    opened = open_sealed(header.sealing_key, _info(data[:at]), data[at:])
    signed = SignedMessage.from_bytes(opened)
    message = parse(signed.data)
    if header_of(message, signed.data) != header:
        raise UntrustedError("the envelope's inside and outside do not agree", code="envelope")
    return Opened(header=header, signed=signed, message=message, digest=digest(data))


def digest(data: bytes) -> str:
    """Return the name of this envelope: SHA-256 of all its bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def _outside(header: Header) -> bytes:
    fields = (
        block(bytes.fromhex(header.sender)),
        block(bytes.fromhex(header.recipient)),
        block(header.sealing_key.encode()),
        number(header.size_class),
    )
    return MAGIC + _VERSION + block(b"".join(fields))


def _read_outside(data: bytes) -> tuple[Header, int]:
    if len(data) > MAX_ENVELOPE:
        raise UntrustedError(f"the envelope has {len(data)} bytes, more than {MAX_ENVELOPE}", code="too-large")
    blocks = Blocks(data)
    if blocks.exactly(len(MAGIC)) != MAGIC or blocks.exactly(len(_VERSION)) != _VERSION:
        raise UntrustedError("this is not an envelope of a version we know", code="envelope")
    fields = Blocks(blocks.block(limit=MAX_HEADER))
    with from_outside("envelope"):
        header = Header(
            sender=fields.fixed(_HASH).hex(),
            recipient=fields.fixed(_HASH).hex(),
            sealing_key=fields.text(limit=MAX_LABEL),
            size_class=fields.number(),
        )
    fields.end()
    if len(data) - blocks.at != header.size_class + _AROUND:
        raise UntrustedError("the envelope has another length than it states", code="envelope")
    return header, blocks.at


def _info(outside: bytes) -> bytes:
    return SEAL_CONTEXT + hashlib.sha256(outside).digest()
