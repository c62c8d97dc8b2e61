"""The machine's own limit: the cryptography and the durable commits of a delivery, and nothing else.

One delivery: the sender signs, seals and commits; the receiver opens, verifies, signs a receipt and commits; the
sender verifies the receipt and commits. Keys are loaded, bytes are ready, and a commit writes one row.
"""

import multiprocessing
import resource
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from tocsin.wire.limits import SIZE_CLASSES
from tocsin.wire.sealing import SUITE
from tocsin.wire.signing import SIGNATURES

MESSAGE = SIZE_CLASSES[0]
SIGNED = MESSAGE + SIGNATURES
RECEIPT = 700 + SIGNATURES


@dataclass(frozen=True)
class Limit:
    """What the machine can do."""

    count: int
    seconds: float
    cpu_seconds: float

    @property
    def rate(self) -> float:
        """Deliveries a second."""
        return self.count / self.seconds


def measure(folder: Path, *, processes: int, seconds: float) -> Limit:
    """Deliver for so long in so many processes at once."""
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        done = pool.starmap(_deliver, [(str(folder), seconds)] * processes, chunksize=1)
    start, end = min(each[1] for each in done), max(each[2] for each in done)
    return Limit(sum(each[0] for each in done), end - start, sum(each[3] for each in done))


class _Signing:
    """Both keys, loaded."""

    def __init__(self) -> None:
        self._ed, self._ml = Ed25519PrivateKey.generate(), MLDSA65PrivateKey.generate()
        self._ed_public, self._ml_public = self._ed.public_key(), self._ml.public_key()

    def sign(self, data: bytes) -> tuple[bytes, bytes]:
        return self._ed.sign(data), self._ml.sign(data)

    def verify(self, data: bytes, signatures: tuple[bytes, bytes]) -> None:
        self._ed_public.verify(signatures[0], data)
        self._ml_public.verify(signatures[1], data)


class _Disk:
    """A file to which rows are committed as a node commits them."""

    def __init__(self, folder: str) -> None:
        self._connection = sqlite3.connect(Path(tempfile.mkdtemp(dir=folder)) / "bare.db", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("CREATE TABLE kept (key INTEGER PRIMARY KEY, body BLOB)")

    def commit(self, *data: bytes) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO kept (body) VALUES (?)", (b"".join(data),))
        self._connection.execute("COMMIT")


def _deliver(folder: str, seconds: float) -> tuple[int, float, float, float]:
    theirs, ours = _Signing(), _Signing()
    private = MLKEM768X25519PrivateKey(MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())
    public = private.public_key()
    sender, receiver = _Disk(folder), _Disk(folder)
    message, receipt = bytes(MESSAGE), bytes(RECEIPT - SIGNATURES)
    done, used, start = 0, _cpu(), time.monotonic()
    while time.monotonic() < start + seconds:
        signatures = ours.sign(message)
        signed = message + b"".join(signatures)
        envelope = SUITE.encrypt(signed, public, b"bare")
        sender.commit(signed, envelope)
        SUITE.decrypt(envelope, private, b"bare")
        ours.verify(message, signatures)
        answer = theirs.sign(receipt)
        receiver.commit(signed, receipt, *answer)
        theirs.verify(receipt, answer)
        sender.commit(receipt, *answer)
        done += 1
    return done, start, time.monotonic(), _cpu() - used


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
