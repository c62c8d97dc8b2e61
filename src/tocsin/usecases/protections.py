"""Protections: two persons let one state hear of one protected person."""

from dataclasses import dataclass
from datetime import date

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Attribute, AttributeKind
from tocsin.domain.errors import NotFoundError
from tocsin.domain.ids import EntityId, NoticeId
from tocsin.domain.protection import Ground, Lift
from tocsin.ports.node import Node
from tocsin.usecases.steps import journal, scene
from tocsin.usecases.steps.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Plea:
    """Why a state may hear of somebody, and until when."""

    ground: Ground
    reason: str
    expires_on: date


def propose(
    node: Node,
    actor: Actor,
    *,
    notice: NoticeId,
    person: EntityId,
    country: str,
    plea: Plea,
) -> Lift:
    """Propose that a state may hear of somebody who is protected from it; a second person has to confirm."""
    actor.require(Role.RELEASING_OFFICER)
    now = node.clock.now()
    with node.store.begin() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        protections = _protections(view, person)
        if not protections:
            raise NotFoundError(f"nobody protected is called {person} in {notice}: see what a preview withholds")
        lift = Lift(
            id=node.entropy.identifier("l"),
            notice=notice,
            person=person,
            country=country,
            ground=plea.ground,
            reason=plea.reason.strip(),
            expires_on=plea.expires_on,
            proposed_by=actor.account,
            proposed_at=now,
        )
        lift.require_sense(protections, now.date())
        tx.lifts.add(lift)
        journal.record(node, tx, "protection.lift-proposed", lift=lift.id, notice=notice, by=actor.account)
    return lift


def confirm(node: Node, actor: Actor, *, lift: str) -> Lift:
    """Agree, as a second person. The human-rights gate stands before that state all the same."""
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        confirmed = tx.lifts.get(lift).confirmed(by=actor.account, at=node.clock.now())
        tx.lifts.put(confirmed)
        journal.record(node, tx, "protection.lifted", lift=lift, by=actor.account)
    return confirmed


def listing(node: Node, actor: Actor) -> tuple[Lift, ...]:
    """Return every protection that was lifted, or is proposed to be, the oldest first."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        return tx.lifts.where()


def _protections(view: Scene, person: EntityId) -> tuple[str, ...]:
    said = (each.content for each in view.known)
    return tuple(
        each.value
        for each in said
        if isinstance(each, Attribute) and each.entity == person and each.kind is AttributeKind.PROTECTED
    )
