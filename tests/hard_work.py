"""Work for workers that goes wrong in the ways real reading does: the file's first word says which."""

import json
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from tocsin.reading.bulk.files import Found
from tocsin.reading.bulk.lines import Manner, read_line
from tocsin.reading.bulk.reading import contents
from tocsin.reading.bulk.worker import Said

MANNER = Manner(reader="a counter of letters")


@dataclass(frozen=True)
class HardWork:
    """Counts letters; some files are too much for it."""

    def prepare(self) -> None:
        """Have nothing to load."""

    def do(self, found: Found) -> Said:
        """Read a file, or suffer what it does."""
        data = contents(found.place)
        match data.split():
            case [b"kill", *_]:
                os.kill(os.getpid(), signal.SIGKILL)
            case [b"leave", *_]:
                os._exit(3)
            case [b"hang", *_]:
                time.sleep(600)
            case [b"large", *_]:
                data *= 2_000_000
        reading = {"letters": len(data), "process": os.getpid()}
        return Said(line=read_line(found.path, data[:64].hex().ljust(64, "0"), MANNER, reading), is_read=True)


class NeverReady(HardWork):
    """Work that cannot even begin."""

    def prepare(self) -> None:
        """Fail to load."""
        os._exit(7)


def written(out: Path) -> list[dict]:
    """Return what the lines of an output say."""
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]
