"""The journal: what was done, written into the node's ledger in the transaction that does it."""

from dataclasses import replace

from tocsin.domain import ledger
from tocsin.domain.book import Leaf, Size, TreeNode
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.wire import canonical


def record(node: Node, tx: Transaction, action: str, *, about: str | None = None, **facts: str | int | None) -> None:
    """Append one leaf: `action` (object.verb, past tense) and the facts, which are identifiers and never content.

    `about` is a message id. Entries about a message may go into a proof, so they hold nothing but wire names.
    """
    entry: dict[str, canonical.Json] = {"action": action, "at": canonical.rfc3339(node.clock.now()), **facts}
    if about is not None:
        entry["message"] = about
    written = canonical.encode(entry)
    salt = node.entropy.random_bytes(32)
    held = size(tx)
    hashed = ledger.leaf_hash(ledger.leaf_data(salt, written))
    tx.leaves.add(Leaf(index=held.leaves, record=written, salt=salt, about=about))
    for level, index, value in ledger.append(held.leaves, hashed, node_reader(tx)):
        tx.nodes.put(TreeNode(level=level, index=index, hash=value))
    tx.sizes.put(replace(held, leaves=held.leaves + 1))


def erase(tx: Transaction, leaf: Leaf) -> None:
    """Destroy what an entry says and the salt it was hashed with. The ledger, its heads and all proofs stay valid."""
    tx.leaves.put(Leaf(index=leaf.index, record=None, salt=None, kept=leaf.content))


def size(tx: Transaction) -> Size:
    """Return how far the ledger has got."""
    return tx.sizes.find("size") or Size(leaves=0)


def node_reader(tx: Transaction) -> ledger.Node:
    """Return the function by which the ledger's rules read stored subtrees."""
    return lambda level, index: tx.nodes.get(f"{level}/{index}").hash
