"""Retention: once a day the node looks which claims about people are past their review, and erases what nobody renewed.

What a counterpart still holds is not erased by the clock: a person renews it, or takes it back. Each look leaves its
trace in the ledger, also when nothing was due.
"""

from datetime import timedelta

from tocsin.domain.exchange import Work, WorkKind
from tocsin.ports.node import Node
from tocsin.usecases.steps import forgetting, journal, reviewing

LOOK_EVERY = timedelta(days=1)
WHY = "not renewed within the time after its review date"


def look_after(node: Node) -> int:
    """Erase what is over, and leave the next look as work; return how many claims went."""
    now = node.clock.now()
    with node.store.begin() as tx:
        tx.work.put(Work(kind=WorkKind.RETENTION, subject="", due_at=now + LOOK_EVERY))
        due = reviewing.due(node, tx)
        over = [each for each in due if each.erased_on <= now.date()]
        gone = 0
        for report in dict.fromkeys(each.claim.report for each in over):
            claims = [each.claim for each in over if each.claim.report == report]
            doomed = forgetting.of_claims(tx, claims)
            if doomed.built.onward or doomed.built.under_way:
                continue
            forgetting.forget(node, tx, doomed, by=None, why=WHY, case=report or "")
            gone += len(doomed.built.claims)
        journal.record(node, tx, "retention.looked", due=len(due), erased=gone)
    if gone:
        node.store.forget()
    return gone
