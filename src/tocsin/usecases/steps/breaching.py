"""Breaching: a misdelivery opens its breach file by itself, in the transaction in which it is taken back."""

from collections.abc import Iterable

from tocsin.domain.actor import Actor
from tocsin.domain.breach import Breach, Extent, Nature
from tocsin.domain.entity import EntityKind
from tocsin.domain.ids import ClaimId, CounterpartId, NoticeId
from tocsin.domain.recall import WithdrawalGround
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal

_NATURES = {
    WithdrawalGround.NOT_THEIRS: Nature.MISDELIVERED,
    WithdrawalGround.UNLAWFUL: Nature.UNLAWFULLY_SENT,
}


def of_withdrawal(
    node: Node,
    tx: Transaction,
    actor: Actor,
    *,
    notice: NoticeId,
    ground: object,
    held: Iterable[tuple[CounterpartId, Iterable[ClaimId]]],
) -> Breach | None:
    """Open the file where what is taken back should never have been there, and is about people."""
    nature = _NATURES.get(ground) if isinstance(ground, WithdrawalGround) else None
    told = [(counterpart, frozenset(claims)) for counterpart, claims in held]
    extent = extent_of(tx, frozenset().union(*(claims for _, claims in told)))
    is_open = any(each.nature is nature for each in tx.breaches.where(notice=notice))
    if nature is None or is_open or not told or not extent.subjects:
        return None
    breach = Breach(
        id=node.entropy.identifier("b"),
        nature=nature,
        learnt_at=node.clock.now(),
        opened_by=actor.account,
        extent=extent,
        notice=notice,
        counterparts=tuple(counterpart for counterpart, _ in told),
        measures="Everybody who holds it was asked to erase it.",
    )
    tx.breaches.add(breach)
    journal.record(node, tx, "breach.opened", breach=breach.id, notice=notice, by=actor.account)
    return breach


def extent_of(tx: Transaction, claims: Iterable[ClaimId]) -> Extent:
    """Count the people that claims are about, and the claims that are about people."""
    people: set[str] = set()
    records = 0
    for name in claims:
        claim = tx.claims.find(name)
        found = [tx.entities.find(each) for each in claim.entities] if claim is not None else []
        persons = {each.id for each in found if each is not None and each.kind is EntityKind.PERSON}
        groups = [each for each in found if each is not None and each.kind is EntityKind.GROUP]
        people |= persons | {each.id for each in groups}
        records += bool(persons or groups)
    return Extent(subjects=len(people), records=records)
