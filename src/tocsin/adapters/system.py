"""The machine's own clock and randomness."""

import secrets
from datetime import UTC, datetime

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: an identifier may be read out on the telephone
_LETTERS = 8
_FRACTIONS = 2**53  # as many as a float can tell apart


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SystemEntropy:
    """The operating system's randomness."""

    def random_bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)

    def identifier(self, prefix: str) -> str:
        return f"{prefix}-{''.join(secrets.choice(_CROCKFORD) for _ in range(_LETTERS))}"

    def fraction(self) -> float:
        return secrets.randbelow(_FRACTIONS) / _FRACTIONS
