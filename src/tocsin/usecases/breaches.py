"""Breaches: what reached somebody it should not have reached, what was done about it, and who was told by when."""

from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.breach import Breach, Extent, Nature, Told
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal

KEEPERS = (Role.AUDITOR, Role.RELEASING_OFFICER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is written down of a breach; None leaves as it is what was written before."""

    facts: str | None = None
    consequences: str | None = None
    measures: str | None = None
    risk: str | None = None


def report(
    node: Node, actor: Actor, *, nature: Nature, facts: str, extent: Extent, learnt_at: datetime | None = None
) -> Breach:
    """Open the file of a breach that the node could not notice by itself. The clock runs from when it was learnt of."""
    actor.require(*Role)
    now = node.clock.now()
    since = learnt_at or now
    if not facts.strip() or since > now:
        raise InvalidError("say what happened, and since when it is known: that cannot lie ahead")
    breach = Breach(
        id=node.entropy.identifier("b"),
        nature=nature,
        learnt_at=since,
        opened_by=actor.account,
        extent=extent,
        facts=facts.strip(),
    )
    with node.store.begin() as tx:
        tx.breaches.add(breach)
        journal.record(node, tx, "breach.opened", breach=breach.id, by=actor.account)
    return breach


def describe(node: Node, actor: Actor, *, breach: str, account: Account) -> Breach:
    """Write down what happened, its consequences, what was done, and the risk to the people concerned."""
    said = {name: text.strip() for name in Account.__slots__ if (text := getattr(account, name)) is not None}
    with node.store.begin() as tx:
        held = _open(tx, actor, breach)
        changed = replace(held, **said)
        return _keep(node, tx, actor, changed, "breach.described")


def tell_authority(node: Node, actor: Actor, *, breach: str, why_late: str = "") -> Breach:
    """Record that the supervisory authority was told, now."""
    with node.store.begin() as tx:
        changed = _open(tx, actor, breach).told_authority(_told(node, actor, why_late))
        return _keep(node, tx, actor, changed, "breach.authority-told")


def tell_controllers(node: Node, actor: Actor, *, breach: str) -> Breach:
    """Record that the controllers of other states, whose data it is, were told (LED art. 30(6))."""
    with node.store.begin() as tx:
        changed = replace(_open(tx, actor, breach), controllers=_told(node, actor))
        return _keep(node, tx, actor, changed, "breach.controllers-told")


def tell_subjects(node: Node, actor: Actor, *, breach: str) -> Breach:
    """Record that the people concerned were told (LED art. 31)."""
    with node.store.begin() as tx:
        changed = replace(_open(tx, actor, breach), subjects=_told(node, actor))
        return _keep(node, tx, actor, changed, "breach.subjects-told")


def close(node: Node, actor: Actor, *, breach: str) -> Breach:
    """Close the file; it is kept. Whether the authority was told or did not have to be, the risk says."""
    with node.store.begin() as tx:
        changed = _open(tx, actor, breach).closed(by=actor.account, at=node.clock.now())
        return _keep(node, tx, actor, changed, "breach.closed")


def listing(node: Node, actor: Actor) -> tuple[Breach, ...]:
    """Return every breach, the oldest first."""
    actor.require(*KEEPERS)
    with node.store.read() as tx:
        return tx.breaches.where()


def _told(node: Node, actor: Actor, why_late: str = "") -> Told:
    return Told(at=node.clock.now(), by=actor.account, why_late=why_late.strip())


def _open(tx: Transaction, actor: Actor, breach: str) -> Breach:
    actor.require(*KEEPERS)
    held = tx.breaches.get(breach)
    if held.closed_at is not None:
        raise ConflictError(f"{breach} is closed: open another if there is more")
    return held


def _keep(node: Node, tx: Transaction, actor: Actor, breach: Breach, action: str) -> Breach:
    tx.breaches.put(breach)
    journal.record(node, tx, action, breach=breach.id, by=actor.account)
    return breach
