"""A checkpoint: what a node says its ledger is, signed as C2SP asks, so that any witness can check it.

The text names the log, its size and its root. Two signatures follow: Ed25519 over the text (signed-note, type
0x01) and ML-DSA-44 over the same facts (tlog-cosignature, type 0x06). Both must verify. Lines of other keys are
cosignatures: counterparts that watched the ledger grow, each of which is checked on its own.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.limits import MAX_CHECKPOINT, MAX_LEDGER, MAX_ORIGIN, MAX_SIGNATURES, MAX_TIMESTAMP
from tocsin.wire.signing import ED25519_KEY, ED25519_SIGNATURE

MLDSA44_KEY = 1312
MLDSA44_SIGNATURE = 2420
ROOT = 32

_ED25519 = b"\x01"  # signature types that C2SP assigns
_MLDSA44 = b"\x06"
_KEY_ID = 4
_TIMESTAMP = 8
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:-]*")  # narrower than C2SP: no spaces, no plus, only ASCII
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_DASH = "\u2014"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKeys:
    """The public keys of one ledger and the name it signs under."""

    origin: str
    ed25519: bytes
    mldsa44: bytes

    def __post_init__(self) -> None:
        _check_name(self.origin)
        if len(self.ed25519) != ED25519_KEY or len(self.mldsa44) != MLDSA44_KEY:
            raise InvalidError("a public log key has the wrong length")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A ledger at one size, and when its own clock says so (seconds since 1970)."""

    origin: str
    size: int
    root: bytes
    timestamp: int

    def __post_init__(self) -> None:
        _check_name(self.origin)
        if not 0 <= self.size <= MAX_LEDGER or len(self.root) != ROOT:
            raise InvalidError("a checkpoint needs a size and a root of 32 bytes")
        if not 0 <= self.timestamp <= MAX_TIMESTAMP:
            raise InvalidError("a checkpoint's timestamp is out of range")


LogSign = Callable[[bytes, bytes], tuple[bytes, bytes]]
"""Sign the first argument with the log's Ed25519 key and the second with its ML-DSA-44 key."""


def body(origin: str, size: int, root: bytes) -> bytes:
    """Return the text of a checkpoint: what the Ed25519 key of the log signs."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n".encode()


def cosigned_message(checkpoint: Checkpoint, *, name: str, timestamp: int) -> bytes:
    """Return what an ML-DSA-44 key signs about a checkpoint, whether it is the log's own or a witness's."""
    _check_name(name)
    return b"".join(
        (
            b"subtree/v1\n\x00",
            len(name).to_bytes(1, "big") + name.encode(),
            timestamp.to_bytes(_TIMESTAMP, "big"),
            len(checkpoint.origin).to_bytes(1, "big") + checkpoint.origin.encode(),
            (0).to_bytes(8, "big") + checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )


def note(text: bytes, lines: tuple[str, ...]) -> bytes:
    """Join a text and its signature lines into a signed note."""
    return text + b"\n" + "".join(f"{line}\n" for line in lines).encode()


def compose(checkpoint: Checkpoint, *, keys: LogKeys, sign: LogSign) -> bytes:
    """Return the checkpoint signed with both keys of the log.

    The caller guarantees that the ledger never shrank or changed: a node that signs two checkpoints of which
    neither continues the other has lied, and both files together prove it.
    """
    text = body(checkpoint.origin, checkpoint.size, checkpoint.root)
    message = cosigned_message(checkpoint, name=keys.origin, timestamp=checkpoint.timestamp)
    ed25519, mldsa44 = sign(text, message)
    stamp = checkpoint.timestamp.to_bytes(_TIMESTAMP, "big")
    first = _line(keys.origin, _key_id(keys.origin, _ED25519, keys.ed25519) + ed25519)
    second = _line(keys.origin, _key_id(keys.origin, _MLDSA44, keys.mldsa44) + stamp + mldsa44)
    return note(text, (first, second))


def open_checkpoint(data: bytes, log_keys: LogKeys) -> Checkpoint:
    """Return what the log states. Raises `UntrustedError` unless both of its signatures are there and verify."""
    text, lines = _split(data)
    origin, size, root = _read_text(text)
    if origin != log_keys.origin:
        raise UntrustedError("the checkpoint is of another log", code="checkpoint")
    ed25519 = _find(lines, origin, _key_id(origin, _ED25519, log_keys.ed25519), ED25519_SIGNATURE)
    try:
        Ed25519PublicKey.from_public_bytes(log_keys.ed25519).verify(ed25519, text)
    except (InvalidSignature, ValueError) as error:
        raise UntrustedError("the log's Ed25519 signature does not verify", code="signature") from error
    unstamped = Checkpoint(origin=origin, size=size, root=root, timestamp=0)
    stamp = _verify_mldsa44(unstamped, lines, name=origin, key=log_keys.mldsa44)
    return Checkpoint(origin=origin, size=size, root=root, timestamp=stamp)


def cosignature(checkpoint: Checkpoint, *, witness: LogKeys, timestamp: int, sign: Callable[[bytes], bytes]) -> str:
    """Return a witness's line for a checkpoint: it saw the log up to here and it only grew.

    The caller has opened the checkpoint, has checked that it continues the last one it saw, and stores it.
    """
    message = cosigned_message(checkpoint, name=witness.origin, timestamp=timestamp)
    stamp = timestamp.to_bytes(_TIMESTAMP, "big")
    key_id = _key_id(witness.origin, _MLDSA44, witness.mldsa44)
    return _line(witness.origin, key_id + stamp + sign(message))


def with_line(data: bytes, line: str) -> bytes:
    """Return the checkpoint with one more signature line."""
    return data + f"{line}\n".encode()


def open_cosignature(data: bytes, log_keys: LogKeys, *, witness: LogKeys) -> int:
    """Return when the witness cosigned this checkpoint; raises `UntrustedError` when it did not."""
    checkpoint = open_checkpoint(data, log_keys)
    _, lines = _split(data)
    return _verify_mldsa44(checkpoint, lines, name=witness.origin, key=witness.mldsa44)


def cosigners(data: bytes) -> frozenset[str]:
    """Return the names on all signature lines, the log's own included. Nothing is verified."""
    return frozenset(name for name, _ in _split(data)[1])


def _verify_mldsa44(checkpoint: Checkpoint, lines: tuple[tuple[str, bytes], ...], *, name: str, key: bytes) -> int:
    signature = _find(lines, name, _key_id(name, _MLDSA44, key), _TIMESTAMP + MLDSA44_SIGNATURE)
    timestamp = int.from_bytes(signature[:_TIMESTAMP], "big")
    if timestamp > MAX_TIMESTAMP:
        raise UntrustedError("a cosignature's timestamp is out of range", code="checkpoint")
    message = cosigned_message(checkpoint, name=name, timestamp=timestamp)
    try:
        MLDSA44PublicKey.from_public_bytes(key).verify(signature[_TIMESTAMP:], message)
    except (InvalidSignature, ValueError) as error:
        raise UntrustedError("an ML-DSA-44 signature does not verify", code="signature") from error
    return timestamp


def _split(data: bytes) -> tuple[bytes, tuple[tuple[str, bytes], ...]]:
    if len(data) > MAX_CHECKPOINT:
        raise UntrustedError("the checkpoint is too large", code="too-large")
    text, blank, signatures = data.partition(b"\n\n")
    if not blank or not signatures.endswith(b"\n"):
        raise UntrustedError("this is not a signed note", code="checkpoint")
    lines = signatures[:-1].split(b"\n")
    if len(lines) > MAX_SIGNATURES:
        raise UntrustedError(f"more than {MAX_SIGNATURES} signature lines", code="checkpoint")
    return text + b"\n", tuple(_read_line(line) for line in lines)


def _read_text(text: bytes) -> tuple[str, int, bytes]:
    try:
        origin, size, root = text.decode("ascii").removesuffix("\n").split("\n")
    except ValueError as error:  # extension lines are refused: nobody could audit what they say
        raise UntrustedError("a checkpoint's text has three lines", code="checkpoint") from error
    if _SIZE.fullmatch(size) is None or int(size) > MAX_LEDGER:
        raise UntrustedError("a checkpoint's size is not a number", code="checkpoint")
    digest = _base64(root)
    if len(digest) != ROOT:
        raise UntrustedError("a checkpoint's root has 32 bytes", code="checkpoint")
    return origin, int(size), digest


def _read_line(line: bytes) -> tuple[str, bytes]:
    try:
        dash, name, signature = line.decode().split(" ")
    except ValueError as error:
        raise UntrustedError("a signature line has three parts", code="checkpoint") from error
    if dash != _DASH or not name:
        raise UntrustedError("a signature line begins with a dash and a name", code="checkpoint")
    return name, _base64(signature)


def _find(lines: tuple[tuple[str, bytes], ...], name: str, key_id: bytes, size: int) -> bytes:
    found = [data[_KEY_ID:] for line, data in lines if line == name and data[:_KEY_ID] == key_id]
    if len(found) != 1 or len(found[0]) != size:
        raise UntrustedError(f"the checkpoint needs one signature by each key of {name}", code="signature")
    return found[0]


def _line(name: str, data: bytes) -> str:
    return f"{_DASH} {name} {base64.b64encode(data).decode()}"


def _key_id(name: str, kind: bytes, key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + kind + key).digest()[:_KEY_ID]


def _base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise UntrustedError("a checkpoint holds bytes that are not base64", code="checkpoint") from error
    if base64.b64encode(data).decode() != text:
        raise UntrustedError("a checkpoint's base64 has a second spelling", code="checkpoint")
    return data


def _check_name(name: str) -> None:
    if _NAME.fullmatch(name) is None or len(name) > MAX_ORIGIN:
        raise InvalidError(f"a log is named by 1 to {MAX_ORIGIN} letters, digits and . _ / : -")
