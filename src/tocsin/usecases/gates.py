"""Gates: what is weighed before a state hears of somebody whom it could do harm to, and a second person's yes to it.

Source: UK "The Principles" (July 2019): who handles it last before that state does, weighs it.
"""

from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import NotFoundError
from tocsin.domain.gate import Form, Gate
from tocsin.domain.ids import NoticeId
from tocsin.ports.node import Node
from tocsin.usecases.steps import journal, scene


def weigh(node: Node, actor: Actor, *, notice: NoticeId, country: str, form: Form) -> Gate:
    """Record what was weighed towards a state. To keep people out holds at once; to let it hear of them waits."""
    actor.require(Role.RELEASING_OFFICER)
    now = node.clock.now()
    form.require_sense(now.date())
    with node.store.begin() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        case = view.cases.get(country)
        if case is None:
            raise NotFoundError(f"nothing in {notice} stands at a gate towards {country}")
        gate = Gate(
            id=node.entropy.identifier("g"),
            notice=notice,
            version=view.notice.version,
            country=country,
            people=tuple(sorted(case.people)),
            triggers=tuple(sorted(case.triggers)),
            basis=tuple(sorted(case.basis)),
            form=form,
            by=actor.account,
            at=now,
        )
        tx.gates.add(gate)
        journal.record(node, tx, "gate.weighed", gate=gate.id, notice=notice, country=country, by=actor.account)
    return gate


def approve(node: Node, actor: Actor, *, gate: str) -> Gate:
    """Let a state hear of the people that somebody else has weighed; never an administrator."""
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.gates.get(gate)
        author = tx.notices.get(held.notice).author
        approved = held.approved(by=actor.account, at=node.clock.now(), author=author)
        tx.gates.put(approved)
        journal.record(node, tx, "gate.approved", gate=gate, by=actor.account)
    return approved


def listing(node: Node, actor: Actor, *, notice: NoticeId) -> tuple[Gate, ...]:
    """Return everything that was weighed for a notice, in force or not, the oldest first."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        return tx.gates.where(notice=notice)
