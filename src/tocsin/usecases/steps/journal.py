"""The journal: what was done, written into the node's ledger in the transaction that does it."""

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
    held = tx.sizes.find("size")
    size = held.leaves if held is not None else 0
    hashed = ledger.leaf_hash(ledger.leaf_data(salt, written))
    tx.leaves.add(Leaf(index=size, record=written, salt=salt, about=about))
    for level, index, value in ledger.append(size, hashed, node_reader(tx)):
        tx.nodes.put(TreeNode(level=level, index=index, hash=value))
    tx.sizes.put(Size(leaves=size + 1))


def node_reader(tx: Transaction) -> ledger.Node:
    """Return the function by which the ledger's rules read stored subtrees."""
    return lambda level, index: tx.nodes.get(f"{level}/{index}").hash
