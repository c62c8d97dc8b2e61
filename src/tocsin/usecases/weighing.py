"""Weighing: what is to be known of the claims of a notice before they are counted as so many voices."""

from collections.abc import Mapping

from tocsin.domain.actor import Actor, Role
from tocsin.domain.ids import EntityId, NoticeId
from tocsin.domain.weighing import Finding, findings
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import scene


def of_notice(node: Node, actor: Actor, *, notice: NoticeId) -> tuple[Finding, ...]:
    """Return echoes, conflicts, and grades that have lost what they rested on."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        claims = scene.load(node, tx, tx.notices.get(notice)).claims
        reports = {name: tx.reports.get(name) for name in {each.report for each in claims} if name is not None}
        named = {each for claim in claims if claim.grade is not None for each in claim.grade.footing.confirmed_by}
        supports = {name: held for name in named if (held := tx.claims.find(name)) is not None}
        return tuple(findings(claims, reports, _same(tx), supports))


def _same(tx: Transaction) -> Mapping[EntityId, EntityId]:
    """Lead from each entity to the first of those that a person judged to be the same."""
    found: dict[EntityId, EntityId] = {}
    for judged in tx.identities.where():
        if judged.are_same and judged.undone_by is None:
            first = min(found.get(each, each) for each in judged.entities)
            members = {*judged.entities, *(found.get(each, each) for each in judged.entities)}
            merged = members | {each for each, stands in found.items() if stands in members}
            found |= dict.fromkeys(merged, first)
    return found
