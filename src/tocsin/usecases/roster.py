"""The roster: who is on duty when, who stands in, and who is told that another stood in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import InvalidError, NotFoundError
from tocsin.domain.ids import AccountId
from tocsin.domain.roster import Shift, StoodIn
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal

_OPENERS = frozenset({Role.ANALYST, Role.RELEASING_OFFICER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One watch, by the names of its people."""

    since: datetime
    until: datetime
    on_duty: str
    stand_ins: tuple[str, ...]
    is_now: bool


def set_watch(
    node: Node, actor: Actor, *, since: datetime, until: datetime, on_duty: str, stand_ins: Sequence[str] = ()
) -> Shift:
    """Say who is on duty from when until when, and who stands in, by name; it goes before what was said earlier."""
    actor.require(Role.ADMINISTRATOR, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        made = Shift(
            id=node.entropy.identifier("w"),
            since=since,
            until=until,
            on_duty=_judge(tx, on_duty),
            stand_ins=tuple(_judge(tx, name) for name in stand_ins),
        )
        made.require_sense()
        tx.shifts.add(made)
        journal.record(node, tx, "watch.set", watch=made.id, by=actor.account)
    return made


def listing(node: Node, actor: Actor) -> tuple[Watch, ...]:
    """Return the watches that have not ended, in the order of their time."""
    actor.require(*Role)
    now = node.clock.now()
    with node.store.read() as tx:
        names = {each.id: each.name for each in tx.accounts.where()}
        held = [each for each in tx.shifts.where() if each.until > now]
    covering = [each for each in held if each.covers(now)]
    return tuple(
        Watch(
            since=each.since,
            until=each.until,
            on_duty=names[each.on_duty],
            stand_ins=tuple(names[person] for person in each.stand_ins),
            is_now=each in covering[-1:],
        )
        for each in sorted(held, key=lambda each: each.since)
    )


def eligible(node: Node, actor: Actor) -> tuple[str, ...]:
    """Return the names of those who may be on duty."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tuple(sorted(each.name for each in tx.accounts.where() if each.roles & _OPENERS and not each.disabled))


def stood_in(node: Node, actor: Actor) -> tuple[StoodIn, ...]:
    """Return what others opened while the person who asks was on duty, and has not been seen by him yet."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tuple(each for each in tx.stood_in.where(instead_of=actor.account) if each.seen_at is None)


def seen(node: Node, actor: Actor) -> int:
    """Take note of everything that others opened in one's place; return how many there were."""
    actor.require(*Role)
    with node.store.begin() as tx:
        found = [each for each in tx.stood_in.where(instead_of=actor.account) if each.seen_at is None]
        for each in found:
            tx.stood_in.put(replace(each, seen_at=node.clock.now()))
    return len(found)


def _judge(tx: Transaction, name: str) -> AccountId:
    found = tx.accounts.where(name=name)
    if not found or found[0].disabled:
        raise NotFoundError(f"there is nobody called {name} here: see tocsin account list")
    if not found[0].roles & _OPENERS:
        raise InvalidError(
            f"{name} may not open a warning, so cannot be on duty: it takes an analyst or releasing officer"
        )
    return found[0].id
