"""A clock that stands still and randomness that repeats, for every test."""

import hashlib
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


class FixedClock:
    """Says what it was told; `advance(hours=2)` moves it on."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        """Make it a certain time."""
        self._now = now

    def advance(self, **units: float) -> datetime:
        """Let time pass, in the units of `timedelta`, and return what time it is then."""
        self._now += timedelta(**units)
        return self._now


class CountingEntropy:
    """The same seed gives the same bytes in the same order, and never the same ones twice."""

    def __init__(self, seed: str = "seed") -> None:
        self._seed = seed
        self._count = 0

    def random_bytes(self, count: int) -> bytes:
        self._count += 1
        return hashlib.shake_256(f"{self._seed}/{self._count}".encode()).digest(count)

    def identifier(self, prefix: str) -> str:
        return f"{prefix}-{''.join(_LETTERS[byte % 32] for byte in self.random_bytes(8))}"

    def fraction(self) -> float:
        return int.from_bytes(self.random_bytes(4), "big") / 2**32
