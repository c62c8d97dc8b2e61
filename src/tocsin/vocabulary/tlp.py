"""Traffic Light Protocol 2.0 (FIRST, August 2022): who may read on."""

from enum import StrEnum


class Tlp(StrEnum):
    """A TLP 2.0 label, written as the standard writes it; never translated."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"

    @property
    def rank(self) -> int:
        """Position from least (0) to most restrictive."""
        return _ORDER.index(self)

    def within(self, ceiling: "Tlp") -> bool:
        """Say whether information with this label may go where `ceiling` is the limit."""
        return self.rank <= ceiling.rank


_ORDER = tuple(Tlp)


def narrowest(*labels: Tlp) -> Tlp:
    """Return the most restrictive label; with none given, RED, because an unmarked thing is not free."""
    return max(labels, key=lambda label: label.rank, default=Tlp.RED)
