"""Answers: our people open a warning, acknowledge that a person has read it, and say what was done."""

from dataclasses import replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.exchange import InboxState, Incoming
from tocsin.domain.ids import MessageId
from tocsin.domain.roster import StoodIn
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal, ladder
from tocsin.usecases.steps.post import Posting, post
from tocsin.usecases.steps.standing import WARNINGS
from tocsin.wire.bodies.alert import Alert, read_alert
from tocsin.wire.bodies.reply import Reply, reply_bytes
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Verdict

_ORDER = tuple(InboxState)


def open_warning(node: Node, actor: Actor, *, message: MessageId) -> Alert:
    """Show a warning to a person; the first time, the sender is told that it was opened."""
    with node.store.begin() as tx:
        held = _alert(tx, actor, message)
        if held.state is InboxState.NEW:
            held = replace(held, opened_by=actor.account, opened_at=node.clock.now())
            _reply(node, tx, actor, held, Kind.OPENED, InboxState.OPENED, "")
        journal.record(node, tx, "warning.consulted", warning=message, by=actor.account)
        _tell_if_standing_in(node, tx, actor, message)
    return read_alert(held.body)


def acknowledge(node: Node, actor: Actor, *, message: MessageId, said: str = "") -> Incoming:
    """Tell the sender that a person has read the warning."""
    with node.store.begin() as tx:
        held = _alert(tx, actor, message)
        if _ORDER.index(held.state) >= _ORDER.index(InboxState.ACKNOWLEDGED):
            raise ConflictError(f"{message[:12]} has been acknowledged already")
        return _reply(node, tx, actor, held, Kind.ACKNOWLEDGEMENT, InboxState.ACKNOWLEDGED, said)


def respond(node: Node, actor: Actor, *, message: MessageId, said: str) -> Incoming:
    """Tell the sender what was done. May be said again when more was done."""
    if not said.strip():
        raise InvalidError("say what was done, or that nothing was")
    with node.store.begin() as tx:
        held = _alert(tx, actor, message)
        held = replace(held, answered=said)
        return _reply(node, tx, actor, held, Kind.RESPONSE, InboxState.RESPONDED, said)


def _tell_if_standing_in(node: Node, tx: Transaction, actor: Actor, message: MessageId) -> None:
    """Who was on duty learns that another opened it; once for each who did."""
    now = node.clock.now()
    people = ladder.on_duty(tx, now)
    name = f"{message}:{actor.account}"
    if actor.account not in people[1:] or tx.stood_in.find(name) is not None:
        return
    tx.stood_in.add(StoodIn(id=name, message=message, by=actor.account, instead_of=people[0], at=now))
    journal.record(node, tx, "warning.opened-as-stand-in", warning=message, by=actor.account, instead_of=people[0])


def _alert(tx: Transaction, actor: Actor, message: MessageId) -> Incoming:
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    held = tx.incoming.get(message)
    if held.kind not in WARNINGS or held.verdict != Verdict.STORED or not held.body:
        raise InvalidError(f"{message[:12]} is not a warning that can be read")
    return held


def _reply(
    node: Node, tx: Transaction, actor: Actor, held: Incoming, kind: Kind, state: InboxState, said: str
) -> Incoming:
    body = reply_bytes(
        kind,
        Reply(
            salt=node.entropy.random_bytes(32),
            about=held.id,
            notice=held.notice or "",
            person=actor.office,
            said=said,
        ),
    )
    posting = Posting(kind=kind, urgency=held.urgency, body=body)
    post(node, tx, tx.counterparts.get(held.counterpart), posting)
    changed = replace(held, state=max(held.state, state, key=_ORDER.index))
    tx.incoming.put(changed)
    journal.record(node, tx, f"warning.{state}", warning=held.id, by=actor.account)
    return changed
