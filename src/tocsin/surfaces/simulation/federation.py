"""The federation of a run: its members, who knows whom, and what each is to the others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tocsin.adapters.memory import MemoryStore
from tocsin.adapters.sql.store import SqlStore
from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Agreement
from tocsin.domain.ids import AccountId, CounterpartId
from tocsin.domain.reading import Reading
from tocsin.ports.courier import Courier
from tocsin.ports.node import Cadence, Node
from tocsin.ports.store import Store
from tocsin.surfaces.simulation.chance import SeededEntropy, seeded
from tocsin.surfaces.simulation.clock import SkewedClock, Time
from tocsin.surfaces.simulation.disk import Disk
from tocsin.surfaces.simulation.nodes import build, new_keys
from tocsin.surfaces.simulation.plan import Plan
from tocsin.surfaces.simulation.reports import read
from tocsin.surfaces.simulation.witness import Witness
from tocsin.usecases import counterparts
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.tlp import Tlp

REWIRED = 0.1  # of the ties to neighbours, so many lead far away
CADENCE = Cadence(every=timedelta(hours=6), leaves=4)


@dataclass(slots=True, kw_only=True)
class Member:
    """A node of the federation, and what the simulation knows of it."""

    name: str
    country: str
    is_honest: bool
    node: Node
    disk: Disk
    clock: SkewedClock
    is_up: bool = True
    knows: dict[str, CounterpartId] = field(default_factory=dict)  # by the name of the other member

    @property
    def ines(self) -> Actor:
        """Who reads, judges and answers here."""
        return _person("ines", Role.ANALYST)

    @property
    def rosa(self) -> Actor:
        """Who writes what is released."""
        return _person("rosa", Role.RELEASING_OFFICER)

    @property
    def omar(self) -> Actor:
        """Who approves it."""
        return _person("omar", Role.RELEASING_OFFICER)

    @property
    def ada(self) -> Actor:
        """Who runs the node."""
        return _person("ada", Role.ADMINISTRATOR)


def found(
    plan: Plan, *, time: Time, witness: Witness, courier_for: dict[str, Courier], folder: Path
) -> dict[str, Member]:
    """Make every member, with its counterparts enrolled both ways."""
    chance = seeded(plan.seed, "federation")
    names = [f"n{number:02d}" for number in range(plan.nodes)]
    bad = set(chance.sample(names, plan.byzantine))
    codes = sorted(COUNTRIES)
    members = {}
    for number, name in enumerate(names):
        members[name] = _member(
            name,
            codes[number % len(codes)],
            is_honest=name not in bad,
            disk=Disk(name, _opener(name, folder, on_disk=number < plan.on_disk), witness),
            time=time,
            courier=courier_for[name],
            plan=plan,
        )
        witness.member_of[members[name].node.organisation.node_id] = name
    for one, other in ties(names, plan.counterparts, chance):
        _enrol(members[one], members[other])
        _enrol(members[other], members[one])
    return members


def ties(names: list[str], degree: int, chance: Random) -> list[tuple[str, str]]:
    """Return who knows whom in a small world: a ring where each knows its neighbours, some ties led far away.

    As Watts and Strogatz (1998) build it; nobody is left alone, and no tie is there twice.
    """
    count = len(names)
    ring = {
        (min(at, (at + step) % count), max(at, (at + step) % count))
        for at in range(count)
        for step in range(1, max(1, degree // 2) + 1)
        if (at + step) % count != at
    }
    made: set[tuple[int, int]] = set()
    for one, other in sorted(ring):
        far = chance.randrange(count)
        new = (min(one, far), max(one, far))
        is_rewired = chance.random() < REWIRED and far != one and new not in ring | made and other - one != 1
        made.add(new if is_rewired else (one, other))
    return [(names[one], names[other]) for one, other in sorted(made)]


def _opener(name: str, folder: Path, *, on_disk: bool) -> Callable[[], Store]:
    if on_disk:
        return lambda: SqlStore(folder / f"{name}.db")
    store = MemoryStore()
    return lambda: store


def _member(
    name: str, country: str, *, is_honest: bool, disk: Disk, time: Time, courier: Courier, plan: Plan
) -> Member:
    clock = SkewedClock(time)
    node = build(
        name=name,
        countries={country},
        store=disk,
        clock=clock,
        entropy=SeededEntropy(f"{plan.seed}/{name}"),
        keyring=new_keys(name, time.now),
        couriers={"https": courier},
        read=_read,
        cadence=CADENCE,
    )
    clock.error = -timedelta(hours=12)  # cards are older than the first mail, whatever the clocks say later
    counterparts.publish_card(node)
    clock.error = timedelta(0)
    return Member(name=name, country=country, is_honest=is_honest, node=node, disk=disk, clock=clock)


def _enrol(ours: Member, theirs: Member) -> None:
    card, fingerprint = counterparts.our_card(theirs.node)
    ours.knows[theirs.name] = counterparts.enrol(
        ours.node,
        ours.ada,
        card=card,
        fingerprint=fingerprint,
        agreement=Agreement(
            countries=frozenset({theirs.country}),
            legal_basis="an agreement",
            purpose="preventing the attack",
            review_on=date(2027, 1, 1),
            ceiling=Tlp.AMBER,
        ),
        contact="line 1",
    ).id


def _person(name: str, role: Role) -> Actor:
    return Actor(account=AccountId(f"a-{name}"), name=name, roles=frozenset({role}))


def _read(data: bytes, **_: object) -> Reading:
    return read(data)
