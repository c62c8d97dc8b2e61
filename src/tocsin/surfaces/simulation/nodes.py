"""Nodes for simulations and tests: the real thing but the clock, the randomness, and the reader."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from argon2.profiles import CHEAPEST

from tocsin.adapters.argon2 import Argon2Passwords
from tocsin.adapters.keys import MemoryKeyring
from tocsin.adapters.matcher import CallableMatcher
from tocsin.adapters.paper import PdfPrinter
from tocsin.adapters.reader import CallableReader
from tocsin.domain.personal import Law
from tocsin.domain.reading import Reading
from tocsin.matching import compare, sightings
from tocsin.ports.clock import Clock
from tocsin.ports.courier import Courier
from tocsin.ports.entropy import Entropy
from tocsin.ports.keyring import Keyring
from tocsin.ports.node import Cadence, Node, Organisation
from tocsin.ports.store import Store

KEYS_SINCE = timedelta(days=1)  # before the node first looks at its clock


def build(  # noqa: PLR0913  # one argument for each port
    *,
    name: str,
    countries: Iterable[str],
    store: Store,
    clock: Clock,
    entropy: Entropy,
    keyring: Keyring,
    couriers: Mapping[str, Courier],
    read: Callable[..., Reading],
    cadence: Cadence | None = None,
) -> Node:
    """Return a node of its own."""
    return Node(
        organisation=Organisation(
            name=name,
            countries=frozenset(countries),
            contact=f"Duty officer of {name}",
            address=f"https://{_slug(name)}.example/peer",
            node_id=keyring.node_id,
        ),
        store=store,
        clock=clock,
        entropy=entropy,
        keyring=keyring,
        reader=CallableReader(read),
        matcher=CallableMatcher(sightings, compare),
        passwords=Argon2Passwords(CHEAPEST),
        printer=PdfPrinter(),
        couriers=couriers,
        cadence=cadence or Cadence(),
        law=Law(legal_basis="a law of its own (invented)"),
    )


def new_keys(name: str, now: datetime) -> MemoryKeyring:
    """Return new keys in memory, valid from a day before."""
    return MemoryKeyring.generate(origin=f"{_slug(name)}.example/tocsin", now=now - KEYS_SINCE)


def _slug(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower()).strip("-")
