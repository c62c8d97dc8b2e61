"""A run: every file found is read, known already, or in trouble, and the output says which."""

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Protocol

from tocsin.domain.errors import InvalidError
from tocsin.reading.bulk.files import Found
from tocsin.reading.bulk.lines import Manner, Trouble, error_line
from tocsin.reading.bulk.pool import Lost, Pool
from tocsin.reading.bulk.reading import contents
from tocsin.reading.bulk.worker import Said, Work


class Fate(StrEnum):
    """How a file fared."""

    READ = "read"
    FAILED = "failed"
    KNOWN = "known"  # read in a run before
    KNOWN_TO_FAIL = "known to fail"


class Sink(Protocol):
    """Where lines go."""

    is_new: bool  # nothing was read before this run

    def known(self, path: str, sha256: str) -> bool | None:
        """Say whether a file was read; None if nobody has tried, or trying again may help."""
        ...

    def add(self, line: bytes) -> None:
        """Keep a line."""
        ...


def read_all(
    files: Iterable[Found], *, sink: Sink, manner: Manner, work: Work, jobs: int, timeout: float
) -> Iterator[Fate]:
    """Read files on several cores and say how each fared, as soon as it is known.

    Neither files nor answers are ever held: the next file is looked for when somebody is free to read it.
    """
    with Pool(work, jobs=jobs, timeout=timeout) as pool:
        for found in files:
            fate = _without_reading(found, sink, manner)
            if fate is not None:
                yield fate
                continue
            while pool.is_full:
                yield from (_keep(each, said, sink, manner) for each, said in pool.answers())
            pool.give(found)
        while pool.is_busy:
            yield from (_keep(each, said, sink, manner) for each, said in pool.answers())


def _without_reading(found: Found, sink: Sink, manner: Manner) -> Fate | None:
    if found.trouble is not None:
        sink.add(error_line(found.path, manner, Trouble.UNAVAILABLE, found.trouble))
        return Fate.FAILED
    if sink.is_new:
        return None
    try:
        before = sink.known(found.path, hashlib.sha256(contents(found.place)).hexdigest())
    except (OSError, InvalidError):
        return None  # whoever reads it will say so
    if before is None:
        return None
    return Fate.KNOWN if before else Fate.KNOWN_TO_FAIL


def _keep(found: Found, said: Said | Lost, sink: Sink, manner: Manner) -> Fate:
    if isinstance(said, Lost):
        sink.add(error_line(found.path, manner, said.trouble, said.reason))
        return Fate.FAILED
    sink.add(said.line)
    return Fate.READ if said.is_read else Fate.FAILED
