"""Passwords."""

from typing import Protocol


class Passwords(Protocol):
    """Turns a password into something that can be kept."""

    def hash(self, password: str) -> str:
        """Return a slow, salted hash."""

    def matches(self, password: str, kept: str) -> bool:
        """Say whether this is the password; takes as long for a wrong one as for a right one."""
