"""The keyring: private keys, which never leave it.

It may be a file, a chip or another machine: nothing here asks for the bytes of a private key, and `unlock` may mean a
passphrase or a PIN.
"""

from datetime import datetime
from typing import Protocol

from tocsin.wire.checkpoint import LogKeys
from tocsin.wire.keys import SealingKey
from tocsin.wire.signing import Context, PublicSigningKeys, Sign, Signatures


class Keyring(Protocol):
    """Signs and opens; hands out public halves only, and these without being unlocked."""

    @property
    def node_id(self) -> str:
        """The node's id for life: the digest of the first signing keys it had."""

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
        """The public sealing keys that are valid or will be, the oldest first."""

    def held(self) -> tuple[SealingKey, ...]:
        """The public halves of every sealing key that is not destroyed, the oldest first."""

    def unlock(self) -> None:
        """Ask for whatever opens the keys now, rather than at the first signature."""

    def sign(self, context: Context, data: bytes) -> Signatures:
        """Sign with both algorithms under a context string."""

    def signer(self, keys: str) -> Sign:
        """Return what signs with the signing keys of this digest: those in use, or those just before them."""

    def sign_head(self, text: bytes, message: bytes) -> tuple[bytes, bytes]:
        """Sign a checkpoint's text with the log's Ed25519 key and its cosigned message with ML-DSA-44."""

    def cosign(self, message: bytes) -> bytes:
        """Sign another log's cosigned message with the log's ML-DSA-44 key, as its witness."""

    def open_sealed(self, key_id: str, info: bytes, sealed: bytes) -> bytes:
        """Open what was sealed for us; `UntrustedError` if it was not, or was altered."""

    def add_sealing(self, now: datetime) -> None:
        """Make a sealing key, valid from now. It survives a power cut before this returns, as every change does."""

    def destroy_sealing(self, ids: frozenset[str]) -> None:
        """Destroy sealing keys: what is sealed for them opens no more, for anybody."""

    def rotate(self, place: str | None) -> None:
        """Go on with the signing keys that were promised, found at `place`, and promise others.

        The keys until now stay at hand for `signer` until `retire`. `RefusedError` where `place` holds others.
        """

    def retire(self) -> None:
        """Destroy the signing keys before those in use, if they are still held."""
