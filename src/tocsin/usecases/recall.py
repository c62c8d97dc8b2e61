"""Recall, from the sending side: what was told is ended, or taken back, from everybody who was told.

A releasing officer does it alone. A second person guards what spreads; a recall spreads nothing: it names what the
counterpart holds by its own names and says why in a word of a closed list. Waiting would do the harm. Nor does it
destroy anything: the other side's people decide what they erase, and answer for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import ClaimId, CounterpartId, NoticeId
from tocsin.domain.letter import SharedClaim
from tocsin.domain.notice import Notice
from tocsin.domain.recall import CancelGround, Ending, WithdrawalGround
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import amending, breaching, holdings, journal, recalling, scene
from tocsin.usecases.steps.holdings import Holding
from tocsin.usecases.steps.recalling import Order
from tocsin.usecases.steps.recalling import Outgone as Outgone  # noqa: PLC0414  # whoever recalls, shows it
from tocsin.usecases.steps.scene import Scene
from tocsin.usecases.steps.standing import RECALLS
from tocsin.wire.message import Kind


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


def cancel(node: Node, actor: Actor, *, notice: NoticeId, ground: CancelGround, why: str = "") -> Outgone:
    """Tell everybody who holds it that a warning was right and is over; they keep it."""
    actor.require(Role.RELEASING_OFFICER)
    order = Order(kind=Kind.CANCEL, ground=ground, why=why)
    with node.store.begin() as tx:
        held = tx.notices.get(notice)
        held.require_open()
        _end(node, tx, actor, held, order)
        holding = [each for each in holdings.of_notice(tx, notice).values() if each.claims and not each.is_over]
        return recalling.tell(node, tx, actor, held, order, holding)


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
    order = Order(kind=Kind.WITHDRAWAL, ground=ground, why=why, claims=tuple(dict.fromkeys(claims)))
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
        return recalling.tell(node, tx, actor, held, order, holding)


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


def _end(node: Node, tx: Transaction, actor: Actor, notice: Notice, order: Order) -> None:
    now = node.clock.now()
    ending = Ending(kind=order.kind, ground=order.ground, why=order.why, by=actor.account, at=now)
    tx.notices.put(replace(notice, ended=ending, untold=False))
    journal.record(node, tx, "notice.ended", notice=notice.id, kind=order.kind, by=actor.account)
