"""Identities: a person says that entities of several reports are one, or are not; and may take it back."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.identity import Identity
from tocsin.domain.ids import EntityId, IdentityId
from tocsin.domain.logbook import Act, Operation
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal, logbook


def judge(node: Node, actor: Actor, *, entities: Sequence[EntityId], are_same: bool, why: str) -> Identity:
    """Record the judgement; nothing is merged, so nothing has to be taken apart when it is undone."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    if len(set(entities)) < 2:
        raise InvalidError("name two entities or more")
    if not why.strip():
        raise InvalidError("say why: the reason is kept with the decision")
    with node.store.begin() as tx:
        for entity in entities:
            tx.entities.get(entity)
        identity = Identity(
            id=IdentityId(node.entropy.identifier("i")),
            entities=tuple(dict.fromkeys(entities)),
            are_same=are_same,
            by=actor.account,
            at=node.clock.now(),
            why=why,
        )
        tx.identities.add(identity)
        journal.record(node, tx, "identity.judged", identity=identity.id, by=actor.account)
        _enter(node, tx, actor, identity, why)
    return identity


def undo(node: Node, actor: Actor, *, identity: IdentityId) -> Identity:
    """Take a judgement back; both stay on record."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.identities.get(identity)
        if held.undone_by is not None:
            raise ConflictError(f"{identity} has been taken back already")
        undone = replace(held, undone_by=actor.account, undone_at=node.clock.now())
        tx.identities.put(undone)
        journal.record(node, tx, "identity.undone", identity=identity, by=actor.account)
        _enter(node, tx, actor, undone, "taken back")
    return undone


def listing(node: Node, actor: Actor) -> tuple[Identity, ...]:
    """Return every judgement, those taken back included."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        return tx.identities.where()


def _enter(node: Node, tx: Transaction, actor: Actor, identity: Identity, why: str) -> None:
    """To say that records are of one person, or of two, is to combine them, or to keep them apart."""
    act = Act(by=actor.account, why=why, objects=(identity.id,), case=identity.id, people=identity.entities)
    logbook.enter(node, tx, Operation.COMBINATION, act)
