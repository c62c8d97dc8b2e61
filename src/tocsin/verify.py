"""Verify: say what a proof shows, on any machine with Python and the package `cryptography`, and nothing else.

`python -m tocsin.verify FILE` needs no node, no network, no account and no other part of Tocsin than the formats. The
exit code is 0 where the file holds and 6 where it does not. `--fingerprint` names keys compared by another way.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from tocsin.wire import consistency, disclosure, fork, proof
from tocsin.wire.findings import Verdict
from tocsin.wire.limits import MAX_DISCLOSURE

DOES_NOT_HOLD = 6


def check(data: bytes, trusted: Sequence[str] = ()) -> Verdict:
    """Say what a proof, the evidence of a fork, or a disclosure shows; never raises, whatever the bytes.

    `trusted` are fingerprints got by another way: whose keys these are is then known, and they have to be in it.
    """
    for form, verify in ((fork.FORMAT, fork.verify), (disclosure.FORMAT, consistency.verify)):
        if f'"format":"{form}"'.encode() in data:
            return verify(data, trusted=trusted)
    return proof.verify(data, trusted=trusted)


def check_files(file: Path, other: Path | None = None, *, trusted: Sequence[str] = ()) -> Verdict:
    """Check what a file holds; with another, whether both are parts of one whole."""
    if other is None:
        return check(_read(file), trusted)
    return consistency.compare(_read(file), _read(other), trusted=trusted)


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(MAX_DISCLOSURE + 1)


def main(arguments: list[str]) -> int:
    """Print what one file shows, or two together."""
    parser = ArgumentParser("python -m tocsin.verify")
    parser.add_argument("file", type=Path)
    parser.add_argument("other", type=Path, nargs="?", help="another part, to be compared with the first")
    parser.add_argument("--fingerprint", action="append", default=[], help="of keys, compared by another way")
    given = parser.parse_args(arguments)
    verdict = check_files(given.file, given.other, trusted=given.fingerprint)
    said = ["THE PROOF HOLDS" if verdict.holds else "THE PROOF DOES NOT HOLD"]
    for title, lines in (
        ("Because", verdict.failures),
        ("Proven", verdict.proven),
        ("Not proven", verdict.not_proven),
    ):
        said += [f"\n{title}:", *(f"  - {line}" for line in lines)] if lines else []
    sys.stdout.write("\n".join(said) + "\n")
    return 0 if verdict.holds else DOES_NOT_HOLD


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
