"""Output: the lines that are there already, and those that are added, each whole or not at all."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.reading.bulk.lines import BEGINNING, Manner, head, key


class Output:
    """A file of lines. Of those it holds, only digests are kept in memory."""

    def __init__(self, path: Path, manner: Manner, *, fresh: bool = False) -> None:
        self._path = path
        self._manner = manner
        self._done: dict[bytes, bool] = {}  # a file's key: whether there is a reading of it
        self._told: set[bytes] = set()  # digests of lines that tell of trouble
        self._file = _locked(path)
        try:
            if fresh:
                self._file.truncate(0)
            self._recall()
        except InvalidError:
            self._file.close()
            raise
        self.is_new = not self._done
        """Whether nothing was read before this run."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def known(self, path: str, sha256: str) -> bool | None:
        """Say whether a file was read; None if nobody has tried, or trying again may help."""
        return self._done.get(key(path, sha256, self._manner))

    def add(self, line: bytes) -> None:
        """Write a line to the disk's keeping; the same trouble is not told twice."""
        said = head(line)
        if said.trouble is not None and _digest(line) in self._told:
            return
        self._file.write(line)
        self._file.flush()
        self._remember(line)

    def _recall(self) -> None:
        """Learn what is done, and cut off the line in which a crash came."""
        end = 0
        for line in _whole_lines(self._file):
            end += len(line)
            try:
                self._remember(line)
            except ValueError as error:
                raise InvalidError(
                    f"{self._path} holds something else than readings: name another file, or begin it anew with --fresh"
                ) from error
        self._file.truncate(end)

    def _remember(self, line: bytes) -> None:
        said = head(line)
        if said.trouble is not None:
            self._told.add(_digest(line))
        if said.is_final and said.sha256 is not None:
            self._done[key(said.path, said.sha256, said.manner)] = said.trouble is None


def _locked(path: Path) -> BinaryIO:
    """Open a file for one run only; the kernel lets go of it when the process is gone, however it went."""
    if path.exists() and not path.is_file():
        raise InvalidError(f"{path} is no regular file: name another, or leave -o out to write to the terminal")
    file = path.open("ab+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise ConflictError(f"another run writes to {path}: wait for it, or name another file") from error
    file.seek(0, os.SEEK_SET)
    return file


def _whole_lines(file: BinaryIO) -> Iterator[bytes]:
    """A file that does not begin like ours has no lines worth holding in memory."""
    start = file.read(len(BEGINNING))
    if start and not BEGINNING.startswith(start):
        yield start
        return
    file.seek(0)
    for line in file:
        if line.endswith(b"\n"):
            yield line


def _digest(line: bytes) -> bytes:
    return key(line.decode("utf-8"), "", Manner(reader=""))


class Stream:
    """Lines for whoever listens, forgotten as soon as they are written."""

    is_new = True

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def known(self, path: str, sha256: str) -> bool | None:  # noqa: ARG002 nothing is
        """Say that nobody has tried."""
        return None

    def add(self, line: bytes) -> None:
        """Write a line."""
        self._file.write(line)
        self._file.flush()
