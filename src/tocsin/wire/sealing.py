"""Sealing: HPKE (RFC 9180, base mode) with the hybrid of ML-KEM-768 and X25519.

A sealed thing stays closed while either of the two holds. A public key is the ML-KEM-768 key followed by the
X25519 key. HPKE draws its own randomness inside the cryptographic library; that is the one place in this
package where two equal calls give different bytes.
"""

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

from tocsin.domain.errors import InvalidError

MLKEM768_KEY = 1184
X25519_KEY = 32
PUBLIC = MLKEM768_KEY + X25519_KEY
OVERHEAD = 1088 + 32 + 16  # ML-KEM ciphertext, X25519 share, tag
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def check_public(public: bytes) -> None:
    """Raise `InvalidError` unless these bytes are a public sealing key."""
    _load(public)


def seal(data: bytes, *, public: bytes, info: bytes) -> bytes:
    """Seal data for whoever holds the private key; it opens only under the same `info`."""
    try:
        return SUITE.encrypt(data, _load(public), info)
    except ValueError as error:  # a point of small order, which would make the X25519 half worthless
        raise InvalidError("nothing can be sealed for this key") from error


@lru_cache(maxsize=256)  # the same few keys are sealed for again and again
def _load(public: bytes) -> MLKEM768X25519PublicKey:
    if len(public) != PUBLIC:
        raise InvalidError(f"a public sealing key has {PUBLIC} bytes")
    try:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:MLKEM768_KEY]),
            X25519PublicKey.from_public_bytes(public[MLKEM768_KEY:]),
        )
    except ValueError as error:
        raise InvalidError("these bytes are not a public sealing key") from error
