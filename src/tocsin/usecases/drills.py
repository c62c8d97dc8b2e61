"""Drills: an exercise of the whole way to a counterpart and back, kept apart from every real warning."""

from dataclasses import replace
from datetime import timedelta

from tocsin.domain.actor import Actor, Role
from tocsin.domain.delivery import DRILL, Delivery
from tocsin.domain.errors import ConflictError
from tocsin.domain.exchange import InboxState, Incoming
from tocsin.domain.ids import CounterpartId, MessageId
from tocsin.domain.letter import Handling
from tocsin.ports.node import Node
from tocsin.usecases.steps import journal
from tocsin.usecases.steps.post import Posting, post
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.alert import Alert, alert_bytes
from tocsin.wire.bodies.reply import Reply, reply_bytes
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Verdict

TEXT = "EXERCISE EXERCISE EXERCISE\n\nThis is a drill of the exchange. Nothing has happened. Answer it as a drill.\n"
ANSWER_WITHIN = timedelta(hours=1)


def send(node: Node, actor: Actor, *, to: CounterpartId) -> Delivery:
    """Send a counterpart an exercise, by the same way and in the same stream as the most urgent warning."""
    actor.require(Role.ADMINISTRATOR, Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        counterpart = tx.counterparts.get(to)
        posting = Posting(kind=Kind.ALERT, urgency=Urgency.IMMEDIATE, body=_exercise(node), drill=True)
        sent = post(node, tx, counterpart, posting)
        journal.record(node, tx, "drill.sent", about=sent.id, by=actor.account)
    return sent


def answer(node: Node, actor: Actor, *, message: MessageId) -> Incoming:
    """Answer an exercise: a person has seen it."""
    actor.require(Role.ADMINISTRATOR, Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.drills.get(message)
        if held.kind != Kind.ALERT or held.verdict != Verdict.STORED or held.state is not InboxState.NEW:
            raise ConflictError(f"{message[:12]} is not an exercise that waits for an answer")
        body = reply_bytes(
            Kind.ACKNOWLEDGEMENT,
            Reply(salt=node.entropy.random_bytes(32), about=held.id, notice=held.notice or "", person="drill", said=""),
        )
        posting = Posting(kind=Kind.ACKNOWLEDGEMENT, urgency=held.urgency, body=body, drill=True)
        post(node, tx, tx.counterparts.get(held.counterpart), posting)
        changed = replace(held, state=InboxState.ACKNOWLEDGED, opened_by=actor.account, opened_at=node.clock.now())
        tx.drills.put(changed)
        journal.record(node, tx, "drill.answered", about=held.id, by=actor.account)
    return changed


def sent(node: Node, actor: Actor) -> tuple[Delivery, ...]:
    """Return the exercises we sent and the answers we gave to others', the newest first."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.deliveries.where(purpose=DRILL)[::-1]


def received(node: Node, actor: Actor) -> tuple[Incoming, ...]:
    """Return the exercises that came, the newest first."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tuple(each for each in tx.drills.where()[::-1] if each.kind == Kind.ALERT)


def _exercise(node: Node) -> bytes:
    now = node.clock.now()
    return alert_bytes(
        Alert(
            salt=node.entropy.random_bytes(32),
            notice=node.entropy.random_bytes(16).hex(),
            version=1,
            reasons=(),
            handling=Handling(
                tlp=Tlp.GREEN,
                legal_basis="none: an exercise",
                purpose="exercise",
                onward="An exercise goes no further.",
                review_on=now.date(),
            ),
            asks=("Answer this as a drill.",),
            answer_by=now + ANSWER_WITHIN,
            contact=node.organisation.contact,
            claims=(),
            text=TEXT,
        )
    )
