"""Recalling: the words by which everybody who holds something of a notice is told that it is over, or taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tocsin.domain.actor import Actor
from tocsin.domain.counterpart import Counterpart, Reach
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import ConflictError, RefusedError
from tocsin.domain.ids import ClaimId, CounterpartId
from tocsin.domain.notice import Notice
from tocsin.domain.recall import CancelGround, Recall, WithdrawalGround
from tocsin.domain.recall_letter import RecallLetter, write
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import disclosing, journal, names, outbox
from tocsin.usecases.steps.holdings import Holding
from tocsin.usecases.steps.post import Posting, post
from tocsin.wire.bodies.recall import Cancel, Withdrawal, cancel_bytes, withdrawal_bytes
from tocsin.wire.message import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgone:
    """What went out, and to whom nothing could go: a counterpart with the reason in words."""

    recalls: tuple[Recall, ...]
    not_reached: tuple[tuple[CounterpartId, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be said to everybody who holds something of a notice."""

    kind: Kind
    ground: CancelGround | WithdrawalGround
    why: str
    claims: tuple[ClaimId, ...] = ()


def tell(
    node: Node, tx: Transaction, actor: Actor, notice: Notice, order: Order, holding: Iterable[Holding]
) -> Outgone:
    """Tell each of them; who cannot be reached is named with the reason."""
    recalls, not_reached = [], []
    for each in holding:
        counterpart = tx.counterparts.get(each.counterpart)
        recall = _recall(node, tx, actor, notice, order, each, counterpart)
        try:
            _put_on_its_way(node, tx, notice, recall, counterpart)
        except (ConflictError, RefusedError) as error:  # one who cannot be reached must not keep it from the others
            not_reached.append((each.counterpart, str(error)))
            continue
        if not order.claims:
            outbox.excuse(node, tx, notice.id, counterpart.id)
        tx.recalls.add(recall)
        journal.record(node, tx, "notice.recalled", recall=recall.id, kind=order.kind, by=actor.account)
        recalls.append(recall)
    if not_reached:
        tx.notices.put(replace(tx.notices.get(notice.id), untold=True))
    return Outgone(recalls=tuple(recalls), not_reached=tuple(not_reached))


def _recall(
    node: Node,
    tx: Transaction,
    actor: Actor,
    notice: Notice,
    order: Order,
    holding: Holding,
    counterpart: Counterpart,
) -> Recall:
    now = node.clock.now()
    claims = tuple(claim for claim in order.claims if claim in holding.claims)
    letter = RecallLetter(
        kind=order.kind,
        language=holding.alert.language if holding.alert is not None else counterpart.agreement.language,
        reference=names.name_for(node, tx, counterpart=counterpart.id, thing=notice.id),
        sender=node.organisation.name,
        recipient=counterpart.name,
        tlp=holding.tlp,
        ground=order.ground,
        claims=tuple(holding.claims[claim] for claim in claims),
        answer_by=now + counterpart.agreement.recall_within,
        contact=notice.contact,
    )
    return Recall(
        id=node.entropy.identifier("x"),
        kind=order.kind,
        notice=notice.id,
        counterpart=counterpart.id,
        claims=claims,
        ground=order.ground,
        why=order.why,
        body=_body(letter, salt=node.entropy.random_bytes(32)),
        text=write(letter),
        language=letter.language,
        tlp=holding.tlp,
        by=actor.account,
        at=now,
    )


def _body(letter: RecallLetter, *, salt: bytes) -> bytes:
    match letter.ground:
        case CancelGround():
            return cancel_bytes(Cancel(salt=salt, notice=letter.reference, ground=letter.ground))
        case WithdrawalGround():
            claims = tuple(claim.name for claim in letter.claims)
            return withdrawal_bytes(
                Withdrawal(
                    salt=salt,
                    notice=letter.reference,
                    claims=claims,
                    ground=letter.ground,
                    answer_by=letter.answer_by,
                )
            )


def _put_on_its_way(node: Node, tx: Transaction, notice: Notice, recall: Recall, counterpart: Counterpart) -> None:
    disclosing.enter(node, tx, counterpart, by=recall.by, what=recall.id, case=notice.id, claims=recall.claims)
    answer_by = recall.at + counterpart.agreement.recall_within if recall.kind == Kind.WITHDRAWAL else None
    if counterpart.reach is Reach.NODE:
        posting = Posting(
            kind=Kind(recall.kind),
            urgency=notice.urgency,
            body=recall.body,
            notice=notice.id,
            recall=recall.id,
            answer_by=answer_by,
        )
        post(node, tx, counterpart, posting)
        return
    tx.deliveries.add(
        Delivery(
            id=recall.id,
            kind=recall.kind,
            counterpart=counterpart.id,
            state=DeliveryState.TO_HAND,
            created_at=recall.at,
            notice=notice.id,
            recall=recall.id,
            answer_by=answer_by,
        )
    )
