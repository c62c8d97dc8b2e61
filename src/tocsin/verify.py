"""Verify: say what a proof shows, on any machine with Python and the package `cryptography`, and nothing else.

`python -m tocsin.verify FILE` needs no node, no network, no account and no other part of Tocsin than the formats. The
exit code is 0 where the file holds and 6 where it does not.
"""

import sys
from pathlib import Path

from tocsin.wire import fork, proof
from tocsin.wire.findings import Verdict
from tocsin.wire.limits import MAX_PROOF

DOES_NOT_HOLD = 6


def check(data: bytes) -> Verdict:
    """Say what a proof, or the evidence of a fork, shows; never raises, whatever the bytes."""
    is_fork = f'"format":"{fork.FORMAT}"'.encode() in data
    return fork.verify(data) if is_fork else proof.verify(data)


def check_file(file: Path) -> Verdict:
    """Check what a file holds, and read no more of it than a proof may have."""
    with file.open("rb") as opened:
        return check(opened.read(MAX_PROOF + 1))


def main(arguments: list[str]) -> int:
    """Print what one file shows."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tocsin.verify FILE\n")
        return 2
    verdict = check_file(Path(arguments[0]))
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
