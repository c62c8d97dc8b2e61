"""The courier: carries an envelope to a counterpart and brings back what was answered."""

from typing import Protocol


class Courier(Protocol):
    """Carries opaque bytes; knows nothing of what is in them."""

    def carry(self, address: str, envelope: bytes) -> bytes:
        """Deliver and return the receipt's bytes.

        `UnavailableError` says in words why nobody answered; the sender tries again later.
        """
