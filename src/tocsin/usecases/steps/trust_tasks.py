"""What waits for a person because of keys, cards and ledgers."""

from collections.abc import Iterator

from tocsin.domain.counterpart import Standing
from tocsin.domain.task import Act, Task
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps.expiry import expiring


def trust_tasks(node: Node, tx: Transaction) -> Iterator[Task]:
    """Cards that run out, cards that wait, counterparts with whom no mail passes, and those who show two ledgers."""
    for each in expiring(node, tx):
        if each.of is None:
            yield Task(act=Act.RENEW_KEYS, due=each.until, subject="", title=node.organisation.name)
        else:
            yield Task(act=Act.ASK_FOR_CARD, due=each.until, subject=each.of.id, title=each.of.name)
    for held in tx.counterparts.where():
        if held.standing is Standing.SUSPENDED:
            why = held.suspended_because
            yield Task(
                act=Act.COMPARE_FINGERPRINTS, due=held.suspended_at, subject=held.id, title=held.name, detail=why
            )
        elif held.card_waiting is not None:
            yield Task(act=Act.ACCEPT_CARD, due=None, subject=held.id, title=held.name)
    for fork in tx.forks.where():
        if fork.settled_at is None:
            name = tx.counterparts.get(fork.counterpart).name
            yield Task(act=Act.LOOK_AT_FORK, due=fork.found_at, subject=fork.counterpart, title=name)
