"""Recall, from the sending side: what was told is ended, or taken back, from everybody who was told.

A releasing officer does it alone. A second person guards what spreads; a recall spreads nothing: it names what the
counterpart holds by its own names and says why in a word of a closed list. Waiting would do the harm. Nor does it
destroy anything: the other side's people decide what they erase, and answer for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Counterpart, Reach
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.ids import ClaimId, CounterpartId, NoticeId
from tocsin.domain.letter import SharedClaim
from tocsin.domain.notice import Notice
from tocsin.domain.recall import CancelGround, Ending, Recall, WithdrawalGround
from tocsin.domain.recall_letter import RecallLetter, write
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import amending, breaching, holdings, journal, names, outbox, scene
from tocsin.usecases.steps.holdings import Holding
from tocsin.usecases.steps.post import Posting, post
from tocsin.usecases.steps.scene import Scene
from tocsin.usecases.steps.standing import RECALLS
from tocsin.wire.bodies.recall import Cancel, Withdrawal, cancel_bytes, withdrawal_bytes
from tocsin.wire.message import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgone:
    """What went out, and to whom nothing could go: a counterpart with the reason in words."""

    recalls: tuple[Recall, ...]
    not_reached: tuple[tuple[CounterpartId, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A counterpart, and what it holds of a notice in the words in which it was told."""

    counterpart: Counterpart
    claims: Mapping[ClaimId, SharedClaim]
    is_over: bool
    replaced: tuple[ClaimId, ...]  # corrected since they were told
    gone: tuple[ClaimId, ...]  # they may not hold it any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A recall that went out, and whether its answer is overdue."""

    delivery: Delivery
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What is to be said to everybody who holds something of a notice."""

    kind: Kind
    ground: CancelGround | WithdrawalGround
    why: str
    claims: tuple[ClaimId, ...] = ()


def cancel(node: Node, actor: Actor, *, notice: NoticeId, ground: CancelGround, why: str = "") -> Outgone:
    """Tell everybody who holds it that a warning was right and is over; they keep it."""
    actor.require(Role.RELEASING_OFFICER)
    order = _Order(kind=Kind.CANCEL, ground=ground, why=why)
    with node.store.begin() as tx:
        held = tx.notices.get(notice)
        held.require_open()
        _end(node, tx, actor, held, order)
        holding = [each for each in holdings.of_notice(tx, notice).values() if each.claims and not each.is_over]
        return _tell(node, tx, actor, held, order, holding)


def withdraw(
    node: Node,
    actor: Actor,
    *,
    notice: NoticeId,
    ground: WithdrawalGround,
    why: str,
    to: CounterpartId | None = None,
    claims: Iterable[ClaimId] = (),
) -> Outgone:
    """Ask everybody who holds it, or one of them, to erase a notice or single claims of it.

    Asked again, it reaches those who could not be reached and nobody twice.
    """
    actor.require(Role.RELEASING_OFFICER)
    if not why.strip():
        raise InvalidError("say why: the reason stays here, with the decision")
    order = _Order(kind=Kind.WITHDRAWAL, ground=ground, why=why, claims=tuple(dict.fromkeys(claims)))
    with node.store.begin() as tx:
        held = tx.notices.get(notice)
        stopped = 0 if order.claims else _stop_what_waits(tx, notice, to)
        found = holdings.of_notice(tx, notice).values()
        holding = [each for each in found if to in {None, each.counterpart} and _holds(each, order.claims)]
        told = ((each.counterpart, order.claims or tuple(each.claims)) for each in holding)
        breaching.of_withdrawal(node, tx, actor, notice=notice, ground=ground, held=told)
        if to is None and not order.claims:
            _end(node, tx, actor, held, order)
        elif not (holding or stopped):
            raise ConflictError("nobody holds that of this notice: see tocsin notice show")
        return _tell(node, tx, actor, held, order, holding)


def holders(node: Node, actor: Actor, *, notice: NoticeId) -> tuple[Holder, ...]:
    """Return who holds what of a notice."""
    actor.require(*Role)
    with node.store.read() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        return tuple(_holder(tx, view, each) for each in holdings.of_notice(tx, notice).values() if each.claims)


def sent(node: Node, actor: Actor) -> tuple[Sent, ...]:
    """Return everything we have ended, put right or taken back, the oldest first."""
    actor.require(*Role)
    now = node.clock.now()
    with node.store.read() as tx:
        found = [each for kind in sorted(RECALLS) for each in tx.deliveries.where(kind=kind)]
    found.sort(key=lambda each: each.created_at)
    return tuple(Sent(delivery=each, is_overdue=each.owes(now) is not None) for each in found)


def _holder(tx: Transaction, view: Scene, holding: Holding) -> Holder:
    counterpart = tx.counterparts.get(holding.counterpart)
    found = amending.amends(tx, view, counterpart, holding)
    return Holder(
        counterpart=counterpart,
        claims=holding.claims,
        is_over=holding.is_over,
        replaced=tuple(told for told, _ in found.replaced),
        gone=found.gone,
    )


def _stop_what_waits(tx: Transaction, notice: NoticeId, to: CounterpartId | None) -> int:
    """What waits to be handed over is not handed over first, to be asked back afterwards; return how many."""
    waiting = [
        each
        for each in tx.deliveries.where(notice=notice)
        if each.state is DeliveryState.TO_HAND and each.recall is None and to in {None, each.counterpart}
    ]
    for each in waiting:
        tx.deliveries.put(each.moved(DeliveryState.STOPPED))
    return len(waiting)


def _holds(holding: Holding, claims: tuple[ClaimId, ...]) -> bool:
    return any(claim in holding.claims for claim in claims or holding.claims)


def _end(node: Node, tx: Transaction, actor: Actor, notice: Notice, order: _Order) -> None:
    now = node.clock.now()
    ending = Ending(kind=order.kind, ground=order.ground, why=order.why, by=actor.account, at=now)
    tx.notices.put(replace(notice, ended=ending, untold=False))
    journal.record(node, tx, "notice.ended", notice=notice.id, kind=order.kind, by=actor.account)


def _tell(
    node: Node, tx: Transaction, actor: Actor, notice: Notice, order: _Order, holding: Iterable[Holding]
) -> Outgone:
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
    order: _Order,
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
