"""Randomness."""

from typing import Protocol


class Entropy(Protocol):
    """The only source of randomness."""

    def random_bytes(self, count: int) -> bytes:
        """Return bytes nobody can guess."""

    def identifier(self, prefix: str) -> str:
        """Return a short new name for something inside this node, like `c-7hq2m5xk`."""

    def fraction(self) -> float:
        """Return a number from 0 up to 1, for jitter."""
