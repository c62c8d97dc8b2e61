"""Names across the border: our own ids never leave, and no two counterparts share a name for the same thing."""

from tocsin.domain.exchange import BorderName
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction

NAME_BYTES = 16


def name_for(node: Node, tx: Transaction, *, counterpart: CounterpartId, thing: str) -> str:
    """Return this counterpart's name for one of our things; made once, then always the same."""
    known = tx.border_names.find(f"{counterpart}:{thing}")
    if known is not None:
        return known.name
    made = BorderName(name=node.entropy.random_bytes(NAME_BYTES).hex(), counterpart=counterpart, thing=thing)
    tx.border_names.add(made)
    return made.name


def known(tx: Transaction, *, counterpart: CounterpartId, thing: str) -> str | None:
    """Return this counterpart's name for one of our things, None where it has never been told of it."""
    found = tx.border_names.find(f"{counterpart}:{thing}")
    return None if found is None else found.name


def thing_named(tx: Transaction, *, counterpart: CounterpartId, name: str) -> str | None:
    """Return what this counterpart means by a name, None where it was never told one."""
    found = [each.thing for each in tx.border_names.where(name=name) if each.counterpart == counterpart]
    return found[0] if found else None
