"""The weather of a run: which nodes are cut off, crash, have a full disk or a wrong clock, and when it passes."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tocsin.surfaces.simulation.clock import Time
from tocsin.surfaces.simulation.federation import Member
from tocsin.surfaces.simulation.network import Network
from tocsin.surfaces.simulation.plan import Fault, Plan
from tocsin.usecases import restoring
from tocsin.usecases.steps import cards
from tocsin.wire.card import OpenedCard

_EVERY = {  # on average, how long each node is spared
    Fault.CRASH: timedelta(days=6),
    Fault.RESTORE: timedelta(days=15),
    Fault.DISK_FULL: timedelta(days=4),
    Fault.CLOCK_SKEW: timedelta(days=3),
    Fault.PARTITION: timedelta(days=6),
}
_LONELY = 6  # the higher, the fewer are cut off together
_SOON = 12  # a process dies at one of its next transactions


@dataclass(slots=True, kw_only=True)
class Weather:
    """Everything that befalls nodes, as chance will have it."""

    plan: Plan
    time: Time
    network: Network
    chance: Random
    tell: Callable[[str], None]
    struck: Counter[Fault]
    start: Callable[[Member], None]
    is_over: bool = False

    def begin(self) -> None:
        """Plan the first blow of each kind for each node."""
        for fault in (each for each in _EVERY if each in self.plan.faults):
            for member in self.network.members.values():
                self._plan(fault, member)

    def crashed(self, member: Member) -> None:
        """Let a process that died be started again after a while."""
        self.struck[Fault.CRASH] += 1
        self.tell(f"{member.name} crashed")
        member.is_up = False
        self.time.after(timedelta(hours=8) * self.chance.random() ** 4, lambda: self._restart(member))

    def heal(self) -> None:
        """Let everything pass."""
        self.is_over = True
        self.network.heal()
        for member in self.network.members.values():
            member.disk.is_full, member.disk.fuse = False, None
            if not member.is_up:
                self._restart(member)

    def _restart(self, member: Member) -> None:
        if member.is_up:
            return
        member.disk.reopen()
        member.is_up = True
        self.tell(f"{member.name} is up again")
        self.start(member)

    def _plan(self, fault: Fault, member: Member) -> None:
        self.time.after(_EVERY[fault] * self.chance.expovariate(1), lambda: self._strike(fault, member))

    def _strike(self, fault: Fault, member: Member) -> None:
        if self.is_over:
            return
        match fault:
            case Fault.CRASH:
                member.disk.fuse = self.chance.randrange(_SOON)
                member.disk.dies_after_commit = self.chance.random() < 0.5
            case Fault.RESTORE:
                self._back_up(member)
            case Fault.DISK_FULL:
                self._fill(member)
            case Fault.CLOCK_SKEW:
                self.struck[Fault.CLOCK_SKEW] += 1
                member.clock.error = timedelta(seconds=self.chance.gauss(0, 600))
                self.tell(f"{member.name} has a clock that is {member.clock.error} off")
            case _:
                self._cut_off(member)
        self._plan(fault, member)

    def _back_up(self, member: Member) -> None:
        """Make a backup; a while later the disk is lost, and the backup is all there is.

        Nobody goes back behind another restore, or behind a change of keys: a backup is made after each of these.
        """
        backup, restores, card = member.disk.backup(), member.disk.restores, _card(member)
        self.tell(f"{member.name} is backed up")

        def lose() -> None:
            is_outdated = member.disk.restores > restores or _card(member).digest != card.digest
            if self.is_over or not member.is_up or is_outdated:
                return
            self.struck[Fault.RESTORE] += 1
            member.disk.is_full, member.disk.fuse = False, None
            member.disk.restore(backup)
            self.tell(f"{member.name} has lost its disk, and is restored")
            restoring.begin_anew(member.node)
            self.start(member)

        self.time.after(timedelta(days=2) * self.chance.random(), lose)

    def _fill(self, member: Member) -> None:
        def free() -> None:
            member.disk.is_full = False
            self.tell(f"{member.name} has room on its disk again")
            if member.is_up:
                self.start(member)

        member.disk.is_full = True
        self.struck[Fault.DISK_FULL] += 1
        self.tell(f"{member.name} has a full disk")
        self.time.after(timedelta(hours=6) * self.chance.random(), free)

    def _cut_off(self, member: Member) -> None:
        """Cut a node off from the rest, now and then with up to a quarter of them; sometimes for days.

        Were many cut off together each time, hardly any two of a large federation would ever reach each other.
        """
        names = list(self.network.members)
        others = int(len(names) / 4 * self.chance.random() ** _LONELY)
        inside = {member.name, *self.chance.sample(names, others)}
        pairs = {frozenset({one, other}) for one in inside for other in names if other not in inside}
        self.network.cut |= pairs
        self.struck[Fault.PARTITION] += 1
        self.tell(f"{', '.join(sorted(inside))} cut off")

        def mend() -> None:
            self.network.cut -= pairs
            self.tell(f"{', '.join(sorted(inside))} reachable again")

        self.time.after(timedelta(hours=60) * self.chance.random() ** 3, mend)


def _card(member: Member) -> OpenedCard:
    with member.node.store.read() as tx:
        return cards.ours(tx)
