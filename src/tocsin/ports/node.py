"""A node: one organisation's installation, as a value. Passed first to every use case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tocsin.domain.personal import Law
from tocsin.ports.clock import Clock
from tocsin.ports.courier import Courier, Mailbox
from tocsin.ports.entropy import Entropy
from tocsin.ports.keyring import Keyring
from tocsin.ports.matcher import Matcher
from tocsin.ports.notifier import Notifier
from tocsin.ports.passwords import Passwords
from tocsin.ports.printer import Printer
from tocsin.ports.reader import Reader
from tocsin.ports.store import Store
from tocsin.wire.card import Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who runs the node."""

    name: str
    countries: frozenset[str]  # it answers for these; may be empty
    contact: str
    address: str  # of its peer door, as counterparts see it
    node_id: str
    also_at: tuple[Endpoint, ...] = ()  # other ways to it, in the order in which they are to be tried

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """Every way to it, as its card names them; without an address there is no peer door to come to."""
        door = (Endpoint(courier="https", address=self.address),) if self.address else ()
        return (*door, *self.also_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often a head is signed, and to a multiple of how many entries the ledger is filled up first.

    Whoever sees the heads sees the same growth at each of them, however much or little was done.
    """

    every: timedelta = timedelta(minutes=15)
    leaves: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A frozen bundle of ports. Nothing else is global, so a test may run two hundred of them."""

    organisation: Organisation
    store: Store
    clock: Clock
    entropy: Entropy
    keyring: Keyring
    reader: Reader
    matcher: Matcher
    passwords: Passwords
    printer: Printer
    couriers: Mapping[str, Courier]
    mailboxes: Mapping[str, Mailbox] = field(default_factory=dict)  # by the courier that leaves things there
    notifier: Notifier | None = None  # None: no other way to a counterpart's people is set up
    cadence: Cadence = Cadence()
    law: Law = field(default_factory=Law)
