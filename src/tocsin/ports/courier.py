"""Couriers and mailboxes. A courier takes an envelope to a counterpart; some wait at the door, some leave it there.

Where things are left, both sides have a mailbox: the recipient finds the envelope in its own and leaves the receipt in
the sender's.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable


class Courier(Protocol):
    """Carries opaque bytes; knows nothing of what is in them."""

    def carry(self, address: str, envelope: bytes) -> bytes | None:
        """Deliver and return the receipt's bytes.

        None: it lies safe with a third party that hands it on, and the receipt comes later, by itself and perhaps
        by another way. `UnavailableError` says in words why neither was possible; the sender tries again later.
        """


@runtime_checkable
class BatchCourier(Courier, Protocol):
    """A courier that carries several envelopes at once to whoever takes bundles."""

    def carry_all(self, address: str, envelopes: Sequence[bytes]) -> tuple[bytes, ...]:
        """Deliver and return the receipts, in any order; what was refused without a reason has none.

        `UnavailableError` says in words why no answer came: all of them are carried again, later.
        """


class Mailbox(Protocol):
    """Where others leave envelopes and receipts for this node."""

    def collect(self, take: Callable[[bytes], None], *, within_seconds: float) -> int:
        """Hand what lies there to `take`, one thing after another, and return how many there were.

        A thing is gone from there only after `take` has returned; after a crash it is handed out again. Where `take`
        raises `UnavailableError` it stays, and the error goes on to the caller. Where nothing lies there, wait so long
        for something to come. `UnavailableError` also says that the mailbox cannot be reached.
        """

    def answer(self, address: str, receipt: bytes) -> None:
        """Leave a receipt for whoever has this address; `UnavailableError` where that was not possible."""
