"""A vault: a folder of private files that open with one passphrase.

lock.json      what the passphrase opens: the vault's own key, under a key made from the passphrase by argon2id
every other    one secret, under the vault's key (AES-256-GCM) and bound to its file's name

Another passphrase is one new lock: the vault's key and the other files stay as they are.
"""

import base64
import json
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from argon2 import Parameters, Type
from argon2.exceptions import HashingError
from argon2.low_level import hash_secret_raw
from argon2.profiles import RFC_9106_LOW_MEMORY
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tocsin.domain.errors import InvalidError, NotFoundError, RefusedError, UntrustedError

Members = Mapping[str, str]
Passphrase = Callable[[], str]
"""Ask for the passphrase: called when it is first needed, and not before."""

COST = RFC_9106_LOW_MEMORY  # 64 MiB, three passes: about a tenth of a second, at each opening and at each guess
LOCK = "lock.json"

_FORMAT = "tocsin/lock/1"
_KEY, _NONCE, _SALT = 32, 12, 16
_COST = ("time_cost", "memory_cost", "parallelism")
_bytes = partial(base64.b64decode, validate=True)


@dataclass(frozen=True, slots=True)
class Vault:
    """An open vault."""

    folder: Path
    _key: bytes

    @classmethod
    def create(cls, folder: Path, passphrase: str, cost: Parameters = COST) -> "Vault":
        """Make a folder with a lock and nothing else in it."""
        folder.mkdir(mode=0o700)
        vault = cls(folder, AESGCM.generate_key(_KEY * 8))
        vault.lock(passphrase, cost)
        return vault

    @classmethod
    def open(cls, folder: Path, passphrase: str) -> "Vault":
        """Open a vault; `UntrustedError` says that the passphrase is another."""
        check_private(folder)
        lock = read_members(folder / LOCK)
        try:
            cost = {name: int(lock[name]) for name in _COST}
            key = _stretched(passphrase, _bytes(lock["salt"]), **cost)
            return cls(folder, AESGCM(key).decrypt(_bytes(lock["nonce"]), _bytes(lock["key"]), _FORMAT.encode()))
        except InvalidTag as error:
            raise UntrustedError("the passphrase does not open the keys", code="passphrase") from error
        except (KeyError, ValueError, HashingError) as error:
            raise _damaged(folder / LOCK) from error

    def lock(self, passphrase: str, cost: Parameters = COST) -> None:
        """Let this passphrase open the vault, and no other."""
        salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
        spent = {name: int(getattr(cost, name)) for name in _COST}
        sealed = AESGCM(_stretched(passphrase, salt, **spent)).encrypt(nonce, self._key, _FORMAT.encode())
        bare = {"salt": salt, "nonce": nonce, "key": sealed}
        written = {name: base64.b64encode(value).decode() for name, value in bare.items()}
        write_members(self.folder / LOCK, {"format": _FORMAT, **spent, **written})

    def read(self, name: str) -> Members:
        """Return the secret in a file."""
        held = read_members(self.folder / f"{name}.json")
        try:
            secret = AESGCM(self._key).decrypt(_bytes(held["nonce"]), _bytes(held["sealed"]), name.encode())
            members: Members = json.loads(secret)
        except (InvalidTag, KeyError, ValueError) as error:
            raise _damaged(self.folder / f"{name}.json") from error
        return members

    def write(self, name: str, members: Members) -> None:
        """Keep a secret in a file of its own."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(self._key).encrypt(nonce, json.dumps(dict(members)).encode(), name.encode())
        written = {"nonce": base64.b64encode(nonce).decode(), "sealed": base64.b64encode(sealed).decode()}
        write_members(self.folder / f"{name}.json", written)

    def keep_only(self, names: frozenset[str]) -> None:
        """Destroy every other secret."""
        for path in self.folder.glob("*.json"):
            if path.name != LOCK and path.stem not in names:
                path.unlink(missing_ok=True)
        settle(self.folder)


def _stretched(passphrase: str, salt: bytes, **cost: int) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, hash_len=_KEY, type=Type.ID, **cost)


def read_members(path: Path) -> Members:
    """Read a file that only this account can read."""
    check_private(path)
    try:
        members = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise _damaged(path) from error
    if not isinstance(members, dict):
        raise _damaged(path)
    return members


def write_members(path: Path, members: Mapping[str, object]) -> None:
    """Write a file that only this account can read: the old one or the new one is there, and never half of one."""
    making = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(dict(members), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    making.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make the folder's list of files survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)


def check_private(path: Path) -> None:
    """Raise `RefusedError` where others than this account can read."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise NotFoundError(f"no keys at {path}: {error.strerror}") from error
    if mode & 0o077:
        raise RefusedError(f"{path} can be read by others: chmod go= it, and ask whether the keys are still secret")


def _damaged(path: Path) -> InvalidError:
    return InvalidError(f"{path} is damaged: restore the folder from its backup")
