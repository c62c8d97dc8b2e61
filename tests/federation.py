"""Several whole nodes in one process, joined by a courier that calls the other node's reception directly."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from fakes import FixedClock
from nodes import a_node
from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Agreement, Counterpart
from tocsin.domain.errors import UnavailableError
from tocsin.domain.reading import Reading
from tocsin.ports.node import Node
from tocsin.ports.store import Store
from tocsin.surfaces.worker import perform
from tocsin.usecases import accounts, agenda, counterparts
from tocsin.usecases.reception import receive
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.card import Endpoint

PASSWORD = "correct horse battery"


@dataclass
class Wires:
    """Carries envelopes between nodes of one process. `cut` names addresses that do not answer."""

    nodes: dict[str, Node] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    carried: list[bytes] = field(default_factory=list)
    lose_receipts: int = 0

    def carry(self, address: str, envelope: bytes) -> bytes:
        """Deliver, as a courier does."""
        if address in self.cut:
            raise UnavailableError("connection refused")
        self.carried.append(envelope)
        answer = receive(self.nodes[address], envelope)
        if self.lose_receipts:
            self.lose_receipts -= 1
            raise UnavailableError("timed out")
        return answer


@dataclass
class Town:
    """A node with its people."""

    node: Node
    people: dict[str, Actor]
    country: str

    def __getattr__(self, name: str) -> Actor:
        """`town.ines` is the actor of that name."""
        return self.people[name]


def a_town(
    wires: Wires,
    *,
    name: str,
    country: str,
    clock: FixedClock,
    read: Callable[..., Reading] | None = None,
    store: Store | None = None,
    also_at: tuple[Endpoint, ...] = (),
) -> Town:
    """Make a node with an administrator (ada), an analyst (ines), two releasing officers (rosa, omar), an auditor."""
    couriers = {"https": wires}
    node = a_node(
        name=name, countries={country}, clock=clock, read=read, store=store, couriers=couriers, also_at=also_at
    )
    wires.nodes[node.organisation.address] = node
    counterparts.publish_card(node)
    ada = accounts.as_actor(accounts.found(node, name="ada", password=PASSWORD))
    roles = {"ines": Role.ANALYST, "rosa": Role.RELEASING_OFFICER, "omar": Role.RELEASING_OFFICER, "uma": Role.AUDITOR}
    made = {
        each: accounts.add(node, ada, name=each, password=PASSWORD, roles=frozenset({role}))
        for each, role in roles.items()
    }
    ines = accounts.as_actor(made["ines"])
    for each in ("rosa", "omar"):
        made[each] = accounts.confirm(node, ines, name=each)
    people = {"ada": ada} | {each: accounts.as_actor(account) for each, account in made.items()}
    return Town(node=node, people=people, country=country)


def an_agreement(*countries: str, ceiling: Tlp = Tlp.AMBER) -> Agreement:
    """Return an agreement for these countries."""
    return Agreement(
        countries=frozenset(countries),
        legal_basis="UN SCR 1373 (2001)",
        purpose="preventing the attack",
        review_on=date(2027, 6, 1),
        ceiling=ceiling,
    )


def enrol(ours: Town, theirs: Town, **changes: object) -> Counterpart:
    """Let `ours` take up `theirs`, for its country."""
    card, fingerprint = counterparts.our_card(theirs.node)
    return counterparts.enrol(
        ours.node,
        ours.ada,
        card=card,
        fingerprint=fingerprint,
        agreement=replace(an_agreement(theirs.country), **changes),  # type: ignore[arg-type]
        contact="line 1",
    )


def deliver(*towns: Town) -> None:
    """Let every node do everything that is due, until nothing is."""
    for _ in range(50):
        due = [(town, work) for town in towns for work in agenda.due(town.node)]
        if not due:
            return
        for town, work in due:
            perform(town.node, work)


def later(clock: FixedClock, **units: float) -> None:
    """Let time pass."""
    clock.advance(**units)


__all__ = ["PASSWORD", "Town", "Wires", "a_town", "an_agreement", "deliver", "enrol", "later"]
