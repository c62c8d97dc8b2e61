"""Forks: a counterpart has signed two ledgers of which neither continues the other. A person looks, and settles it."""

from dataclasses import replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import MessageId
from tocsin.domain.watch import Fork
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal
from tocsin.wire import fork as wire_fork
from tocsin.wire.message import SignedMessage, parse


def listing(node: Node, actor: Actor) -> tuple[Fork, ...]:
    """Return every fork that was found, settled or not."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.forks.where()


def evidence(node: Node, actor: Actor, *, fork: str) -> bytes:
    """Return the file that shows a fork to anybody: both statuses, as the counterpart signed them."""
    actor.require(*Role)
    with node.store.read() as tx:
        found = tx.forks.get(fork)
        return wire_fork.compose(_half(tx, found.known), _half(tx, found.shown))


def settle(node: Node, actor: Actor, *, fork: str, why: str) -> Fork:
    """Take note that it was looked into; from the next status on, their ledger is watched anew."""
    actor.require(Role.ADMINISTRATOR, Role.RELEASING_OFFICER)
    if not why.strip():
        raise InvalidError("say what they told you, and why their ledger is watched again")
    with node.store.begin() as tx:
        found = tx.forks.get(fork)
        if found.settled_at is not None:
            raise ConflictError("this fork was settled already")
        settled = replace(found, settled_by=actor.account, settled_at=node.clock.now(), why=why.strip())
        tx.forks.put(settled)
        tx.watched.remove(found.counterpart)
        journal.record(node, tx, "fork.settled", fork=fork, counterpart=found.counterpart, by=actor.account)
    return settled


def _half(tx: Transaction, status: MessageId) -> wire_fork.Half:
    signed = tx.incoming.get(status).signed
    card = parse(SignedMessage.from_bytes(signed).data).sender_card
    return wire_fork.Half(card=tx.cards.get(card).data, status=signed)
