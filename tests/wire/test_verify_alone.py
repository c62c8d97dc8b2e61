"""`python -m tocsin.verify` where nothing is installed but `cryptography`."""

import subprocess
import sys
from pathlib import Path

from tocsin.verify import DOES_NOT_HOLD
from tocsin.wire.proof import compose
from wire.builders import A, B, a_proof

ALONE = """
import runpy, sys

OURS = {"tocsin", "tocsin.verify", "tocsin.wire", "tocsin.domain", "tocsin.vocabulary"}
THEIRS = {"cryptography", "_cffi_backend"}


class Nothing:
    def find_spec(self, name, path=None, target=None):
        first = name.split(".")[0]
        known = first in sys.stdlib_module_names or first in THEIRS or ".".join(name.split(".")[:2]) in OURS
        if not known:
            raise ImportError(f"{name} is not installed here")
        return None


sys.meta_path.insert(0, Nothing())
sys.argv = ["verify", *sys.argv[1:]]
runpy.run_module("tocsin.verify", run_name="__main__")
"""


def verify_alone(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", ALONE, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_a_proof_is_verified_with_nothing_installed_but_cryptography(tmp_path):
    file = tmp_path / "proof.json"
    file.write_bytes(compose(a_proof(), A.sign))

    done = verify_alone(file)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("THE PROOF HOLDS\n\nProven:\n  - Organisation B signed that it stored")
    assert "\n\nNot proven:\n  - " in done.stdout


def test_a_file_that_does_not_hold_is_said_not_to(tmp_path):
    file = tmp_path / "proof.json"
    file.write_bytes(compose(a_proof(), A.sign)[:-7])

    done = verify_alone(file)

    assert (done.returncode, done.stderr) == (DOES_NOT_HOLD, "")
    assert done.stdout.startswith("THE PROOF DOES NOT HOLD\n\nBecause:")


def test_a_fingerprint_given_closes_the_question_whose_keys_these_are_and_another_refuses(tmp_path):
    file = tmp_path / "proof.json"
    file.write_bytes(compose(a_proof(), A.sign))

    known = verify_alone(file, "--fingerprint", A.signing.fingerprint, "--fingerprint", B.signing.digest)
    wrong = verify_alone(file, "--fingerprint", A.signing.fingerprint[:-4] + "0000")

    assert (known.returncode, "whose keys" in known.stdout) == (0, False)
    assert wrong.returncode == DOES_NOT_HOLD
    assert "nobody in this file has the fingerprint" in wrong.stdout


def test_without_a_file_it_says_how_it_is_used():
    assert verify_alone().returncode == 2
