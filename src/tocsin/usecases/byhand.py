"""By hand: the approved text on paper for a counterpart without a node, and a person's word that it was told.

Most counterparts have no node on the first day. What a person states is recorded as stated, never as proven.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.delivery import Delivery, DeliveryState, Handing
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.recall import Recall
from tocsin.domain.tearline import Tearline
from tocsin.ports.node import Node
from tocsin.ports.printer import Sheet
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import disclosing, journal, names


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person states about how a counterpart was told."""

    how: str
    to: str
    at: datetime
    said: str = ""


def sheet(node: Node, actor: Actor, *, delivery: str) -> bytes:
    """Print the text with a reference and a reply slip, as a PDF."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = _to_hand(tx, delivery)
        paper = _paper(node, tx, held)
        to = tx.counterparts.get(held.counterpart)
        disclosing.enter(node, tx, to, by=actor.account, what=delivery, case=held.notice or delivery)
        journal.record(node, tx, "sheet.printed", delivery=delivery, by=actor.account)
    return node.printer.print_sheet(paper)


def hand(node: Node, actor: Actor, *, delivery: str, told: Told) -> Delivery:
    """Record that it was handed over: how, when, to whom, and what was said."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    if not told.how.strip() or not told.to.strip():
        raise InvalidError("say how they were told, and who was told")
    if told.at > node.clock.now():
        raise InvalidError("it cannot have been told in the future")
    with node.store.begin() as tx:
        held = _to_hand(tx, delivery)
        if told.at < held.created_at.replace(second=0, microsecond=0):  # people write minutes
            raise InvalidError("it cannot have been told before it was approved")
        handed = Handing(how=told.how, to=told.to, said=told.said, by=actor.account, at=told.at)
        changed = held.moved(DeliveryState.TOLD, handed=handed, delivered_at=told.at)
        tx.deliveries.put(changed)
        to = tx.counterparts.get(held.counterpart)
        disclosing.enter(node, tx, to, by=actor.account, what=delivery, case=held.notice or delivery)
        journal.record(node, tx, "delivery.told", delivery=delivery, by=actor.account)
    return changed


def answered(node: Node, actor: Actor, *, delivery: str, said: str) -> Delivery:
    """Record what came back on the reply slip, or by telephone."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    if not said.strip():
        raise InvalidError("say what was answered")
    with node.store.begin() as tx:
        held = _to_hand(tx, delivery)
        if held.state is not DeliveryState.TOLD:
            raise ConflictError("record first that they were told: tocsin outbox hand")
        now = node.clock.now()
        answer = replace(held.answer, acknowledged_at=now, responded_at=now, response=said)
        changed = replace(held, answer=answer)
        tx.deliveries.put(changed)
        journal.record(node, tx, "delivery.answered", delivery=delivery, by=actor.account)
    return changed


def _to_hand(tx: Transaction, delivery: str) -> Delivery:
    held = tx.deliveries.get(delivery)
    if held.state not in {DeliveryState.TO_HAND, DeliveryState.TOLD}:
        raise ConflictError(f"{delivery} does not go by hand")
    return held


def _paper(node: Node, tx: Transaction, held: Delivery) -> Sheet:
    if held.recall is not None:
        paper: Recall | Tearline = tx.recalls.get(held.recall)
    else:
        paper = tx.tearlines.get(held.tearline or "")
    return Sheet(
        reference=names.name_for(node, tx, counterpart=held.counterpart, thing=paper.notice),
        sender=node.organisation.name,
        recipient=tx.counterparts.get(held.counterpart).name,
        tlp=paper.tlp,
        text=paper.text,
        language=paper.language,
        digest=hashlib.sha256(paper.body).hexdigest(),
        contact=tx.notices.get(paper.notice).contact,
    )
