"""A hundred thousand files in one run: what is held in memory does not depend on how many there were."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

FILES = 100_000
FOLDERS = 100
OF_EVERY_FILE = 400  # bytes that the parent may remember of each: a digest and its place
MORE_BYTES = 60_000_000  # that a worker may come to hold between its first files and its last
PATIENCE = 3_600  # seconds; many times what it takes


def text(number: int) -> str:
    if number % 100 == 0:
        return f"Police in Vienna arrested Anna Lorenz{number}, a Belgian, on 3 May."
    return f"Zwei Männer wurden am Dienstag an der Grenze festgenommen ({number})." if number % 2 else ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(FOLDERS):
        (tmp_path / "reports" / str(number)).mkdir(parents=True)
    for number in range(FILES):
        (tmp_path / "reports" / str(number % FOLDERS) / f"{number}.txt").write_text(text(number), "utf-8")
    return tmp_path / "reports"


def held(process: int) -> int:
    """Bytes of memory that a process holds; none if it has just ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def workers(parent: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()]
    except OSError:
        return []


def watched(process: subprocess.Popen[str]) -> list[tuple[int, int]]:
    """What the parent and its largest worker held, from the start to the end."""
    seen = []
    until = time.monotonic() + PATIENCE
    while process.poll() is None:
        assert time.monotonic() < until
        seen.append((held(process.pid), max(map(held, workers(process.pid)), default=0)))
        time.sleep(0.5)
    return seen


@pytest.mark.soak
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="memory is looked up in /proc")
def test_a_hundred_thousand_files_are_read_in_the_memory_of_a_thousand(folder: Path, tmp_path: Path):
    command = [sys.executable, "-m", "tocsin", "read", folder, "--json", "--quiet", "-o", tmp_path / "out.jsonl"]

    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "TOCSIN_LANG": "en"}
    ) as process:
        try:
            seen = watched(process)
        finally:
            process.terminate()

    assert process.returncode == 1  # the empty ones are refused
    with (tmp_path / "out.jsonl").open("rb") as lines:
        assert sum(1 for _ in lines) == FILES
    quarter = len(seen) // 4
    parent, worker = (
        max(each[who] for each in seen[-quarter:]) - max(each[who] for each in seen[:quarter]) for who in (0, 1)
    )
    assert parent < OF_EVERY_FILE * FILES
    assert worker < MORE_BYTES
