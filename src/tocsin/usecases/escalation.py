"""Escalation: whoever is next is called when a warning is not answered in time, ours or theirs.

Our own people are called by the list of what waits. A counterpart's contact is written to by another way, and reads
only that an item waits: no content, no country, no name. Each call is in the ledger.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Fallback
from tocsin.domain.errors import ConflictError, UnavailableError
from tocsin.domain.escalation import Escalation, Rung, Step, next_step
from tocsin.domain.exchange import Direction, WorkKind
from tocsin.domain.ids import AccountId, CounterpartId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal, ladder

RETRY = timedelta(minutes=10)
REFERENCE = 16  # hex digits of the message id: random to whoever has not the message


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """The next call about a message that is not answered, by names."""

    direction: Direction  # of the message
    message: str
    counterpart: str
    step: Step
    people: tuple[str, ...]  # of ours; none where their contact is written to


def climb(node: Node, *, subject: str) -> Escalation | None:
    """Make the call about a message that is due now, if one is, and leave the work of looking again."""
    direction, about = _read(subject)
    now = node.clock.now()
    with node.store.read() as tx:
        step, _ = ladder.next_call(tx, direction, about, now)
        fallback = _fallback(tx, direction, about)
    error, retry_at = None, None
    if step is not None and step.rung is Rung.FALLBACK:
        error, retry_at = _write(node, fallback, about, now)
    with node.store.begin() as tx:
        made = None
        if step is not None:
            made = replace(_made(tx, direction, about, step, now), error=error, retry_at=retry_at)
            tx.escalations.put(made)
            journal.record(node, tx, "message.escalated", subject=about, rung=step.rung, people=len(made.people))
        _leave_next(tx, direction, about, now)
    return made


def call_next(node: Node, actor: Actor, *, message: str) -> Escalation:
    """Call whoever is next about something that came in, before the clock does."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    now = node.clock.now()
    with node.store.begin() as tx:
        tx.incoming.get(message)
        made = {each.id.removeprefix(f"{message}:") for each in ladder.called(tx, message)}
        step = next_step(ladder.steps_about(tx, Direction.IN, message, now), made)
        if step is None:
            raise ConflictError("everybody has been called about this already, or nothing of it is open")
        call = replace(_made(tx, Direction.IN, message, step, now), by=actor.account)
        tx.escalations.put(call)
        journal.record(node, tx, "message.passed-on", subject=message, rung=step.rung, by=actor.account)
        _leave_next(tx, Direction.IN, message, now)
    return call


def upcoming(node: Node, actor: Actor) -> tuple[Upcoming, ...]:
    """Return who is called next about whatever is not answered yet, the earliest first."""
    actor.require(*Role)
    now = node.clock.now()
    with node.store.read() as tx:
        watched = [_read(each.subject) for each in tx.work.where() if each.kind is WorkKind.ESCALATE]
        found = [each for direction, about in watched for each in _upcoming(tx, direction, about, now)]
    return tuple(sorted(found, key=lambda each: each.step.due_at))


def listing(node: Node, actor: Actor) -> tuple[Escalation, ...]:
    """Return every call that was made, the oldest first."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.escalations.where()


def _upcoming(tx: Transaction, direction: Direction, about: str, now: datetime) -> Iterator[Upcoming]:
    made = {each.id.removeprefix(f"{about}:") for each in ladder.called(tx, about)}
    step = next_step(ladder.steps_about(tx, direction, about, now), made)
    if step is not None:
        people = tuple(tx.accounts.get(each).name for each in _people(tx, step))
        counterpart = tx.counterparts.get(_counterpart(tx, direction, about)).name
        yield Upcoming(direction=direction, message=about, counterpart=counterpart, step=step, people=people)


def _read(subject: str) -> tuple[Direction, str]:
    direction, _, about = subject.partition(":")
    return Direction(direction), about


def _write(node: Node, fallback: Fallback | None, about: str, now: datetime) -> tuple[str | None, datetime | None]:
    """Write to the counterpart's contact; return why it did not get through and when it is tried again."""
    if node.notifier is None:
        return "no mail server is set up: see [smtp] in docs/reference/settings.md", None
    if fallback is None:
        return "no address for such a case is known: tocsin counterpart fallback", None
    try:
        node.notifier.notify(fallback.mail, language=fallback.language, reference=about[:REFERENCE])
    except UnavailableError as error:
        return str(error), now + RETRY
    return None, None


def _made(tx: Transaction, direction: Direction, about: str, step: Step, now: datetime) -> Escalation:
    return Escalation(
        id=f"{about}:{step.name}",
        direction=direction,
        subject=about,
        counterpart=_counterpart(tx, direction, about),
        rung=step.rung,
        at=now,
        people=_people(tx, step),
        debt=step.debt,
    )


def _people(tx: Transaction, step: Step) -> tuple[AccountId, ...]:
    if step.person is not None:
        return (step.person,)
    return ladder.officers(tx) if step.rung is Rung.OFFICERS else ()


def _leave_next(tx: Transaction, direction: Direction, about: str, now: datetime) -> None:
    step, again = ladder.next_call(tx, direction, about, now)
    work = ladder.work_for(direction, about, now if step is not None or again is None else again)
    if step is None and again is None:
        tx.work.remove(work.key)
    else:
        tx.work.put(work)


def _counterpart(tx: Transaction, direction: Direction, about: str) -> CounterpartId:
    if direction is Direction.IN:
        return tx.incoming.get(about).counterpart
    return tx.deliveries.get(about).counterpart


def _fallback(tx: Transaction, direction: Direction, about: str) -> Fallback | None:
    held = tx.deliveries.find(about) if direction is Direction.OUT else None
    return None if held is None else tx.counterparts.get(held.counterpart).fallback
