"""Directly: whoever is no authority hears of one person, in one case; the authority hears of it afterwards."""

from dataclasses import dataclass

from tocsin.domain.actor import Actor, Role
from tocsin.domain.direct import Direct
from tocsin.domain.errors import ConflictError, NotFoundError
from tocsin.domain.ids import CounterpartId, EntityId, NoticeId
from tocsin.ports.node import Node
from tocsin.usecases.steps import journal, scene

READERS = (Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
TELLERS = (Role.RELEASING_OFFICER, Role.AUDITOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Necessity:
    """Why somebody is made known to whoever is no authority."""

    necessity: str  # why it is strictly necessary
    route: str  # why the authority would be told in vain, or too late
    authority: str


def decide(
    node: Node, actor: Actor, *, notice: NoticeId, person: EntityId, to: CounterpartId, plea: Necessity
) -> Direct:
    """Decide that a recipient which is no authority may hear of one person in one notice (LED art. 39(1)).

    Its purpose is told with the letter. A second person approves that letter as any other.
    """
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        view.notice.require_open()
        counterpart = tx.counterparts.get(to)
        if counterpart.agreement.is_authority:
            raise ConflictError(f"{counterpart.name} is an authority: the rules of release alone say what it may hold")
        if person not in view.entities or not view.entities[person].is_identifiable:
            raise NotFoundError(f"nobody in {notice} is called {person}: see what a preview withholds")
        if any((each.counterpart, each.person) == (to, person) for each in view.directs):
            raise ConflictError(f"it is decided already that {counterpart.name} may hear of {person}")
        made = Direct(
            id=node.entropy.identifier("d"),
            notice=notice,
            counterpart=to,
            person=person,
            necessity=plea.necessity.strip(),
            route=plea.route.strip(),
            authority=plea.authority.strip(),
            decided_by=actor.account,
            decided_at=node.clock.now(),
        )
        tx.directs.add(made)
        journal.record(node, tx, "direct.decided", direct=made.id, notice=notice, by=actor.account)
    return made


def authority_told(node: Node, actor: Actor, *, direct: str, said: str) -> Direct:
    """Record how the authority was told of it, or why that would be in vain (LED art. 39(1)(d))."""
    actor.require(*TELLERS)
    with node.store.begin() as tx:
        told = tx.directs.get(direct).authority_told(by=actor.account, at=node.clock.now(), said=said)
        tx.directs.put(told)
        journal.record(node, tx, "direct.authority-told", direct=direct, by=actor.account)
    return told


def listing(node: Node, actor: Actor) -> tuple[Direct, ...]:
    """Return everything that was decided, the oldest first."""
    actor.require(*READERS)
    with node.store.read() as tx:
        return tx.directs.where()
