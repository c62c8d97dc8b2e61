"""Chance that repeats: whatever is random in a run comes from its seed, and is the same again."""

import hashlib
from random import Random

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def seeded(*names: object) -> Random:
    """Return a source of chance of its own for each list of names: what one uses up, no other misses."""
    return Random("/".join(map(str, names)))  # noqa: S311  # it has to repeat


class SeededEntropy:
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
