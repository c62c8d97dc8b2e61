"""Files: what is to be read, found one by one, so that a folder of any size costs the same memory.

Only regular files are ever opened. Links to files are followed, links to folders are not: they may lead in a circle.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that is to be read, or a reason why it cannot be."""

    place: str  # for the machine
    path: str  # for the output: relative to the folder that all have in common
    trouble: str | None = None


def files_in(given: Sequence[Path], *, but: Path | None = None) -> Iterator[Found]:
    """Find the files given and those in the folders given, but the output itself; nothing is opened."""
    outermost = _outermost(given)
    root = os.path.commonpath([each if each.is_dir() else each.parent for each in outermost])
    out = _identity(but)
    for each in outermost:
        for place, state in _walk(str(each)):
            path = _printable(os.path.relpath(place, root))
            if isinstance(state, str):
                yield Found(place=place, path=path, trouble=state)
            elif (state.st_dev, state.st_ino) != out:
                yield Found(place=place, path=path, trouble=_strange(state))


def _outermost(given: Sequence[Path]) -> list[Path]:
    """Leave out what lies in another folder given: nothing is read twice."""
    places = list(dict.fromkeys(Path(os.path.abspath(each)) for each in given))  # noqa: PTH100 links stay links
    return [each for each in places if not any(other in each.parents for other in places)]


def _walk(start: str) -> Iterator[tuple[str, os.stat_result | str]]:
    """Every file with its state, or with the reason why it has none. One folder is open at a time."""
    try:
        state = Path(start).stat()
    except OSError as error:
        yield start, _reason(error)
        return
    if not stat.S_ISDIR(state.st_mode):
        yield start, state
        return
    ahead = [start]
    while ahead:
        folder = ahead.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        ahead.append(entry.path)
                    elif not entry.is_dir():
                        yield entry.path, _state(entry)
        except OSError as error:
            yield folder, _reason(error)


def _state(entry: os.DirEntry[str]) -> os.stat_result | str:
    try:
        return entry.stat()
    except OSError as error:
        return _reason(error)


def _strange(state: os.stat_result) -> str | None:
    return None if stat.S_ISREG(state.st_mode) else "it is no regular file, and was not opened"


def _reason(error: OSError) -> str:
    return f"it cannot be opened: {error.strerror}"


def _identity(path: Path | None) -> tuple[int, int] | None:
    try:
        state = path.stat() if path is not None else None
    except OSError:
        return None
    return (state.st_dev, state.st_ino) if state is not None else None


def _printable(path: str) -> str:
    """A name may be any bytes; what is no UTF-8 in it is written with backslashes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
