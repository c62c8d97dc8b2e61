"""What is to be simulated: how large, how long, from which seed, and what goes wrong."""

from dataclasses import dataclass
from enum import StrEnum

from tocsin.domain.errors import InvalidError

MOST_ACTS = 1000  # of one node's people a day
BYZANTINE_SHARE = 10  # one peer in so many breaks the rules, where that is asked for


class Fault(StrEnum):
    """What can go wrong."""

    DROP = "drop"  # an envelope or its receipt is lost on the way
    DUPLICATE = "duplicate"
    REORDER = "reorder"  # all that waits arrives at once, in any order
    DELAY = "delay"  # the sender has long given up when it arrives
    PARTITION = "partition"  # some cannot reach the others
    CRASH = "crash"  # at any transaction: it is committed or not, and the process is gone
    RESTORE = "restore"  # a disk is lost, and the node comes back from an old backup
    DISK_FULL = "disk-full"
    CLOCK_SKEW = "clock-skew"
    BIT_FLIP = "bit-flip"
    BYZANTINE = "byzantine"  # a peer with true keys and no rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run. The same plan gives the same trace."""

    nodes: int = 8
    days: int = 5
    seed: int = 1
    counterparts: int = 6
    faults: frozenset[Fault] = frozenset(Fault)
    acts: float = 12.0  # of each node's people, a day
    on_disk: int = 1  # so many nodes keep their records in SQLite, the others in memory

    def __post_init__(self) -> None:
        """Refuse what no federation can be made of."""
        if self.nodes < 2 or self.days < 1 or self.counterparts < 1:
            raise InvalidError("a federation has two nodes at least, each has a counterpart, and it lasts a day")
        if not 0 < self.acts <= MOST_ACTS:
            raise InvalidError(f"the people of a node do something, and at most {MOST_ACTS} things a day")

    @property
    def byzantine(self) -> int:
        """How many peers break the rules; two honest nodes are left in any case."""
        if Fault.BYZANTINE not in self.faults:
            return 0
        return min(max(1, self.nodes // BYZANTINE_SHARE), self.nodes - 2)
