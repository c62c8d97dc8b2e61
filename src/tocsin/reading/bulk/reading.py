"""What a worker does with a file: open it, read it, and say so in a line."""

import hashlib
import os
import stat
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from tocsin.domain.errors import InvalidError
from tocsin.reading.bulk.files import Found
from tocsin.reading.bulk.lines import Manner, Trouble, error_line, read_line
from tocsin.reading.bulk.worker import Said
from tocsin.reading.documents import limits


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultReader:
    """The default reader, as work for workers."""

    manner: Manner

    def prepare(self) -> None:
        """Load the models."""
        from tocsin.reading import read

        read("Police in Vienna arrested a man on 3 May.")

    def do(self, found: Found) -> Said:
        """Read a file."""
        try:
            data = contents(found.place)
        except OSError as error:
            return self._failed(found, Trouble.UNAVAILABLE, f"it cannot be opened: {error.strerror}")
        except InvalidError as error:
            return self._failed(found, Trouble.UNREADABLE, str(error))
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            return Said(line=self._read(found, data, sha256), is_read=True)
        except InvalidError as error:
            return self._failed(found, Trouble.UNREADABLE, str(error), sha256)
        except MemoryError:
            return self._failed(found, Trouble.DIED, "it needs more memory than a worker may take", sha256)
        except Exception as error:  # noqa: BLE001 a fault of the reader costs one file, not the rest
            return self._failed(found, Trouble.FAILED, f"the reader failed: {type(error).__name__}", sha256)

    def _read(self, found: Found, data: bytes, sha256: str) -> bytes:
        from tocsin.reading import read
        from tocsin.reading.json import to_dict

        published = date.fromisoformat(self.manner.published) if self.manner.published else None
        reading = read(data, name=PurePath(found.place).name, published=published)
        said = to_dict(reading, text=self.manner.text, grounds=self.manner.grounds)
        return read_line(found.path, sha256, self.manner, said)

    def _failed(self, found: Found, trouble: Trouble, reason: str, sha256: str | None = None) -> Said:
        return Said(line=error_line(found.path, self.manner, trouble, reason, sha256=sha256), is_read=False)


def contents(place: str) -> bytes:
    """Read a regular file that is not too large; the file may have become something else since it was found."""
    descriptor = os.open(place, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise InvalidError("it is no regular file, and was not read")
        data = file.read(limits.INPUT_BYTES + 1)
    limits.check_bytes(data)
    return data
