"""Keeping the journal: once a day what is older than its own time goes, apart from all other retention.

It outlasts the records it tells of, so that who had what stays answerable. That entries went, and how many, is in the
ledger, which keeps of each nothing but a salted digest.
"""

from tocsin.ports.node import Node
from tocsin.usecases.steps import journal


def look_after(node: Node) -> int:
    """Remove entries past their time; return how many went."""
    with node.store.begin() as tx:
        over = [each for each in tx.logbook.where() if each.at < node.clock.now() - node.law.journal_for]
        for each in over:
            tx.logbook.remove(each.id)
        if over:
            journal.record(node, tx, "logbook.pruned", entries=len(over), kept_days=node.law.journal_for.days)
    return len(over)
