"""What it takes to be caught: days of heartbeats, and somebody who rewrites his ledger."""

from collections.abc import Sequence
from dataclasses import replace

from fakes import FixedClock
from federation import Town, Wires, deliver
from tocsin.domain import ledger
from tocsin.domain.book import TreeNode
from tocsin.usecases import agenda


def pass_days(clock: FixedClock, _: Wires, towns: Sequence[Town], count: int = 1) -> None:
    """Let days pass, with everything that is due in them."""
    for town in towns:
        agenda.begin(town.node)
    for _ in range(24 * count):
        deliver(*towns)
        clock.advance(hours=1)
    deliver(*towns)


def rewrite(town: Town, index: int) -> None:
    """Change one entry of a ledger, and every hash above it: what a forger with the database can do."""
    with town.node.store.begin() as tx:
        leaf = tx.leaves.get(f"{index:012d}")
        tx.leaves.put(replace(leaf, record=leaf.record.replace(b'"', b'"x', 1)))
        nodes = {}
        for each in tx.leaves.where():
            hashed = ledger.leaf_hash(each.content)
            for level, at, value in ledger.append(each.index, hashed, lambda *key: nodes[key]):
                nodes[level, at] = value
        for (level, at), value in nodes.items():
            tx.nodes.put(TreeNode(level=level, index=at, hash=value))
