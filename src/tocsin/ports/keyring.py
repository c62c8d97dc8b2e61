"""The keyring: private keys, which never leave it."""

from datetime import datetime
from typing import Protocol

from tocsin.wire.card import SealingKey
from tocsin.wire.checkpoint import LogKeys
from tocsin.wire.signing import Context, PublicSigningKeys, Signatures


class Keyring(Protocol):
    """Signs and opens; hands out public halves only."""

    @property
    def signing(self) -> PublicSigningKeys:
        """The public halves of the keys that sign messages, receipts, cards and proofs."""

    @property
    def log(self) -> LogKeys:
        """The public halves of the keys that sign heads."""

    @property
    def next_signing_digest(self) -> str:
        """Digest of the signing keys that a rotation must reveal."""

    def sealing(self, now: datetime) -> tuple[SealingKey, ...]:
        """The public sealing keys that are valid or will be."""

    def sign(self, context: Context, data: bytes) -> Signatures:
        """Sign with both algorithms under a context string."""

    def sign_head(self, text: bytes, message: bytes) -> tuple[bytes, bytes]:
        """Sign a checkpoint's text with the log's Ed25519 key and its cosigned message with ML-DSA-44."""

    def cosign(self, message: bytes) -> bytes:
        """Sign another log's cosigned message with the log's ML-DSA-44 key, as its witness."""

    def open_sealed(self, key_id: str, info: bytes, sealed: bytes) -> bytes:
        """Open what was sealed for us; `UntrustedError` if it was not, or was altered."""
