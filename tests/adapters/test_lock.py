"""The lock on a node's directory."""

import signal
import subprocess
import sys

import pytest

from tocsin.adapters.lock import ServeLock
from tocsin.domain.errors import ConflictError, UnavailableError

HOLD = """
import sys
from pathlib import Path
from tocsin.adapters.lock import ServeLock
with ServeLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_directory_is_served_once(tmp_path):
    with ServeLock(tmp_path), pytest.raises(ConflictError, match="stop it first, or use another directory"):
        ServeLock(tmp_path).__enter__()


def test_two_directories_are_served_at_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    with ServeLock(tmp_path / "a"), ServeLock(tmp_path / "b"):
        pass


def test_a_directory_can_be_served_again(tmp_path):
    for _ in range(2):
        with ServeLock(tmp_path):
            pass


def test_another_process_is_named_and_its_death_sets_the_directory_free(tmp_path):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"

    with pytest.raises(ConflictError, match=rf"another serve \(process {other.pid}\) runs on {tmp_path}"):
        ServeLock(tmp_path).__enter__()
    other.send_signal(signal.SIGKILL)
    other.communicate()

    with ServeLock(tmp_path):
        pass


def test_a_directory_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnavailableError, match="nowhere"):
        ServeLock(tmp_path / "nowhere").__enter__()
