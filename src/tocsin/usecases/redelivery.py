"""Redelivery: a person gives a message up, or sends what was approved once more as a new message.

Nothing fails by itself, so both are decisions with a reason, and both are in the ledger. Whoever asks later for what
was given up is told that it is gone. A receipt that comes all the same is filed: it proves more than our giving up.
"""

from dataclasses import replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import MessageId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import disclosing, journal, outbox
from tocsin.usecases.steps.post import Posting, post
from tocsin.wire.message import Kind


def give_up(node: Node, actor: Actor, *, delivery: str, why: str) -> Delivery:
    """Stop trying to deliver a message. It has then reached nobody, as far as we know."""
    actor.require(Role.RELEASING_OFFICER)
    if not why.strip():
        raise InvalidError("say why: whoever should have been told has to be told in another way")
    with node.store.begin() as tx:
        held = tx.deliveries.get(delivery)
        changed = _end(node, tx, actor, held, f"given up: {why.strip()}")
        outbox.settle(node, tx, held.counterpart)
    return changed


def send_anew(node: Node, actor: Actor, *, delivery: str) -> Delivery:
    """Send the approved bytes of a warning in a new message, where they did not take the old one and the cause is gone.

    Only what still stands may go: the notice is open, and it is their newest tearline. Else preview again.
    """
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.deliveries.get(delivery)
        if not held.may_be_sent_anew:
            raise ConflictError(f"{delivery[:16]} is {held.state}: only a warning not taken, or given up, is sent anew")
        posting = _standing(tx, held)
        if held.state is not DeliveryState.FAILED:
            held = _end(node, tx, actor, held, "sent anew")
        to = tx.counterparts.get(held.counterpart)
        sent = post(node, tx, to, posting)
        disclosing.enter(node, tx, to, by=actor.account, what=sent.id, case=held.notice or held.id)
        tx.deliveries.put(replace(held, sent_anew=sent.id))
        journal.record(node, tx, "message.sent_anew", about=MessageId(held.id), by=actor.account)
    return sent


def _end(node: Node, tx: Transaction, actor: Actor, held: Delivery, why: str) -> Delivery:
    if held.state is DeliveryState.FAILED:
        raise ConflictError(f"{held.id[:16]} has been given up already")
    changed = held.moved(DeliveryState.FAILED, last_error=why, next_attempt_at=None)
    tx.deliveries.put(changed)
    journal.record(node, tx, "message.given_up", about=MessageId(held.id), by=actor.account)
    return changed


def _standing(tx: Transaction, held: Delivery) -> Posting:
    """Return what is to be said again; `ConflictError` where it may not be said any more."""
    if held.tearline is None or held.notice is None or held.urgency is None:
        raise ConflictError("what goes by hand is not sent anew")
    tearline, notice = tx.tearlines.get(held.tearline), tx.notices.get(held.notice)
    notice.require_open()
    newer = [
        each
        for each in tx.deliveries.where(notice=held.notice)
        if each.counterpart == held.counterpart and each.created_at > held.created_at and each.tearline is not None
    ]
    if newer or not tearline.body or (tearline.version != notice.version and tearline.kind != Kind.CORRECTION):
        raise ConflictError("something newer stands in its place: preview again")
    return Posting(
        kind=Kind(tearline.kind),
        urgency=held.urgency,
        body=tearline.body,
        notice=held.notice,
        tearline=held.tearline,
        acknowledge_by=held.acknowledge_by,
        answer_by=held.answer_by,
        outcome_within=held.outcome_within,
    )
