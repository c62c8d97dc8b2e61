"""Sealing: a stored record is encrypted under a key of its own, so that to destroy the key is to destroy the record.

A key seals one body and no other: a record that changes gets another key. So the nonce need not change.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tocsin.domain.errors import InvalidError

_NONCE = bytes(12)


def seal(body: str, name: str) -> tuple[bytes, bytes]:
    """Return a new key, and the body sealed with it and with the record's name."""
    secret = AESGCM.generate_key(256)
    return secret, AESGCM(secret).encrypt(_NONCE, body.encode(), name.encode())


def unseal(body: bytes, secret: bytes | None, name: str) -> bytes:
    """Open a body."""
    try:
        return AESGCM(secret or b"").decrypt(_NONCE, body, name.encode())
    except (InvalidTag, ValueError) as error:
        raise InvalidError(f"{name} cannot be opened: its key is gone or is another one; restore a backup") from error
