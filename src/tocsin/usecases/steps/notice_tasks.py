"""What waits for a person because of notices, and of what goes out under them."""

from collections.abc import Iterator

from tocsin.domain.delivery import DeliveryState
from tocsin.domain.duty import Concern, assign
from tocsin.domain.ids import CounterpartId
from tocsin.domain.notice import Notice, Outcome
from tocsin.domain.task import Act, Task
from tocsin.domain.tearline import Tearline
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import holdings, recall_tasks, release_tasks, scene
from tocsin.usecases.steps.rendering import is_news
from tocsin.wire.message import Kind

MOST = 1000  # deliveries that ask for a person; the next come up as these are done


def of_notices(node: Node, tx: Transaction) -> Iterator[Task]:
    """Concerns to decide, letters to write and to approve, and what is owed because claims have changed."""
    for held in _notices(tx):
        if held.ended is not None:
            yield from recall_tasks.still_to_be_told(tx, held)
            continue
        view = scene.load(node, tx, held)
        for concern in view.concerns:
            if concern.country not in view.home:
                yield from _concern_tasks(view, concern)
        yield from _tearline_tasks(tx, view)
        yield from release_tasks.unasked(view)
        yield from recall_tasks.owed(tx, view)


def _notices(tx: Transaction) -> Iterator[Notice]:
    """Those that are open, or have ended without everybody having been told, or having taken it."""
    waiting = tx.notices.where(waits=True)
    refused = (each.notice for each in tx.deliveries.where(state=DeliveryState.REFUSED) if each.notice is not None)
    known = {each.id for each in waiting}
    yield from waiting
    yield from (tx.notices.get(each) for each in dict.fromkeys(refused) if each not in known)


def _concern_tasks(view: scene.Scene, concern: Concern) -> Iterator[Task]:
    for counterpart in assign(concern, view.counterparts) or (None,):
        who = counterpart.id if counterpart is not None else None
        decided = view.decided(concern, who)
        name = counterpart.name if counterpart is not None else concern.country
        if view.waits_at_gate(concern) and not concern.asks and (decided is None or decided.outcome.tells):
            act = Act.APPROVE_GATE if concern.country in view.gates_waiting else Act.WEIGH_GATE
        elif decided is None:
            act = Act.DECIDE
        elif decided.outcome is Outcome.ASK:
            act = Act.ASK
        elif not decided.is_in_force:
            act = Act.APPROVE_WAIVER
        else:
            continue
        due = view.notice.answer_by
        yield Task(
            act=act, due=due, subject=view.notice.id, title=view.notice.title, counterpart=name, detail=concern.key
        )


def _tearline_tasks(tx: Transaction, view: scene.Scene) -> Iterator[Task]:
    holders = holdings.of_notice(tx, view.notice.id)
    waiting: dict[CounterpartId, Tearline] = {
        each.counterpart: each
        for each in tx.tearlines.where(notice=view.notice.id)
        if each.approval is None
        and each.version == view.notice.version
        and each.kind != Kind.CORRECTION
        and not each.is_minimum
    }
    for counterpart in view.counterparts:
        if not view.told_for(counterpart) or not is_news(tx, view, counterpart, holders.get(counterpart.id)):
            continue
        held = waiting.get(counterpart.id)
        yield Task(
            act=Act.PREVIEW if held is None else Act.APPROVE,
            due=view.notice.answer_by,
            subject=view.notice.id if held is None else held.id,
            title=view.notice.title,
            counterpart=counterpart.name,
        )


def of_deliveries(node: Node, tx: Transaction) -> Iterator[Task]:
    """What is to be handed over, mended or chased; the longest overdue first, where there are very many."""
    at = node.clock.now()
    for each in tx.deliveries.until(MOST, asks_from=at):
        name = tx.counterparts.get(each.counterpart).name
        owed = each.owes(at)
        if each.state is DeliveryState.TO_HAND:
            yield Task(act=Act.HAND_OVER, due=each.acknowledge_by, subject=each.id, title=name)
        elif each.state in {DeliveryState.REFUSED, DeliveryState.QUARANTINED}:
            yield Task(act=Act.MEND_DELIVERY, due=each.created_at, subject=each.id, title=name, detail=each.last_error)
        elif owed is not None:
            due = each.debts()[owed]
            yield Task(act=Act.CHASE, due=due, subject=each.id, title=name, detail=owed)
        elif each.answer.unsettled:
            named = each.answer.unsettled[-1].organisation
            yield Task(act=Act.SEE_REDIRECT, due=each.answer_by, subject=each.id, title=name, detail=named)
