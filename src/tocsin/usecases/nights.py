"""Nights: what one person on watch sent, who reviewed it, and who is called when nobody has."""

from tocsin.domain.actor import Actor, Role
from tocsin.domain.escalation import Escalation, Rung
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import TearlineId
from tocsin.domain.night import Minimum
from tocsin.ports.node import Node
from tocsin.usecases.steps import journal, ladder, nights


def review(node: Node, actor: Actor, *, minimum: TearlineId, said: str) -> Minimum:
    """Look at it as a second person: it leaves the list. To correct or take it back is an act of its own."""
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.minimums.get(minimum)
        reviewed = held.reviewed(by=actor.account, at=node.clock.now(), said=said)
        tx.minimums.put(reviewed)
        tx.work.remove(nights.work_for(held).key)
        journal.record(node, tx, "minimum.reviewed", tearline=minimum, by=actor.account)
    return reviewed


def call(node: Node, *, minimum: TearlineId) -> Escalation | None:
    """Call every releasing officer when nobody has reviewed it in time."""
    now = node.clock.now()
    with node.store.begin() as tx:
        held = tx.minimums.get(minimum)
        tx.work.remove(nights.work_for(held).key)
        if not held.waits:
            return None
        others = tuple(each for each in ladder.officers(tx) if each != held.sent_by)
        made = Escalation(
            id=f"{held.id}:{Rung.OFFICERS}",
            direction=Direction.OUT,
            subject=held.id,
            counterpart=held.counterpart,
            rung=Rung.OFFICERS,
            at=now,
            people=others,
        )
        tx.escalations.put(made)
        journal.record(node, tx, "minimum.escalated", tearline=minimum, people=len(others))
    return made


def of_tearline(node: Node, actor: Actor, *, tearline: TearlineId) -> Minimum | None:
    """Return what one person said when sending this tearline alone, if somebody did."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.minimums.find(tearline)


def is_on_watch(node: Node, actor: Actor) -> bool:
    """Say whether this person is on watch now, or stands in."""
    actor.require(*Role)
    with node.store.read() as tx:
        return actor.account in ladder.on_duty(tx, node.clock.now())
