"""Signatures: every signed thing carries two, Ed25519 and ML-DSA-65, and counts only if both verify.

Whoever breaks one of the two gains nothing. What is signed is always a context string, a zero byte and the
data, so that a signature made for one kind of thing can never be passed off as one for another. Private keys
live in a keyring; this package is handed a `Sign` and never sees them.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey

from tocsin.domain.errors import InvalidError, UntrustedError

ED25519_KEY = 32
ED25519_SIGNATURE = 64
MLDSA65_KEY = 1952
MLDSA65_SIGNATURE = 3309
SIGNATURES = ED25519_SIGNATURE + MLDSA65_SIGNATURE  # bytes of both, one after the other

_FINGERPRINT_DOMAIN = b"tocsin/signing-keys/1\x00"


class Context(StrEnum):
    """What a signature is for. Checkpoints have a format and keys of their own: see `checkpoint`."""

    CARD = "tocsin/card/1"
    MESSAGE = "tocsin/message/1"
    RECEIPT = "tocsin/receipt/1"
    PROOF = "tocsin/proof/1"
    ASSESSMENT = "tocsin/assessment/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Both signatures over one thing."""

    ed25519: bytes
    mldsa65: bytes

    def __post_init__(self) -> None:
        if len(self.ed25519) != ED25519_SIGNATURE or len(self.mldsa65) != MLDSA65_SIGNATURE:
            raise InvalidError("a signature has the wrong length")

    def to_bytes(self) -> bytes:
        """Write both, Ed25519 first; both have a fixed length."""
        return self.ed25519 + self.mldsa65

    @classmethod
    def from_bytes(cls, data: bytes) -> "Signatures":
        """Read what `to_bytes` wrote."""
        if len(data) != SIGNATURES:
            raise UntrustedError("the signatures have the wrong length", code="signature")
        return cls(ed25519=data[:ED25519_SIGNATURE], mldsa65=data[ED25519_SIGNATURE:])


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSigningKeys:
    """The two public keys an organisation signs with; they are trusted together or not at all."""

    ed25519: bytes
    mldsa65: bytes

    def __post_init__(self) -> None:
        if len(self.ed25519) != ED25519_KEY or len(self.mldsa65) != MLDSA65_KEY:
            raise InvalidError("a public signing key has the wrong length")

    @property
    def digest(self) -> str:
        """SHA-256 over both keys, in hex: what a card commits to, and a node's id if its first card has them."""
        return hashlib.sha256(_FINGERPRINT_DOMAIN + self.ed25519 + self.mldsa65).hexdigest()

    @property
    def fingerprint(self) -> str:
        """The same digest for people: sixteen groups of four, all to be compared."""
        digits = self.digest.upper()
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


Sign = Callable[[Context, bytes], Signatures]
"""Sign `signed_bytes(context, data)` with both private keys."""


def signed_bytes(context: Context, data: bytes) -> bytes:
    """Return exactly what both algorithms sign."""
    return context.encode() + b"\x00" + data


def verify(keys: PublicSigningKeys, context: Context, data: bytes, signatures: Signatures) -> None:
    """Raise `UntrustedError` unless both signatures are `keys`' over this data in this context."""
    signed = signed_bytes(context, data)
    try:
        ed25519, mldsa65 = _loaded(keys)
        ed25519.verify(signatures.ed25519, signed)
        mldsa65.verify(signatures.mldsa65, signed)
    except (InvalidSignature, ValueError) as error:
        raise UntrustedError(f"a signature for {context} does not verify", code="signature") from error


@lru_cache(maxsize=256)  # the same few keys are verified with again and again
def _loaded(keys: PublicSigningKeys) -> tuple[Ed25519PublicKey, MLDSA65PublicKey]:
    return Ed25519PublicKey.from_public_bytes(keys.ed25519), MLDSA65PublicKey.from_public_bytes(keys.mldsa65)
