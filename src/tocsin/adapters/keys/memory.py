"""Keys in memory: gone with it."""

from datetime import datetime

from tocsin.adapters.keys.pairs import SigningPair
from tocsin.adapters.keys.ring import Ring
from tocsin.wire.checkpoint import LogKeys
from tocsin.wire.keys import SealingKey
from tocsin.wire.signing import Context, PublicSigningKeys, Sign, Signatures


class MemoryKeyring:
    """A keyring for tests and simulations. It holds the next signing keys too, which a real one does not."""

    def __init__(self, ring: Ring, following: SigningPair) -> None:
        self._ring = ring
        self._next = following

    @classmethod
    def generate(cls, *, origin: str, now: datetime) -> "MemoryKeyring":
        """Make new keys."""
        following = SigningPair.generate()
        return cls(Ring.generate(origin=origin, now=now, following=following), following)

    def copy(self) -> "MemoryKeyring":
        """Return a keyring with the same keys that changes on its own."""
        return MemoryKeyring(self._ring, self._next)

    @property
    def node_id(self) -> str:
        return self._ring.node_id

    @property
    def signing(self) -> PublicSigningKeys:
        return self._ring.signing.public

    @property
    def log(self) -> LogKeys:
        return self._ring.log.public

    @property
    def next_signing_digest(self) -> str:
        return self._ring.next_signing_digest

    def sealing(self, now: datetime) -> tuple[SealingKey, ...]:
        return self._ring.public.sealing_at(now)

    def held(self) -> tuple[SealingKey, ...]:
        return self._ring.public.sealing

    def unlock(self) -> None:
        """Nothing is locked."""

    def sign(self, context: Context, data: bytes) -> Signatures:
        return self._ring.signing.sign(context, data)

    def signer(self, keys: str) -> Sign:
        return self._ring.signer(keys)

    def sign_head(self, text: bytes, message: bytes) -> tuple[bytes, bytes]:
        return self._ring.log.sign_head(text, message)

    def cosign(self, message: bytes) -> bytes:
        return self._ring.log.cosign(message)

    def open_sealed(self, key_id: str, info: bytes, sealed: bytes) -> bytes:
        return self._ring.open(key_id, info, sealed)

    def add_sealing(self, now: datetime) -> None:
        self._ring = self._ring.with_sealing(now)

    def destroy_sealing(self, ids: frozenset[str]) -> None:
        self._ring = self._ring.without_sealing(ids)

    def rotate(self, place: str | None) -> None:  # noqa: ARG002  the next keys are here already
        following = SigningPair.generate()
        self._ring = self._ring.rotated(self._next, following)
        self._next = following

    def retire(self) -> None:
        self._ring = self._ring.retired()
