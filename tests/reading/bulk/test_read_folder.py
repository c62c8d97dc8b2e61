"""`tocsin read` on a folder, as a user runs it: killed, interrupted, resumed, with good files and bad."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hard_work import written
from reading_checks import REPORTS

PATIENCE = 120  # seconds until what should come is given up
ENGLISH = {**os.environ, "TOCSIN_LANG": "en"}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "tocsin", "read", *map(str, arguments)]


def read(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, env=ENGLISH, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many") / "reports"
    shutil.copytree(REPORTS, made)
    (made / "empty.txt").write_bytes(b"")
    (made / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return made


@pytest.fixture(scope="module")
def whole(folder: Path) -> set[str]:
    """The lines of a run that nothing disturbed."""
    out = folder.parent / "whole.jsonl"
    done = read(folder, "--json", "-o", out)
    assert done.returncode == 1
    assert f"Done. {len(list(folder.iterdir())) - 2} read, 0 read before, 2 not read." in done.stderr
    return set(out.read_text("utf-8").splitlines())


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A shell starts what runs in its background deaf to interrupts, and children inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def stopped_after(lines: int, number: signal.Signals, folder: Path, out: Path) -> tuple[int, str]:
    """Start a run, slow enough not to be done by then, and end it and its worker when it has written so many lines."""
    process = subprocess.Popen(
        command(folder, "-o", out, "--jobs", "1"),
        stderr=subprocess.PIPE,
        text=True,
        env=ENGLISH,
        start_new_session=True,
    )
    given_up = time.monotonic() + PATIENCE
    while time.monotonic() < given_up and not (out.exists() and out.read_bytes().count(b"\n") >= lines):
        time.sleep(0.02)
    (os.kill if number == signal.SIGKILL else os.killpg)(process.pid, number)
    _, said = process.communicate()
    return process.returncode, said


def test_killed_and_resumed_it_writes_what_it_would_have_written_undisturbed(
    folder: Path, whole: set[str], tmp_path: Path
):
    out = tmp_path / "out.jsonl"
    for lines in (3, 15):
        stopped_after(lines, signal.SIGKILL, folder, out)
        with out.open("ab") as file:
            file.write(b'{"path": "half a li')
    before = out.read_bytes().count(b"\n")

    done = read(folder, "-o", out)

    assert before < len(whole)
    assert done.returncode == 1
    assert sorted(out.read_text("utf-8").splitlines()) == sorted(whole)


@pytest.mark.usefixtures("interruptible")
def test_interrupted_it_says_how_to_go_on_and_leaves_nothing_running(folder: Path, whole: set[str], tmp_path: Path):
    out = tmp_path / "out.jsonl"

    status, said = stopped_after(1, signal.SIGINT, folder, out)

    assert status == 130, said
    assert said.startswith("Interrupted. ")
    assert "same command again" in said
    assert "Traceback" not in said
    assert read(folder, "-o", out).returncode == 1
    assert sorted(out.read_text("utf-8").splitlines()) == sorted(whole)


def test_run_again_it_reads_only_what_is_new_or_changed(folder: Path, whole: set[str], tmp_path: Path):
    out = tmp_path / "out.jsonl"
    copy = tmp_path / "reports"
    shutil.copytree(folder, copy)
    out.write_text("".join(f"{each}\n" for each in whole), "utf-8")
    (copy / "new.txt").write_text("Police in Vienna arrested a Belgian on 3 May.")
    (copy / "football.txt").write_text("Police in Lisbon arrested a Dane on 4 May.")

    done = read(copy, "-o", out)

    added = written(out)[len(whole) :]
    assert f"2 read, {len(whole) - 3} read before, 2 not read" in done.stderr
    assert sorted(each["path"] for each in added) == ["football.txt", "new.txt"]


def test_the_bad_are_told_apart_from_the_good(whole: set[str]):
    failed = {each["path"]: each["error"] for each in map(json.loads, whole) if "error" in each}

    assert failed.keys() == {"empty.txt", "picture.txt"}
    assert failed["picture.txt"]["kind"] == "unreadable"
    assert "OCR" in failed["picture.txt"]["reason"]


def test_without_a_file_to_write_to_the_lines_are_printed(folder: Path):
    done = read(folder / "football.txt", folder / "empty.txt", "--json", "--no-text", "--quiet", "--jobs", 1)

    football, empty = (json.loads(each) for each in done.stdout.splitlines())
    assert done.returncode == 1
    assert "text" not in football["reading"]["report"]
    assert empty["error"]["kind"] == "unreadable"


def test_quiet_and_all_well_it_says_nothing(folder: Path, tmp_path: Path):
    done = read(folder / "football.txt", "-o", tmp_path / "out.jsonl", "--quiet", "--published", "2026-03-05")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert written(tmp_path / "out.jsonl")[0]["reading"]["report"]["published"] == "2026-03-05"


def test_a_folder_wants_json(folder: Path):
    done = read(folder)

    assert done.returncode == 2
    assert "--json" in done.stderr
