"""A worker: a process that reads one file after another, and that may die without harm to anybody else.

It answers in bytes and not in pickled objects: what has read a hostile file is not trusted with more than text.
"""

import os
import resource
import warnings
from dataclasses import dataclass
from enum import IntEnum
from itertools import count
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from threading import Thread
from typing import Protocol

from tocsin.reading.bulk.files import Found

FILES = 2_000  # then a worker makes room for a fresh one
GROWTH_BYTES = 600_000_000  # or when it has come to hold so much more than at its start
MEMORY_BYTES = 6_000_000_000  # of addresses; a file that needs more ends its own worker, not the machine's


class Mark(IntEnum):
    """How an answer begins."""

    READY = 0
    READ = 1
    FAILED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a worker answers about a file."""

    line: bytes
    is_read: bool


class Work(Protocol):
    """What workers do."""

    def prepare(self) -> None:
        """Load what is needed for every file."""
        ...

    def do(self, found: Found) -> Said:
        """Read a file; whatever is wrong with it is said, not raised."""
        ...


def serve(connection: Connection, work: Work) -> None:
    """Read what is asked for until the parent is gone or this process is worn out."""
    Thread(target=_end_with_parent, daemon=True).start()
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # one core each: the cores are all at work
    warnings.simplefilter("ignore")  # a library's warning may quote content
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    work.prepare()
    connection.send_bytes(bytes([Mark.READY, 0]))
    held = _memory()
    for number in count(1):
        try:
            found = connection.recv()
        except EOFError:
            return
        said = work.do(found)
        is_worn = number == FILES or _memory() - held > GROWTH_BYTES
        connection.send_bytes(bytes([Mark.READ if said.is_read else Mark.FAILED, is_worn]) + said.line)
        if is_worn:
            return


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _memory() -> int:
    """Bytes held now; where the system does not say, the most that were ever held."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 not a file in any folder of ours
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
