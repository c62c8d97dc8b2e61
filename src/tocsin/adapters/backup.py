"""Backups: one file with everything a node is made of, taken while it runs, and put back into an empty folder.

A tar archive: a consistent copy of the database, the settings, the keys as they lie there, and a note of what it is.
The keys that a rotation reveals next are left out: they belong offline. It is as secret as the node itself.
"""

import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath

from tocsin.domain.errors import ConflictError, InvalidError, UnavailableError

FORMAT = "tocsin/backup/1"
_NOTE = "backup.json"
_LEFT_OUT = frozenset({"serve.lock", "session"})
_LARGEST_NOTE = 64 * 1024


def write(folder: Path, file: Path, *, database: str, now: datetime) -> None:
    """Write a backup of the node in a folder. It never overwrites, and is there as a whole or not at all."""
    if file.exists():
        raise ConflictError(f"{file} is there already: a backup overwrites nothing; name another file")
    with tempfile.TemporaryDirectory(prefix=".tocsin-backup-", dir=_parent(file)) as place:
        making, copy = Path(place) / "backup", Path(place) / database
        _copy_database(folder / database, copy)
        note = json.dumps({"format": FORMAT, "made_at": now.isoformat()}).encode()
        with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w") as archive:
                archive.addfile(_entry(_NOTE, len(note)), io.BytesIO(note))
                for path, name in ((copy, database), *_files(folder, database)):
                    with path.open("rb") as data:
                        archive.addfile(_entry(name, path.stat().st_size), data)
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(making, file)  # refused by the system where something is there meanwhile
        except OSError as error:
            raise ConflictError(f"{file} cannot be written: {error.strerror}") from error


def read(file: Path, folder: Path) -> datetime:
    """Unpack a backup into an empty folder of this account alone; return when it was made."""
    try:
        with tarfile.open(file, mode="r:") as archive:
            members = list(archive)
            made_at = _made_at(archive, members)
            for member in members[1:]:
                _unpack(archive, member, folder)
    except (tarfile.TarError, ValueError, KeyError, OSError) as error:
        raise InvalidError(f"{file} is not a backup of a node, or is damaged") from error
    return made_at


def _parent(file: Path) -> Path:
    if not file.parent.is_dir():
        raise InvalidError(f"{file.parent} is not a folder")
    return file.parent


def _copy_database(database: Path, copy: Path) -> None:
    """Copy it as it is at one moment, whoever is writing."""
    copy.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise UnavailableError(f"the database cannot be copied: {error}") from error


def _files(folder: Path, database: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        is_open = name.name.startswith(database) or name.as_posix() in _LEFT_OUT
        if path.is_file() and not path.is_symlink() and not is_open and name.parts[:2] != ("keys", "next"):
            yield path, name.as_posix()


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _made_at(archive: tarfile.TarFile, members: list[tarfile.TarInfo]) -> datetime:
    found = archive.extractfile(members[0]) if members and members[0].name == _NOTE else None
    note = json.loads(found.read(_LARGEST_NOTE)) if found is not None else {}
    if note["format"] != FORMAT:
        raise ValueError
    return datetime.fromisoformat(note["made_at"])


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one file, with a name that stays inside the folder, readable by this account only."""
    name = PurePosixPath(member.name)
    data = archive.extractfile(member) if member.isreg() else None
    if data is None or name.is_absolute() or ".." in name.parts:
        raise ValueError
    path = folder / name
    for parent in list(name.parents)[-2::-1]:
        (folder / parent).mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        shutil.copyfileobj(data, out)
        out.flush()
        os.fsync(out.fileno())
