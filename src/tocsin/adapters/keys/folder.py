"""A node's keys in a folder that only this account can read, locked by a passphrase.

public.json     the public halves and their dates: read without the passphrase; what it names is in force
private/        a vault: one file for each private key in force
next/           a vault of its own: the signing keys that come next, to be taken off this machine and kept offline

A change writes the private keys first, then replaces public.json in one step, then destroys what is named no more: a
crash leaves the keys as they were, or as they were to be. Several processes may use one folder; each sees a change
at its next use.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock

from argon2 import Parameters

from tocsin.adapters.keys.pairs import LogPair, SealingPair, SigningPair
from tocsin.adapters.keys.ring import PublicRing, Ring
from tocsin.adapters.keys.vault import COST, Passphrase, Vault, check_private, read_members, settle, write_members
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError, TocsinError, UnavailableError
from tocsin.wire.checkpoint import LogKeys
from tocsin.wire.keys import SealingKey
from tocsin.wire.signing import Context, PublicSigningKeys, Sign, Signatures

_PUBLIC, _PRIVATE, _NEXT, _LOG = "public.json", "private", "next", "log"
_SHORTEST = 10  # characters of a passphrase

Stamp = tuple[int, int]


class FileKeyring:
    """The keys of a folder. The passphrase is asked for when a private key is first needed, and kept in no file."""

    def __init__(self, folder: Path, passphrase: Passphrase, cost: Parameters = COST) -> None:
        check_private(folder)
        self._folder = folder
        self._ask = passphrase
        self._cost = cost
        self._mutex = RLock()
        self._vault: Vault | None = None
        self._ring: tuple[Stamp, Ring] | None = None
        self._public = self._read_public()

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, *, origin: str, now: datetime, cost: Parameters = COST
    ) -> "FileKeyring":
        """Make all keys of a new node. The folder is there with everything in it, or not at all."""
        require_length(passphrase)
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".keys-", dir=folder.parent))
        try:
            following = SigningPair.generate()
            ring = Ring.generate(origin=origin, now=now, following=following)
            _write_ring(making, Vault.create(making / _PRIVATE, passphrase, cost), ring)
            _write_signing(Vault.create(making / _NEXT, passphrase, cost), following)
            making.rename(folder)  # refused by the system unless nothing is there
        except OSError as error:
            if folder.exists():
                raise ConflictError(f"{folder} is there already: keys are never overwritten; name another") from error
            raise UnavailableError(f"keys cannot be written to {folder}: {error.strerror}") from error
        finally:
            shutil.rmtree(making, ignore_errors=True)
        settle(folder.parent)
        return cls(folder, lambda: passphrase, cost)

    @property
    def node_id(self) -> str:
        return self._in_force().node_id

    @property
    def signing(self) -> PublicSigningKeys:
        return self._in_force().signing

    @property
    def log(self) -> LogKeys:
        return self._in_force().log

    @property
    def next_signing_digest(self) -> str:
        return self._in_force().next_signing_digest

    def sealing(self, now: datetime) -> tuple[SealingKey, ...]:
        return self._in_force().sealing_at(now)

    def held(self) -> tuple[SealingKey, ...]:
        return self._in_force().sealing

    def unlock(self) -> None:
        self._keys()

    def sign(self, context: Context, data: bytes) -> Signatures:
        return self._keys().signing.sign(context, data)

    def signer(self, keys: str) -> Sign:
        return self._keys().signer(keys)

    def sign_head(self, text: bytes, message: bytes) -> tuple[bytes, bytes]:
        return self._keys().log.sign_head(text, message)

    def cosign(self, message: bytes) -> bytes:
        return self._keys().log.cosign(message)

    def open_sealed(self, key_id: str, info: bytes, sealed: bytes) -> bytes:
        return self._keys().open(key_id, info, sealed)

    def add_sealing(self, now: datetime) -> None:
        with self._changing() as (vault, ring):
            _write_ring(self._folder, vault, ring.with_sealing(now))

    def destroy_sealing(self, ids: frozenset[str]) -> None:
        with self._changing() as (vault, ring):
            _write_ring(self._folder, vault, ring.without_sealing(ids))

    def rotate(self, place: str | None) -> None:
        with self._changing() as (vault, ring):
            revealed = self._revealed(Path(place) if place else self._folder / _NEXT, ring.next_signing_digest)
            following = SigningPair.generate()
            offline = self._next_vault()
            _write_signing(offline, following)
            _write_ring(self._folder, vault, ring.rotated(revealed, following))
            offline.keep_only(frozenset({_name(following)}))

    def retire(self) -> None:
        if self._in_force().former is not None:
            with self._changing() as (vault, ring):
                _write_ring(self._folder, vault, ring.retired())

    def _revealed(self, place: Path, promised: str) -> SigningPair:
        vault = Vault.open(place, self._ask())
        try:
            revealed = SigningPair.from_members(vault.read(f"signing-{promised[:16]}"))
        except TocsinError as error:
            raise RefusedError(f"{place} does not hold the signing keys that our card promises") from error
        if revealed.public.digest != promised:
            raise RefusedError(f"{place} holds other signing keys than our card promises")
        return revealed

    def _next_vault(self) -> Vault:
        folder = self._folder / _NEXT
        return Vault.open(folder, self._ask()) if folder.exists() else Vault.create(folder, self._ask(), self._cost)

    def _in_force(self) -> PublicRing:
        if self._public[0] != self._stamp():
            self._public = self._read_public()
        return self._public[1]

    def _keys(self) -> Ring:
        """Return the keys in force, read again where another process changed them."""
        stamp = self._stamp()
        held = self._ring
        if held is not None and held[0] == stamp:
            return held[1]
        with self._mutex:
            try:
                self._ring = self._read_ring()
            except TocsinError:
                if self._stamp() == stamp:
                    raise
                self._ring = self._read_ring()  # it was changed while we read
            return self._ring[1]

    def _read_ring(self) -> tuple[Stamp, Ring]:
        stamp, public = self._read_public()
        if self._vault is None:
            self._vault = Vault.open(self._folder / _PRIVATE, self._ask())
        return stamp, _read_ring(self._folder, self._vault, public)

    def _read_public(self) -> tuple[Stamp, PublicRing]:
        stamp = self._stamp()
        try:
            return stamp, PublicRing.from_members(dict(read_members(self._folder / _PUBLIC)))
        except (TocsinError, ValueError) as error:
            if isinstance(error, RefusedError):
                raise
            raise _damaged(self._folder) from error

    def _stamp(self) -> Stamp:
        path = self._folder / _PUBLIC
        check_private(path)
        stat = path.stat()
        return stat.st_ino, stat.st_mtime_ns

    @contextmanager
    def _changing(self) -> Iterator[tuple[Vault, Ring]]:
        """Hold off other processes that would change the keys."""
        with self._mutex:
            folder = os.open(self._folder, os.O_RDONLY)
            try:
                fcntl.flock(folder, fcntl.LOCK_EX)
                ring = self._keys()
                assert self._vault is not None  # noqa: S101  # the keys were read with it
                yield self._vault, ring
            except OSError as error:
                raise UnavailableError(f"keys cannot be written to {self._folder}: {error.strerror}") from error
            finally:
                os.close(folder)


def change_passphrase(folder: Path, old: str, new: str, cost: Parameters = COST) -> None:
    """Lock a folder of keys, or one of next keys alone, with another passphrase."""
    require_length(new)
    vaults = [folder / name for name in (_PRIVATE, _NEXT) if (folder / name).exists()] or [folder]
    for vault in [Vault.open(each, old) for each in vaults]:
        vault.lock(new, cost)


def require_length(passphrase: str) -> None:
    """Refuse a passphrase that can be guessed quickly."""
    if len(passphrase) < _SHORTEST:
        raise InvalidError(f"a passphrase needs at least {_SHORTEST} characters")


def _write_ring(folder: Path, vault: Vault, ring: Ring) -> None:
    pairs = [ring.signing] if ring.former is None else [ring.signing, ring.former]
    secrets = {_name(pair): pair.members() for pair in pairs}
    secrets |= {_LOG: ring.log.members()} | {pair.public.id: pair.members() for pair in ring.sealing}
    for name, members in secrets.items():
        if not (vault.folder / f"{name}.json").exists():
            vault.write(name, members)
    write_members(folder / _PUBLIC, ring.public.members())
    vault.keep_only(frozenset(secrets))


def _read_ring(folder: Path, vault: Vault, public: PublicRing) -> Ring:
    try:
        ring = Ring(
            node_id=public.node_id,
            signing=_signing(vault, public.signing),
            former=None if public.former is None else _signing(vault, public.former),
            log=LogPair.from_members(vault.read(_LOG)),
            sealing=tuple(SealingPair.from_members(vault.read(key.id)) for key in public.sealing),
            next_signing_digest=public.next_signing_digest,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(folder) from error
    if ring.public != public:
        raise _damaged(folder)
    return ring


def _signing(vault: Vault, keys: PublicSigningKeys) -> SigningPair:
    return SigningPair.from_members(vault.read(f"signing-{keys.digest[:16]}"))


def _write_signing(vault: Vault, pair: SigningPair) -> None:
    vault.write(_name(pair), pair.members())


def _name(pair: SigningPair) -> str:
    return f"signing-{pair.public.digest[:16]}"


def _damaged(folder: Path) -> InvalidError:
    return InvalidError(f"a file in {folder} is damaged: restore the folder from its backup")
