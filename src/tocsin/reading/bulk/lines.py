"""Lines: how one file fared, as one line of JSON. What comes before the reading is enough to recognise a line by."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any

BEGINNING = b'{"path": '
_READING = b', "reading": '  # inside a string the quotes would have backslashes


class Trouble(StrEnum):
    """Why there is no reading."""

    UNREADABLE = "unreadable"  # it is no report in any format; reading it again changes nothing
    FAILED = "failed"  # the reader itself is at fault; reading it again changes nothing
    UNAVAILABLE = "unavailable"  # it could not be opened
    TIMEOUT = "timeout"  # it took too long
    DIED = "died"  # the process that read it came to an end


FINAL = frozenset({Trouble.UNREADABLE, Trouble.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How files are read: what was read in one manner does not count for another."""

    reader: str
    published: str | None = None
    text: bool = True
    grounds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a line says before the reading."""

    path: str
    sha256: str | None
    manner: Manner
    trouble: Trouble | None

    @property
    def is_final(self) -> bool:
        """Say whether the file need not be read again."""
        return self.sha256 is not None and (self.trouble is None or self.trouble in FINAL)


def read_line(path: str, sha256: str, manner: Manner, reading: dict[str, Any]) -> bytes:
    """Write the line of a file that was read."""
    return _line({"path": path, "sha256": sha256, "manner": asdict(manner), "reading": reading})


def error_line(path: str, manner: Manner, trouble: Trouble, reason: str, *, sha256: str | None = None) -> bytes:
    """Write the line of a file that was not."""
    error = {"kind": trouble.value, "reason": reason}
    return _line({"path": path, "sha256": sha256, "manner": asdict(manner), "error": error})


def head(line: bytes) -> Head:
    """Recognise a line; raises `ValueError` for what was never one."""
    before, found, _ = line.partition(_READING)
    try:
        said = json.loads(before + b"}" if found else line)
        error = said.get("error")
        return Head(
            path=said["path"],
            sha256=said["sha256"],
            manner=Manner(**said["manner"]),
            trouble=Trouble(error["kind"]) if error else None,
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(line[:40]) from error


def key(path: str, sha256: str, manner: Manner) -> bytes:
    """Return a digest of what was read, and how."""
    return blake2b(repr((path, sha256, manner)).encode("utf-8"), digest_size=16).digest()


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode("utf-8") + b"\n"
