"""Erasures: the record of each, what the counterparts have answered since, and what is left for a person to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import Delivery
from tocsin.domain.erasure import Erasure
from tocsin.domain.errors import InvalidError, NotFoundError
from tocsin.domain.ids import AccountId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal

KEEPERS = (Role.RELEASING_OFFICER, Role.AUDITOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOf:
    """A counterpart that was asked to erase it too, and how far that has got."""

    counterpart: Counterpart
    delivery: Delivery
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureView:
    """An erasure with who was told, and the names of our people."""

    erasure: Erasure
    told: tuple[ToldOf, ...]
    people: Mapping[AccountId, str]


def listing(node: Node, actor: Actor) -> tuple[Erasure, ...]:
    """Return every erasure, the oldest first."""
    actor.require(*KEEPERS)
    with node.store.read() as tx:
        return tx.erasures.where()


def view(node: Node, actor: Actor, *, erasure: str) -> ErasureView:
    """Return one erasure, with what the counterparts have answered so far."""
    actor.require(*KEEPERS)
    now = node.clock.now()
    with node.store.read() as tx:
        held = tx.erasures.get(erasure)
        told = tuple(each for recall in held.recalls for each in _told(tx, recall, now))
        people = {account.id: account.name for account in tx.accounts.where()}
    return ErasureView(erasure=held, told=told, people=people)


def settle(node: Node, actor: Actor, *, erasure: str, errand: str, said: str) -> Erasure:
    """Say that something only a person can do is done, and how."""
    actor.require(*KEEPERS)
    if not said.strip():
        raise InvalidError("say what was done: it is kept with the erasure")
    with node.store.begin() as tx:
        held = tx.erasures.get(erasure)
        if errand not in {each.key for each in held.errands}:
            raise NotFoundError(f"this erasure asks for no {errand}: see tocsin erasure show")
        changed = held.settled(errand, said=said.strip(), by=actor.account, at=node.clock.now())
        tx.erasures.put(changed)
        journal.record(node, tx, "erasure.settled", erasure=erasure, errand=errand.partition(":")[0], by=actor.account)
    return changed


def _told(tx: Transaction, recall: str, now: datetime) -> tuple[ToldOf, ...]:
    made = tx.recalls.get(recall)
    counterpart = tx.counterparts.get(made.counterpart)
    sent = (each for each in tx.deliveries.where(notice=made.notice) if each.recall == recall)
    return tuple(ToldOf(counterpart=counterpart, delivery=each, is_overdue=each.owes(now) is not None) for each in sent)
