"""What waits for a person because of inquiries and of the roster, and who was called about what waits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tocsin.domain.actor import Actor
from tocsin.domain.exchange import Direction
from tocsin.domain.inquiry import Inquiry, InquiryState
from tocsin.domain.task import Act, Task
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import ladder

# About these people of ours may be called; each task's subject is the message.
CALLED_ABOUT = frozenset(
    {
        Act.READ_WARNING,
        Act.ACKNOWLEDGE,
        Act.CHASE,
        Act.ANSWER_INQUIRY,
        Act.ANSWER_CONSENT,
        Act.REVIEW_MINIMUM,
    }
)
OURS = frozenset({Act.READ_WARNING, Act.ACKNOWLEDGE, Act.ANSWER_INQUIRY, Act.ANSWER_CONSENT})


def of_inquiries(tx: Transaction) -> Iterator[Task]:
    """Questions and answers that wait for a second person, and questions to us that nobody has answered."""
    for held in tx.inquiries.where(waits=True):
        act = _act(held)
        if act is not None:
            name = tx.counterparts.get(held.counterpart).name
            yield Task(act=act, due=held.due_at, subject=held.id, title=name, detail=held.question.haste)


def of_the_roster(tx: Transaction, actor: Actor) -> Iterator[Task]:
    """What others opened while this person was on duty."""
    names = {each.id: each.name for each in tx.accounts.where()}
    for each in tx.stood_in.where(instead_of=actor.account, seen_at=None):
        yield Task(act=Act.SEE_STAND_IN, due=None, subject=each.message, title=names[each.by])


def with_called(tx: Transaction, task: Task, now: datetime) -> Task:
    """Return the task with the names of those of ours whose it is: on duty, and called since."""
    if task.act not in CALLED_ABOUT:
        return task
    people = [person for each in ladder.called(tx, task.subject) for person in each.people]
    if task.act in OURS:
        people = [*ladder.on_duty(tx, now)[:1], *people]
    return replace(task, called=tuple(tx.accounts.get(person).name for person in dict.fromkeys(people)))


def _act(held: Inquiry) -> Act | None:
    if held.draft is not None or held.state is InquiryState.DRAFT:
        return Act.APPROVE_INQUIRY
    return Act.ANSWER_INQUIRY if (held.direction, held.state) == (Direction.IN, InquiryState.OPEN) else None
