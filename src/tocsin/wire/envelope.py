"""An envelope: one signed message, sealed so that only its recipient can read it.

Outside, in clear, stands what a courier and a cheap first look need: the two nodes, the recipient's sealing key
and the size. The seal covers the digest of all of that, so an envelope with a changed outside does not open;
and what is inside must say the same of nodes and size. The sealing key stands outside only, so that a message can be
sealed again for the next key. A card may go unsealed: else two nodes whose sealing keys have both run out could never
tell each other the new ones. It holds no secret, and it is signed as any message is. On arrival: `read_header`, then
`open_envelope`, then `verify_message`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.domain.ids import MessageId
from tocsin.wire import sealing
from tocsin.wire.fields import from_outside, is_digest, is_label
from tocsin.wire.framing import Blocks, block, number
from tocsin.wire.keys import SealingKey
from tocsin.wire.limits import MAX_ENVELOPE, MAX_HEADER, MAX_LABEL, SIZE_CLASSES
from tocsin.wire.message import Kind, Message, SignedMessage, parse, verify_message
from tocsin.wire.signing import SIGNATURES

__all__ = [
    "UNSEALED",
    "Header",
    "OpenSealed",
    "Opened",
    "digest",
    "header_of",
    "open_envelope",
    "read_header",
    "seal",
    "seal_for",
    "unsealed",
    "verify_message",
]

MAGIC = b"TOCSINE1"
SEAL_CONTEXT = b"tocsin/seal/1"
UNSEALED = ""

_VERSION = (1).to_bytes(2, "big")
_HASH = 32
_SIGNED = 4 + SIGNATURES  # what a signed message adds to a message: its length, and signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The outside of an envelope. `size_class` is the length of the message in bytes, padding included.

    `sealing_key` is `UNSEALED` around a card that goes without a seal.
    """

    sender: str
    recipient: str
    sealing_key: str
    size_class: int

    def __post_init__(self) -> None:
        if not (is_digest(self.sender) and is_digest(self.recipient)):
            raise InvalidError("nodes are named by SHA-256 digests in hex")
        if self.sealing_key != UNSEALED and not is_label(self.sealing_key):
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


def header_of(message: Message, data: bytes, *, sealing_key: str) -> Header:
    """Return the outside that belongs to a message and its composed bytes, sealed for this key."""
    return Header(sender=message.sender, recipient=message.recipient, sealing_key=sealing_key, size_class=len(data))


def seal(signed_message: bytes, *, header: Header, recipient_public: bytes) -> bytes:
    """Seal `SignedMessage.to_bytes()` for the holder of one sealing key. No two sealings are alike."""
    if len(signed_message) != _SIGNED + header.size_class:
        raise InvalidError("the outer header states another size than the message has")
    outside = _outside(header)
    return outside + sealing.seal(signed_message, public=recipient_public, info=_info(outside))


def seal_for(signed: SignedMessage, key: SealingKey) -> bytes:
    """Seal a signed message of ours for one of its recipient's keys."""
    header = header_of(parse(signed.data), signed.data, sealing_key=key.id)
    return seal(signed.to_bytes(), header=header, recipient_public=key.public)


def unsealed(signed: SignedMessage) -> bytes:
    """Put a card in an envelope without a seal; `InvalidError` for anything else."""
    message = parse(signed.data)
    if message.kind is not Kind.CARD:
        raise InvalidError("nothing but a card goes unsealed")
    return _outside(header_of(message, signed.data, sealing_key=UNSEALED)) + signed.to_bytes()


def read_header(data: bytes) -> Header:
    """Return the outside, cheaply: no cryptography yet, so nothing in it is believed."""
    return _read_outside(data)[0]


def open_envelope(data: bytes, *, open_sealed: OpenSealed) -> Opened:
    """Open an envelope; raises `UntrustedError` unless it opens and inside and outside agree.

    Anybody can seal anything in any name: `verify_message` with the sender's keys comes next, before any use.
    """
    header, at = _read_outside(data)
    is_sealed = header.sealing_key != UNSEALED
    opened = open_sealed(header.sealing_key, _info(data[:at]), data[at:]) if is_sealed else data[at:]
    signed = SignedMessage.from_bytes(opened)
    message = parse(signed.data)
    if not is_sealed and message.kind is not Kind.CARD:
        raise UntrustedError("nothing but a card comes unsealed", code="envelope")
    if header_of(message, signed.data, sealing_key=header.sealing_key) != header:
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
    around = _SIGNED if header.sealing_key == UNSEALED else _SIGNED + sealing.OVERHEAD
    if len(data) - blocks.at != header.size_class + around:
        raise UntrustedError("the envelope has another length than it states", code="envelope")
    return header, blocks.at


def _info(outside: bytes) -> bytes:
    return SEAL_CONTEXT + hashlib.sha256(outside).digest()
