"""Prior consultations: that the authority was asked, and what it said, for the impact assessment (LED art. 28)."""

from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import InvalidError
from tocsin.domain.prior import PriorConsultation
from tocsin.ports.node import Node
from tocsin.usecases.steps import journal

KEEPERS = (Role.AUDITOR, Role.RELEASING_OFFICER)


def ask(node: Node, actor: Actor, *, authority: str, risk: str) -> PriorConsultation:
    """Record that the authority is asked, now, because this risk stays high."""
    actor.require(*KEEPERS)
    if not authority.strip() or not risk.strip():
        raise InvalidError("say which authority is asked, and about which high risk")
    made = PriorConsultation(
        id=node.entropy.identifier("p"),
        authority=authority.strip(),
        risk=risk.strip(),
        asked_at=node.clock.now(),
        asked_by=actor.account,
    )
    with node.store.begin() as tx:
        tx.priors.add(made)
        journal.record(node, tx, "prior.asked", consultation=made.id, by=actor.account)
    return made


def longer(node: Node, actor: Actor, *, consultation: str) -> PriorConsultation:
    """Record that the authority takes a month more, as it may."""
    actor.require(*KEEPERS)
    with node.store.begin() as tx:
        changed = tx.priors.get(consultation).longer()
        tx.priors.put(changed)
        journal.record(node, tx, "prior.longer", consultation=changed.id, by=actor.account)
    return changed


def listing(node: Node, actor: Actor) -> tuple[PriorConsultation, ...]:
    """Return every consultation, the oldest first."""
    actor.require(*KEEPERS)
    with node.store.read() as tx:
        return tx.priors.where()


def answered(node: Node, actor: Actor, *, consultation: str, said: str) -> PriorConsultation:
    """Record what the authority said, now."""
    actor.require(*KEEPERS)
    with node.store.begin() as tx:
        changed = tx.priors.get(consultation).answered(said, node.clock.now())
        tx.priors.put(changed)
        journal.record(node, tx, "prior.answered", consultation=changed.id, by=actor.account)
    return changed
