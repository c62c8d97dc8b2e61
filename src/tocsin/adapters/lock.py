"""The lock on a node's directory: one `serve` at a time, and a crash leaves no lock behind."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from tocsin.domain.errors import ConflictError, UnavailableError

_NAME = "serve.lock"


class ServeLock:
    """Held from `with` to its end. The kernel lets go of it when the process is gone, however it went."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        self._held: int | None = None

    def __enter__(self) -> Self:
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise UnavailableError(f"{self._path} cannot be opened: {error.strerror}") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(file, 20).decode("ascii", "replace").strip() or "not known"
            os.close(file)
            raise ConflictError(
                f"another serve (process {holder}) runs on {self._path.parent}: stop it first, or use another directory"
            ) from error
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        self._held = file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None
