"""The pool: as many workers as are wanted, one file each. A worker that dies or takes too long is replaced."""

import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import connection, get_context, resource_tracker
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self

from tocsin.domain.errors import UnavailableError
from tocsin.reading.bulk.files import Found
from tocsin.reading.bulk.lines import Trouble
from tocsin.reading.bulk.worker import Mark, Said, Work, serve

STARTING = 300.0  # seconds that a worker may take to load what it needs
_SPAWN = get_context("spawn")  # a fork would copy whatever locks and threads the program has


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A file about which no worker answered."""

    trouble: Trouble
    reason: str


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    line: "connection.Connection[Found, bytes]"
    until: float  # on the monotonic clock; then it has taken too long
    is_ready: bool = False
    task: Found | None = None


class Pool:
    """Hands out files and gathers answers, in whatever order they come. Workers start when they are needed."""

    def __init__(self, work: Work, *, jobs: int, timeout: float) -> None:
        self._work = work
        self._jobs = jobs
        self._timeout = timeout
        self._workers: list[_Worker] = []
        resource_tracker.ensure_running()  # its start, with the first worker's, would let Ctrl-C through

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in list(self._workers):
            self._end(worker)

    @property
    def is_busy(self) -> bool:
        """Say whether any answer is awaited."""
        return any(worker.task is not None for worker in self._workers)

    @property
    def is_full(self) -> bool:
        """Say whether nobody is free to take a file."""
        return sum(worker.task is not None for worker in self._workers) >= self._jobs

    def give(self, found: Found) -> None:
        """Let a worker read a file."""
        for worker in [each for each in self._workers if each.task is None]:
            if self._send(worker, found):
                return
            self._end(worker)  # it died while it had nothing to do
        worker = self._start()
        self._workers.append(worker)
        self._send(worker, found)  # if it is dead already, its answer says so

    def answers(self) -> Iterator[tuple[Found, Said | Lost]]:
        """Wait for something to happen and say what it was."""
        busy = [worker for worker in self._workers if worker.task is not None]
        patience = min(worker.until for worker in busy) - time.monotonic()
        ready = connection.wait([worker.line for worker in busy], max(0.0, patience))
        for worker in busy:
            if worker.line in ready:
                answer = self._hear(worker)
            elif time.monotonic() >= worker.until:
                answer = self._give_up(worker)
            else:
                answer = None
            if answer is not None:
                yield answer

    def _send(self, worker: _Worker, found: Found) -> bool:
        worker.task = found
        worker.until = time.monotonic() + (self._timeout if worker.is_ready else STARTING)
        try:
            worker.line.send(found)
        except OSError:
            return False
        return True

    def _start(self) -> _Worker:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=serve, args=(theirs, self._work), daemon=True)
        # Ctrl-C reaches all processes of a terminal: the parent alone decides what becomes of them.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        return _Worker(process=process, line=ours, until=0.0)

    def _hear(self, worker: _Worker) -> tuple[Found, Said | Lost] | None:
        try:
            said = worker.line.recv_bytes()
        except (EOFError, OSError):
            return self._bury(worker)
        mark, is_worn = said[:2]
        if mark == Mark.READY:
            worker.is_ready = True
            worker.until = time.monotonic() + self._timeout
            return None
        task, worker.task = worker.task, None
        if is_worn:
            self._end(worker)
        assert task is not None  # noqa: S101 only who has a task is listened to
        return task, Said(line=said[2:], is_read=mark == Mark.READ)

    def _bury(self, worker: _Worker) -> tuple[Found, Lost]:
        worker.process.join()
        status = worker.process.exitcode or 0
        self._end(worker)
        if not worker.is_ready:
            raise UnavailableError(f"the reader does not start (status {status}): try `tocsin read` on one file")
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        return self._lost(worker, Trouble.DIED, f"the process that read it came to an end ({how})")

    def _give_up(self, worker: _Worker) -> tuple[Found, Lost]:
        self._end(worker)
        if not worker.is_ready:
            raise UnavailableError(f"the reader does not start within {STARTING:g} seconds: try fewer --jobs")
        return self._lost(worker, Trouble.TIMEOUT, f"it was not read within {self._timeout:g} seconds")

    @staticmethod
    def _lost(worker: _Worker, trouble: Trouble, reason: str) -> tuple[Found, Lost]:
        assert worker.task is not None  # noqa: S101 only who has a task is listened to
        return worker.task, Lost(trouble=trouble, reason=reason)

    def _end(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.line.close()
        worker.process.kill()
        worker.process.join()
        worker.process.close()
