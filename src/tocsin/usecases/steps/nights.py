"""The night's minimum: when one person may send it, and the record and the work that are left of it."""

from tocsin.domain.actor import Actor
from tocsin.domain.counterpart import Counterpart, Reach
from tocsin.domain.errors import ConflictError, RefusedError
from tocsin.domain.exchange import Work, WorkKind
from tocsin.domain.night import Danger, Minimum
from tocsin.domain.tearline import Tearline
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal, ladder
from tocsin.usecases.steps.scene import Scene
from tocsin.vocabulary.urgency import Urgency


def require_allowed(view: Scene, counterpart: Counterpart, *, is_held: bool) -> None:
    """Raise unless the minimum of a notice may go to a counterpart at all."""
    if not counterpart.agreement.night_minimum:
        raise RefusedError(f"the agreement with {counterpart.name} does not allow the night's minimum")
    if counterpart.reach is not Reach.NODE:
        raise RefusedError(f"{counterpart.name} has no node: the night's minimum goes to a node only")
    if view.notice.urgency is not Urgency.IMMEDIATE:
        raise RefusedError("only of a notice that is immediate may one person send the minimum")
    if is_held:
        raise ConflictError(f"{counterpart.name} has been told of this already: a second person approves what is more")


def keep(node: Node, tx: Transaction, actor: Actor, tearline: Tearline, danger: Danger) -> None:
    """Keep that whoever is on watch sends it, and leave the call for when nobody has reviewed it."""
    now = node.clock.now()
    if actor.account not in ladder.on_duty(tx, now):
        raise RefusedError("only who is on watch may send it alone: see tocsin roster list")
    made = Minimum(
        id=tearline.id,
        notice=tearline.notice,
        counterpart=tearline.counterpart,
        danger=danger,
        sent_by=actor.account,
        sent_at=now,
    )
    tx.minimums.add(made)
    tx.work.put(work_for(made))
    journal.record(node, tx, "minimum.sent", tearline=tearline.id, intent=danger.intent, by=actor.account)


def work_for(minimum: Minimum) -> Work:
    """Return the work of calling the officers when nobody has reviewed it in time."""
    return Work(kind=WorkKind.NIGHT, subject=minimum.id, due_at=minimum.review_by)
