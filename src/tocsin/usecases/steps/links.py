"""Links: what each counterpart brings is counted, and no more is taken at once than its allowance."""

from contextlib import suppress

from tocsin.domain.errors import UnavailableError
from tocsin.domain.ids import CounterpartId
from tocsin.domain.link import Link, Tally
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.wire.limits import BURST, ONE_MORE_EVERY


def of(tx: Transaction, counterpart: CounterpartId) -> Link:
    """Return the link to a counterpart."""
    return tx.links.find(counterpart) or Link(counterpart=counterpart)


def is_spent(node: Node, tx: Transaction, counterpart: CounterpartId) -> bool:
    """Say whether a counterpart has used up what it may bring at once."""
    return of(tx, counterpart).is_spent(node.clock.now(), burst=BURST, each=ONE_MORE_EVERY)


def count(node: Node, tx: Transaction, counterpart: CounterpartId, tally: Tally) -> None:
    """Count a message and take it off the allowance."""
    charged = of(tx, counterpart).charged(node.clock.now(), burst=BURST, each=ONE_MORE_EVERY)
    tx.links.put(charged.counted(tally))


def note(node: Node, counterpart: CounterpartId, tally: Tally) -> None:
    """Count what may come from anybody: at most once a second, and not at all where nothing can be written now."""
    now = node.clock.now()
    with node.store.read() as tx:
        if of(tx, counterpart).noted(tally, now) is None:
            return
    with suppress(UnavailableError), node.store.begin() as tx:
        noted = of(tx, counterpart).noted(tally, now)
        if noted is not None:
            tx.links.put(noted)
