"""Emergencies: two persons pass on what its originator has not yet consented to, and a third looks at it afterwards."""

from tocsin.domain.actor import Actor, Role
from tocsin.domain.emergency import Emergency
from tocsin.domain.errors import ConflictError, RefusedError
from tocsin.domain.ids import CounterpartId, NoticeId
from tocsin.ports.node import Node
from tocsin.usecases.steps import journal, requests, scene
from tocsin.vocabulary.urgency import Urgency


def propose(
    node: Node, actor: Actor, *, notice: NoticeId, to: CounterpartId, threat: str, why_no_time: str
) -> Emergency:
    """Propose to tell a counterpart at once what its originators have not consented to."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        view.notice.require_open()
        if view.notice.urgency is not Urgency.IMMEDIATE:
            raise RefusedError("only a notice that is immediate may go without its originator's consent")
        if not requests.missing(view, tx.counterparts.get(to), view.claims):
            raise ConflictError("no consent is missing that could still come: preview it, or see what is withheld")
        made = Emergency(
            id=node.entropy.identifier("em"),
            notice=notice,
            version=view.notice.version,
            counterpart=to,
            threat=threat.strip(),
            why_no_time=why_no_time.strip(),
            proposed_by=actor.account,
            proposed_at=node.clock.now(),
        )
        tx.emergencies.add(made)
        journal.record(node, tx, "emergency.proposed", emergency=made.id, notice=notice, by=actor.account)
    return made


def confirm(node: Node, actor: Actor, *, emergency: str) -> Emergency:
    """Agree, as a second person. What is then approved goes at once, and the originators are told by themselves."""
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        confirmed = tx.emergencies.get(emergency).confirmed(by=actor.account, at=node.clock.now())
        tx.notices.get(confirmed.notice).require_open()
        tx.emergencies.put(confirmed)
        journal.record(node, tx, "emergency.confirmed", emergency=emergency, by=actor.account)
    return confirmed


def review(node: Node, actor: Actor, *, emergency: str, said: str) -> Emergency:
    """Look at it afterwards, as a third person: it leaves the list."""
    actor.require(Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.begin() as tx:
        reviewed = tx.emergencies.get(emergency).reviewed(by=actor.account, at=node.clock.now(), said=said)
        tx.emergencies.put(reviewed)
        journal.record(node, tx, "emergency.reviewed", emergency=emergency, by=actor.account)
    return reviewed


def named(node: Node, actor: Actor, *, emergency: str) -> Emergency:
    """Return one emergency."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.emergencies.get(emergency)


def listing(node: Node, actor: Actor) -> tuple[Emergency, ...]:
    """Return every emergency, the oldest first."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.emergencies.where()
