"""What the law asks to be stated of claims about people, as a person confirms them."""

from collections.abc import Iterable
from dataclasses import replace

from tocsin.domain.actor import Actor
from tocsin.domain.claim import Claim
from tocsin.domain.lawful import Proposer
from tocsin.domain.personal import Stated
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction


def stated_of(node: Node, tx: Transaction, actor: Actor, claims: Iterable[Claim], stated: Stated) -> list[Claim]:
    """Return the claims with what is proposed for each, and in its place what was stated."""
    today, found, proposers = node.clock.now().date(), [], {}
    for claim in claims:
        if claim.report not in proposers:
            entities = {entity.id: entity for entity in tx.entities.where(report=claim.report)}
            proposers[claim.report] = Proposer(tx.claims.where(report=claim.report), entities, node.law, today)
        made = proposers[claim.report].personal(claim, stated, actor.account)
        found.append(replace(claim, personal=made))
    return found
