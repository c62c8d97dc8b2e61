"""Pairs of private keys: what a node signs with, signs heads with, and opens what is sealed for it with."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA65PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from tocsin.wire.checkpoint import LogKeys
from tocsin.wire.keys import SealingKey
from tocsin.wire.sealing import SUITE
from tocsin.wire.signing import Context, PublicSigningKeys, Signatures, signed_bytes

Members = Mapping[str, str]
PrivateKey = Ed25519PrivateKey | MLDSA44PrivateKey | MLDSA65PrivateKey | MLKEM768PrivateKey | X25519PrivateKey

SEALING_VALID = timedelta(days=62)  # thirty to be sealed for, as many to open what is late, two for clocks that differ


@dataclass(frozen=True)
class SigningPair:
    """Ed25519 and ML-DSA-65."""

    ed25519: Ed25519PrivateKey
    mldsa65: MLDSA65PrivateKey

    @classmethod
    def generate(cls) -> Self:
        """Make a new pair."""
        return cls(Ed25519PrivateKey.generate(), MLDSA65PrivateKey.generate())

    @cached_property
    def public(self) -> PublicSigningKeys:
        """The public halves."""
        return PublicSigningKeys(
            ed25519=self.ed25519.public_key().public_bytes_raw(), mldsa65=self.mldsa65.public_key().public_bytes_raw()
        )

    def sign(self, context: Context, data: bytes) -> Signatures:
        """Sign with both algorithms under a context string."""
        signed = signed_bytes(context, data)
        return Signatures(ed25519=self.ed25519.sign(signed), mldsa65=self.mldsa65.sign(signed))

    def members(self) -> Members:
        """Return what is written to a file."""
        return _written(ed25519=self.ed25519, mldsa65=self.mldsa65)

    @classmethod
    def from_members(cls, members: Members) -> Self:
        """Read what `members` wrote."""
        return cls(
            Ed25519PrivateKey.from_private_bytes(_bytes(members["ed25519"])),
            MLDSA65PrivateKey.from_seed_bytes(_bytes(members["mldsa65"])),
        )


@dataclass(frozen=True)
class LogPair:
    """Ed25519 and ML-DSA-44, under the log's name."""

    origin: str
    ed25519: Ed25519PrivateKey
    mldsa44: MLDSA44PrivateKey

    def __post_init__(self) -> None:
        _ = self.public  # refuses a name that no checkpoint can carry

    @classmethod
    def generate(cls, origin: str) -> Self:
        """Make a new pair."""
        return cls(origin, Ed25519PrivateKey.generate(), MLDSA44PrivateKey.generate())

    @cached_property
    def public(self) -> LogKeys:
        """The public halves."""
        return LogKeys(
            origin=self.origin,
            ed25519=self.ed25519.public_key().public_bytes_raw(),
            mldsa44=self.mldsa44.public_key().public_bytes_raw(),
        )

    def sign_head(self, text: bytes, message: bytes) -> tuple[bytes, bytes]:
        """Sign a checkpoint's text with Ed25519 and its cosigned message with ML-DSA-44."""
        return self.ed25519.sign(text), self.mldsa44.sign(message)

    def cosign(self, message: bytes) -> bytes:
        """Sign another log's cosigned message with ML-DSA-44."""
        return self.mldsa44.sign(message)

    def members(self) -> Members:
        """Return what is written to a file."""
        return {"origin": self.origin, **_written(ed25519=self.ed25519, mldsa44=self.mldsa44)}

    @classmethod
    def from_members(cls, members: Members) -> Self:
        """Read what `members` wrote."""
        return cls(
            members["origin"],
            Ed25519PrivateKey.from_private_bytes(_bytes(members["ed25519"])),
            MLDSA44PrivateKey.from_seed_bytes(_bytes(members["mldsa44"])),
        )


@dataclass(frozen=True)
class SealingPair:
    """ML-KEM-768 and X25519, for a while."""

    valid_from: datetime
    valid_until: datetime
    mlkem768: MLKEM768PrivateKey
    x25519: X25519PrivateKey

    @classmethod
    def generate(cls, now: datetime) -> Self:
        """Make a new pair, valid from now."""
        start = now.replace(microsecond=0)
        return cls(start, start + SEALING_VALID, MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())

    @cached_property
    def public(self) -> SealingKey:
        """The public halves. The id is made of them; every message that comes is compared with it."""
        halves = self.mlkem768.public_key().public_bytes_raw() + self.x25519.public_key().public_bytes_raw()
        return SealingKey(
            id=f"s-{hashlib.sha256(halves).hexdigest()[:16]}",
            public=halves,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Open what was sealed for this pair."""
        return SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(self.mlkem768, self.x25519), info)

    def members(self) -> Members:
        """Return what is written to a file."""
        period = {"valid_from": self.valid_from.isoformat(), "valid_until": self.valid_until.isoformat()}
        return {**period, **_written(mlkem768=self.mlkem768, x25519=self.x25519)}

    @classmethod
    def from_members(cls, members: Members) -> Self:
        """Read what `members` wrote."""
        return cls(
            datetime.fromisoformat(members["valid_from"]),
            datetime.fromisoformat(members["valid_until"]),
            MLKEM768PrivateKey.from_seed_bytes(_bytes(members["mlkem768"])),
            X25519PrivateKey.from_private_bytes(_bytes(members["x25519"])),
        )


def _written(**keys: PrivateKey) -> Members:
    return {name: base64.b64encode(key.private_bytes_raw()).decode() for name, key in keys.items()}


_bytes = partial(base64.b64decode, validate=True)
