"""The courier: takes an envelope to a counterpart. Some wait at the door for the receipt, some cannot."""

from typing import Protocol


class Courier(Protocol):
    """Carries opaque bytes; knows nothing of what is in them."""

    def carry(self, address: str, envelope: bytes) -> bytes | None:
        """Deliver and return the receipt's bytes.

        None: it lies safe with a third party that hands it on, and the receipt comes later, by itself and perhaps
        by another way. `UnavailableError` says in words why neither was possible; the sender tries again later.
        """
