"""Whole nodes in memory, for tests: `a_node(name="Ankara", countries={"TR"})`.

Everything is the real thing but the clock, the randomness, and the reader, which the test gives.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from argon2.profiles import CHEAPEST

from fakes import NOON, CountingEntropy, FixedClock
from tocsin.adapters.argon2 import Argon2Passwords
from tocsin.adapters.keys import MemoryKeyring
from tocsin.adapters.matcher import CallableMatcher
from tocsin.adapters.memory import MemoryStore
from tocsin.adapters.paper import PdfPrinter
from tocsin.adapters.reader import CallableReader
from tocsin.domain.personal import Law
from tocsin.domain.reading import Reading
from tocsin.matching import compare, sightings
from tocsin.ports.clock import Clock
from tocsin.ports.courier import Courier
from tocsin.ports.entropy import Entropy
from tocsin.ports.keyring import Keyring
from tocsin.ports.node import Node, Organisation
from tocsin.ports.store import Store
from tocsin.wire.card import Endpoint


def a_node(
    *,
    name: str = "Alpha",
    countries: Iterable[str] = frozenset(),
    store: Store | None = None,
    clock: Clock | None = None,
    entropy: Entropy | None = None,
    keyring: Keyring | None = None,
    read: Callable[..., Reading] | None = None,
    couriers: Mapping[str, Courier] | None = None,
    also_at: tuple[Endpoint, ...] = (),
) -> Node:
    """Return a node of its own. Two nodes of one name have the same keys, so give each its own name."""
    keyring = keyring or a_keyring(name).copy()
    return Node(
        organisation=Organisation(
            name=name,
            countries=frozenset(countries),
            contact=f"Duty officer of {name}",
            address=f"https://{_slug(name)}.example/peer",
            node_id=keyring.node_id,
            also_at=also_at,
        ),
        store=store or MemoryStore(),
        clock=clock or FixedClock(),
        entropy=entropy or CountingEntropy(name),
        keyring=keyring,
        reader=CallableReader(read or _no_reader),
        matcher=CallableMatcher(sightings, compare),
        passwords=Argon2Passwords(CHEAPEST),
        printer=PdfPrinter(),
        couriers={} if couriers is None else couriers,
        law=Law(legal_basis="the act that founds us"),
    )


@cache
def a_keyring(name: str) -> MemoryKeyring:
    """Return this name's keys, made once per test run; valid from a day before `fakes.NOON`."""
    return MemoryKeyring.generate(origin=f"{_slug(name)}.example/tocsin", now=NOON.replace(day=NOON.day - 1))


def _slug(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower()).strip("-")


def _no_reader(data: bytes, **facts: object) -> Reading:
    raise AssertionError("this test reads a document but gave no reader: a_node(read=...)")
