"""A node's private keys: made together, kept in a folder that only this account can read, never handed out.

signing.json         signs messages, receipts, cards and proofs
log.json             signs heads
sealing/*.json       open what is sealed for us
next.json            the digest of the signing keys that come next
next/signing.json    those keys: to be taken off this machine and kept offline
"""

import base64
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA65PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from tocsin.domain.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
    UnavailableError,
    UntrustedError,
)
from tocsin.wire.card import SealingKey
from tocsin.wire.checkpoint import LogKeys
from tocsin.wire.sealing import SUITE
from tocsin.wire.signing import Context, PublicSigningKeys, Signatures, signed_bytes

Members = Mapping[str, str]
PrivateKey = Ed25519PrivateKey | MLDSA44PrivateKey | MLDSA65PrivateKey | MLKEM768PrivateKey | X25519PrivateKey

_SEALING_VALID = timedelta(days=60)  # thirty to seal with, and as many to open what is late


@dataclass(frozen=True, slots=True)
class SigningPair:
    """Ed25519 and ML-DSA-65."""

    ed25519: Ed25519PrivateKey
    mldsa65: MLDSA65PrivateKey

    @classmethod
    def generate(cls) -> Self:
        """Make a new pair."""
        return cls(Ed25519PrivateKey.generate(), MLDSA65PrivateKey.generate())

    @property
    def public(self) -> PublicSigningKeys:
        """The public halves."""
        return PublicSigningKeys(
            ed25519=self.ed25519.public_key().public_bytes_raw(), mldsa65=self.mldsa65.public_key().public_bytes_raw()
        )

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


@dataclass(frozen=True, slots=True)
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

    @property
    def public(self) -> LogKeys:
        """The public halves."""
        return LogKeys(
            origin=self.origin,
            ed25519=self.ed25519.public_key().public_bytes_raw(),
            mldsa44=self.mldsa44.public_key().public_bytes_raw(),
        )

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


@dataclass(frozen=True, slots=True)
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
        return cls(start, start + _SEALING_VALID, MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())

    @property
    def public(self) -> SealingKey:
        """The public halves. The id is made of them."""
        halves = self.mlkem768.public_key().public_bytes_raw() + self.x25519.public_key().public_bytes_raw()
        return SealingKey(
            id=f"s-{hashlib.sha256(halves).hexdigest()[:16]}",
            public=halves,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )

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


class MemoryKeyring:
    """Keys in memory. They are gone with it, unless they are a folder's."""

    def __init__(
        self, *, signing: SigningPair, log: LogPair, sealing: tuple[SealingPair, ...], next_signing_digest: str
    ) -> None:
        self._signing = signing
        self._log = log
        self._sealing = {pair.public.id: pair for pair in sealing}
        self._next_signing_digest = next_signing_digest

    @classmethod
    def generate(cls, *, origin: str, now: datetime) -> "MemoryKeyring":
        """Make new keys; those that come next are thrown away."""
        return MemoryKeyring(
            signing=SigningPair.generate(),
            log=LogPair.generate(origin),
            sealing=(SealingPair.generate(now),),
            next_signing_digest=SigningPair.generate().public.digest,
        )

    @property
    def signing(self) -> PublicSigningKeys:
        return self._signing.public

    @property
    def log(self) -> LogKeys:
        return self._log.public

    @property
    def next_signing_digest(self) -> str:
        return self._next_signing_digest

    def sealing(self, now: datetime) -> tuple[SealingKey, ...]:
        keys = (pair.public for pair in self._sealing.values())
        return tuple(sorted((key for key in keys if now < key.valid_until), key=lambda key: (key.valid_from, key.id)))

    def sign(self, context: Context, data: bytes) -> Signatures:
        signed = signed_bytes(context, data)
        return Signatures(ed25519=self._signing.ed25519.sign(signed), mldsa65=self._signing.mldsa65.sign(signed))

    def sign_head(self, text: bytes, message: bytes) -> tuple[bytes, bytes]:
        return self._log.ed25519.sign(text), self._log.mldsa44.sign(message)

    def cosign(self, message: bytes) -> bytes:
        return self._log.mldsa44.sign(message)

    def open_sealed(self, key_id: str, info: bytes, sealed: bytes) -> bytes:
        pair = self._sealing.get(key_id)
        if pair is None:
            raise UntrustedError("it was sealed for a key that we do not have", code="sealing-key")
        try:
            return SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(pair.mlkem768, pair.x25519), info)
        except (InvalidTag, ValueError) as error:
            raise UntrustedError("it was not sealed for us, or was altered", code="seal") from error


class FileKeyring(MemoryKeyring):
    """The keys of a folder, as they were when it was opened."""

    def __init__(self, folder: Path) -> None:
        _check_private(folder)
        _check_private(folder / "sealing")
        try:
            super().__init__(
                signing=SigningPair.from_members(_read(folder / "signing.json")),
                log=LogPair.from_members(_read(folder / "log.json")),
                sealing=tuple(SealingPair.from_members(_read(file)) for file in (folder / "sealing").glob("*.json")),
                next_signing_digest=_read(folder / "next.json")["digest"],
            )
        except (ValueError, TypeError, KeyError) as error:
            raise InvalidError(f"a file in {folder} is damaged: restore the folder from its backup") from error

    @classmethod
    def create(cls, folder: Path, *, origin: str, now: datetime) -> "FileKeyring":
        """Make all keys of a new node. The folder is there with everything in it, or not at all."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".keys-", dir=folder.parent))
        try:
            _write_all(making, origin=origin, now=now)
            making.rename(folder)  # refused by the system unless nothing is there
        except OSError as error:
            if folder.exists():
                raise ConflictError(f"{folder} is there already: keys are never overwritten; name another") from error
            raise UnavailableError(f"keys cannot be written to {folder}: {error.strerror}") from error
        finally:
            shutil.rmtree(making, ignore_errors=True)
        _settle(folder.parent)
        return cls(folder)


def _write_all(folder: Path, *, origin: str, now: datetime) -> None:
    following, sealing = SigningPair.generate(), SealingPair.generate(now)
    for name in ("sealing", "next"):
        (folder / name).mkdir(mode=0o700)
    _write(folder / "signing.json", SigningPair.generate().members())
    _write(folder / "log.json", LogPair.generate(origin).members())
    _write(folder / "sealing" / f"{sealing.public.id}.json", sealing.members())
    _write(folder / "next.json", {"digest": following.public.digest})
    _write(folder / "next" / "signing.json", following.members())
    _settle(folder / "sealing", folder / "next", folder)


def _write(path: Path, members: Members) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(dict(members), file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _settle(*folders: Path) -> None:
    """Make the folders' lists of files survive a power cut."""
    for folder in folders:
        opened = os.open(folder, os.O_RDONLY)
        os.fsync(opened)
        os.close(opened)


def _read(path: Path) -> Members:
    _check_private(path)
    members: Members = json.loads(path.read_text("utf-8"))
    return members


def _check_private(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise NotFoundError(f"no keys at {path}: {error.strerror}") from error
    if mode & 0o077:
        raise RefusedError(f"{path} can be read by others: chmod go= it, and ask whether the keys are still secret")


def _written(**keys: PrivateKey) -> Members:
    return {name: base64.b64encode(key.private_bytes_raw()).decode() for name, key in keys.items()}


_bytes = partial(base64.b64decode, validate=True)
