"""A ring: all keys of one node at one moment. A change makes another ring."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from cryptography.exceptions import InvalidTag

from tocsin.adapters.keys.pairs import LogPair, SealingPair, SigningPair
from tocsin.domain.errors import NotFoundError, UntrustedError
from tocsin.wire.canonical import Json
from tocsin.wire.checkpoint import LogKeys
from tocsin.wire.fields import hex_digest, items, members
from tocsin.wire.keys import (
    SealingKey,
    read_log,
    read_sealing,
    read_signing,
    write_log,
    write_sealing,
    write_signing,
)
from tocsin.wire.limits import MAX_SEALING_KEYS
from tocsin.wire.signing import PublicSigningKeys, Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRing:
    """The public halves, their dates and the promise of what comes next: nothing in it is secret."""

    node_id: str  # digest of the first signing keys there were: for life
    signing: PublicSigningKeys
    former: PublicSigningKeys | None
    log: LogKeys
    sealing: tuple[SealingKey, ...]
    next_signing_digest: str

    def sealing_at(self, now: datetime) -> tuple[SealingKey, ...]:
        """Return the keys that are valid or will be, the oldest first."""
        return tuple(key for key in self.sealing if now < key.valid_until)

    def members(self) -> dict[str, Json]:
        """Return what is written to a file."""
        return {
            "node": self.node_id,
            "signing": write_signing(self.signing),
            "former": None if self.former is None else write_signing(self.former),
            "log": write_log(self.log),
            "sealing": [write_sealing(key) for key in self.sealing],
            "next": self.next_signing_digest,
        }

    @classmethod
    def from_members(cls, value: Json) -> "PublicRing":
        """Read what `members` wrote."""
        held = members(value, "node", "signing", "former", "log", "sealing", "next")
        return cls(
            node_id=hex_digest(held["node"]),
            signing=read_signing(held["signing"]),
            former=None if held["former"] is None else read_signing(held["former"]),
            log=read_log(held["log"]),
            sealing=tuple(read_sealing(key) for key in items(held["sealing"], limit=MAX_SEALING_KEYS)),
            next_signing_digest=hex_digest(held["next"]),
        )


@dataclass(frozen=True, kw_only=True)
class Ring:
    """The private keys, and the promise of those that come next."""

    node_id: str
    signing: SigningPair
    former: SigningPair | None = None  # signs the message that brings the card of those that followed
    log: LogPair
    sealing: tuple[SealingPair, ...]
    next_signing_digest: str

    @classmethod
    def generate(cls, *, origin: str, now: datetime, following: SigningPair) -> "Ring":
        """Make the keys of a new node."""
        signing = SigningPair.generate()
        return cls(
            node_id=signing.public.digest,
            signing=signing,
            log=LogPair.generate(origin),
            sealing=(SealingPair.generate(now),),
            next_signing_digest=following.public.digest,
        )

    @cached_property
    def public(self) -> PublicRing:
        """The public halves."""
        sealing = (pair.public for pair in self.sealing)
        return PublicRing(
            node_id=self.node_id,
            signing=self.signing.public,
            former=None if self.former is None else self.former.public,
            log=self.log.public,
            sealing=tuple(sorted(sealing, key=lambda key: (key.valid_from, key.id))),
            next_signing_digest=self.next_signing_digest,
        )

    def signer(self, keys: str) -> Sign:
        """Return what signs with the signing keys of this digest."""
        for pair in (self.signing, self.former):
            if pair is not None and pair.public.digest == keys:
                return pair.sign
        raise NotFoundError("these signing keys are no longer held")

    def open(self, key_id: str, info: bytes, sealed: bytes) -> bytes:
        """Open what was sealed for one of the sealing keys."""
        for pair in self.sealing:
            if pair.public.id == key_id:
                try:
                    return pair.open(sealed, info)
                except (InvalidTag, ValueError) as error:
                    raise UntrustedError("it was not sealed for us, or was altered", code="seal") from error
        raise UntrustedError("it was sealed for a key that we do not have", code="sealing-key")

    def with_sealing(self, now: datetime) -> "Ring":
        """Add a new sealing key. No two begin in one second, so that the newest is never in doubt."""
        begun = {pair.valid_from for pair in self.sealing}
        while now.replace(microsecond=0) in begun:
            now += timedelta(seconds=1)
        return replace(self, sealing=(*self.sealing, SealingPair.generate(now)))

    def without_sealing(self, ids: frozenset[str]) -> "Ring":
        """Forget sealing keys."""
        return replace(self, sealing=tuple(pair for pair in self.sealing if pair.public.id not in ids))

    def retired(self) -> "Ring":
        """Forget the signing keys before those in use."""
        return replace(self, former=None)

    def rotated(self, revealed: SigningPair, following: SigningPair) -> "Ring":
        """Go on with the signing keys that were promised, and promise others."""
        return replace(self, signing=revealed, former=self.signing, next_signing_digest=following.public.digest)
