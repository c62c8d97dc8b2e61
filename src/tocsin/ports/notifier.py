"""A notifier: another way to reach a person, for a word that something waits and nothing else."""

from typing import Protocol


class Notifier(Protocol):
    """Sends notices without content."""

    def notify(self, address: str, *, language: str, reference: str) -> None:
        """Tell whoever reads this address that an item waits under this reference.

        No content, no country and no name is in it. `UnavailableError` means that it was not taken; trying again
        may send it twice.
        """
