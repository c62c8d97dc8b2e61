"""A run: the federation lives through its days, everything heals, it comes to rest, and the invariants are checked."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import TocsinError, UnavailableError
from tocsin.surfaces.simulation import acts, byzantine
from tocsin.surfaces.simulation.chance import seeded
from tocsin.surfaces.simulation.clock import START, Time
from tocsin.surfaces.simulation.disk import Crash
from tocsin.surfaces.simulation.federation import Member, found
from tocsin.surfaces.simulation.invariants import check
from tocsin.surfaces.simulation.network import Line, Network
from tocsin.surfaces.simulation.plan import Fault, Plan
from tocsin.surfaces.simulation.scene import Scene
from tocsin.surfaces.simulation.weather import Weather
from tocsin.surfaces.simulation.witness import Breach, Count, Witness
from tocsin.surfaces.worker import perform
from tocsin.usecases import agenda
from tocsin.wire.receipt import Reason

AT_REST_WITHIN = timedelta(days=4)  # after the last fault has healed
WAITING = (DeliveryState.QUEUED, DeliveryState.LEFT, DeliveryState.BARRED)
A_ROUND = timedelta(hours=25)  # until each has told each how far it is
_LOOK = timedelta(hours=1)
_PAUSE = timedelta(milliseconds=200)  # between two pieces of work of one node
_PAUSE_AFTER_FAILURE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended."""

    plan: Plan
    breaches: tuple[Breach, ...]
    trace: tuple[str, ...]
    messages: int
    carried: int
    struck: Mapping[Fault, int]  # how often each fault happened

    def counts(self) -> dict[Count, int]:
        """Return how many breaches there are of each kind."""
        return {count: sum(each.count is count for each in self.breaches) for count in Count}

    def __str__(self) -> str:
        """Say it in one line."""
        return " ".join(f"{count}={number}" for count, number in self.counts().items())


def simulate(plan: Plan, *, progress: Callable[[int], None] = lambda _: None) -> Outcome:
    """Run a federation from its seed; `progress` is told how many days have passed."""
    with TemporaryDirectory(prefix="tocsin-simulation-") as folder, _without_log():
        return _Run(plan, Path(folder)).to_the_end(progress)


class _Run:
    """One federation on its way through time."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan = plan
        self.time = Time()
        self.trace: list[str] = []
        self.struck: Counter[Fault] = Counter()
        self.witness = Witness(tell=self.tell)
        self.network = Network(
            time=self.time,
            witness=self.witness,
            chance=seeded(plan.seed, "network"),
            faults=set(plan.faults),
            tell=self.tell,
            struck=self.struck,
            crashed=self.crash,
            touched=self.look,
        )
        self.weather = Weather(
            plan=plan,
            time=self.time,
            network=self.network,
            chance=seeded(plan.seed, "weather"),
            tell=self.tell,
            struck=self.struck,
            start=self.start,
        )
        self.chance = seeded(plan.seed, "people")
        self.wakes: dict[str, int] = {}
        names = [f"n{number:02d}" for number in range(plan.nodes)]
        self.network.members = found(
            plan,
            time=self.time,
            witness=self.witness,
            courier_for={name: Line(name, self.network) for name in names},
            folder=folder,
        )
        self.network.lie = lambda member, answer: byzantine.lie(member, answer, self.chance, self.network.overheard)
        self.is_over = False

    @property
    def members(self) -> dict[str, Member]:
        return self.network.members

    def tell(self, said: str) -> None:
        passed = self.time.now - START
        self.trace.append(f"{passed.total_seconds():12.3f} {said}")

    def to_the_end(self, progress: Callable[[int], None]) -> Outcome:
        try:
            for member in self.members.values():
                self.start(member)
                self._plan_act(member)
                self._plan_round(member)
            self.weather.begin()
            for day in range(self.plan.days):
                self._run_until(START + timedelta(days=day + 1))
                progress(day + 1)
            self._come_to_rest()
            if not self.witness.breaches:
                check(self.members, self.witness, seeded(self.plan.seed, "check"))
            return self._outcome()
        finally:
            for member in self.members.values():
                member.node.store.close()

    def _run_until(self, end: datetime) -> None:
        """Let time pass, unless a breach has shown already: what comes after it says nothing more."""
        if not self.witness.breaches:
            self.time.run_until(end, is_over=lambda: bool(self.witness.breaches))

    def start(self, member: Member) -> None:
        """Start a node's process."""
        self.guarded(member, lambda: agenda.begin(member.node))

    def crash(self, member: Member) -> None:
        """Let a node's process be gone for a while."""
        self.weather.crashed(member)

    def look(self, member: Member, pause: timedelta = _PAUSE) -> None:
        """Let a node's worker wake when its next work is due, not before a pause has passed."""
        if not member.is_up:
            return
        with member.node.store.read() as tx:
            due = [work.due_at for work in tx.work.where()]
        if not due:
            return
        self.wakes[member.name] = number = self.wakes.get(member.name, 0) + 1
        wait = max(min(due) - member.clock.now(), pause)
        self.time.after(wait, lambda: self._wake(member, number))

    def guarded(self, member: Member, does: Callable[[], object]) -> None:
        """Let a node do something; whatever becomes of it, its worker looks for work afterwards."""
        if not member.is_up:
            return
        pause = _PAUSE
        try:
            does()
        except Crash:
            self.crash(member)
        except TocsinError as error:
            self.tell(f"{member.name} could not: {_plainly(error)}")
            pause = _PAUSE_AFTER_FAILURE
        self.look(member, pause)

    def _wake(self, member: Member, number: int) -> None:
        if self.wakes[member.name] == number:  # else it has been told of something more urgent since
            self.guarded(member, lambda: self._work(member))

    def _work(self, member: Member) -> None:
        for work in agenda.due(member.node):
            perform(member.node, work)

    def _plan_act(self, member: Member) -> None:
        wait = timedelta(days=self.chance.expovariate(self.plan.acts))
        self.time.after(wait, lambda: self._act(member))

    def _act(self, member: Member) -> None:
        if self.is_over:
            return
        if member.is_honest or self.chance.random() < 0.5:
            self._does(member, acts.choose(self.chance))
        else:
            self._sin(member)
        self._plan_act(member)

    def _plan_round(self, member: Member) -> None:
        self.time.after(timedelta(days=self.chance.expovariate(1)), lambda: self._make_round(member))

    def _make_round(self, member: Member) -> None:
        if self.is_over:
            return
        for act in acts.LEFT_TO_DO:
            self._does(member, act)
        self._plan_round(member)

    def _does(self, member: Member, act: acts.Act) -> bool:
        """Let the people of a node do something; say whether there was anything to do."""
        scene = Scene(member=member, members=self.members, witness=self.witness, chance=self.chance)
        done: list[str | None] = []
        self.guarded(member, lambda: done.append(act(scene)))
        if done and done[0] is not None:
            self.tell(f"{member.name} {done[0]}")
        return done != [None]

    def _sin(self, member: Member) -> None:
        scene = Scene(member=member, members=self.members, witness=self.witness, chance=self.chance)
        victim = self.members[self.chance.choice(sorted(member.knows))]
        misdeed = byzantine.choose(self.chance)
        self.struck[Fault.BYZANTINE] += 1
        self.tell(f"{member.name} does {misdeed.__name__} to {victim.name}")
        prey = byzantine.Prey(scene=scene, victim=victim, overheard=self.network.overheard)
        for envelope in misdeed(prey):
            if victim.is_up:
                self._bring(victim, envelope)

    def _bring(self, victim: Member, envelope: bytes) -> None:
        try:
            self.network.bring(victim, (envelope,))
        except UnavailableError:
            self.tell(f"{victim.name} could not take it in")

    def _come_to_rest(self) -> None:
        self.is_over = True
        self.weather.heal()
        self._settle()
        if self.witness.were_restored:  # what was forgotten shows when each has told each how far it is
            self._run_until(self.time.now + A_ROUND)
            self._settle()

    def _settle(self) -> None:
        end = self.time.now + AT_REST_WITHIN
        is_busy = True
        while is_busy and self.time.now < end and not self.witness.breaches:
            has_done = [
                self._does(member, act) and member.is_honest  # a bad peer may have something to do for ever
                for member in self.members.values()
                for act in acts.LEFT_TO_DO
            ]
            self._run_until(self.time.now + _LOOK)
            is_busy = any(has_done) or self._is_anything_under_way()

    def _is_anything_under_way(self) -> bool:
        return bool(self.network.on_the_way) or any(map(self._is_busy, self.members.values()))

    def _is_busy(self, member: Member) -> bool:
        if not member.is_honest:
            return False
        with member.node.store.read() as tx:
            waits = [each.counterpart for state in WAITING for each in tx.deliveries.where(state=state)]
            aside = tx.deliveries.where(state=DeliveryState.QUARANTINED)
            waits += [each.counterpart for each in aside if each.reason == Reason.EPOCH_UNKNOWN]
            waits += [each.counterpart for each in tx.streams.where() if each.missing]
        names = {counterpart: name for name, counterpart in member.knows.items()}
        return any(self.members[names[each]].is_honest for each in waits)

    def _outcome(self) -> Outcome:
        return Outcome(
            plan=self.plan,
            breaches=tuple(self.witness.breaches),
            trace=tuple(self.trace),
            messages=len(self.witness.sent),
            carried=len(self.witness.kept),
            struck=dict(self.struck),
        )


def _plainly(error: TocsinError) -> str:
    """Say what went wrong without names that no other run would have."""
    return str(error) if isinstance(error, UnavailableError) else type(error).__name__


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep the worker's log quiet: the trace says more."""
    kept = structlog.get_config()
    structlog.configure(processors=[_drop])
    try:
        yield
    finally:
        structlog.configure(**kept)


def _drop(_: object, __: str, ___: object) -> str:
    raise structlog.DropEvent
