"""Answers: our people open a warning, acknowledge it, say what was done and what came of it, or whom to try instead."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.delivery import Delivery, Result
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.exchange import InboxState, Incoming
from tocsin.domain.ids import MessageId
from tocsin.domain.letter import Handling
from tocsin.domain.roster import StoodIn
from tocsin.domain.terms import Bar, Use
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import binding, disclosing, journal, ladder, logbook, speaking
from tocsin.usecases.steps.post import Posting, post
from tocsin.usecases.steps.standing import is_readable
from tocsin.wire.bodies.alert import Alert, read_alert
from tocsin.wire.bodies.reply import Reply, reply_bytes
from tocsin.wire.fields import is_text
from tocsin.wire.limits import MAX_NAME
from tocsin.wire.message import Kind

_ORDER = tuple(InboxState)
_STEPS = {  # how far each word brings the warning, and what the ledger calls it
    Kind.OPENED: (InboxState.OPENED, "opened"),
    Kind.ACKNOWLEDGEMENT: (InboxState.ACKNOWLEDGED, "acknowledged"),
    Kind.RESPONSE: (InboxState.RESPONDED, "responded"),
    Kind.OUTCOME: (InboxState.RESPONDED, "outcome-told"),
    Kind.REDIRECT: (InboxState.RESPONDED, "redirected"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """One word to the sender."""

    kind: Kind
    said: str = ""
    result: Result | None = None
    try_instead: str | None = None


def open_warning(node: Node, actor: Actor, *, message: MessageId) -> Alert:
    """Show a warning to a person; the first time, the sender is told that it was opened."""
    with node.store.begin() as tx:
        held = _alert(tx, actor, message)
        if held.state is InboxState.NEW:
            held = replace(held, opened_by=actor.account, opened_at=node.clock.now())
            _reply(node, tx, actor, held, _Word(kind=Kind.OPENED))
        journal.record(node, tx, "warning.consulted", warning=message, by=actor.account)
        logbook.enter_mail(node, tx, actor.account, message)
        _tell_if_standing_in(node, tx, actor, message)
    return read_alert(held.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms a warning is held here: the newest version of it counts."""

    handling: Handling
    bars: Mapping[Use, Bar | None]  # why something may not be done on it


def reserved_for(node: Node, actor: Actor, *, message: MessageId) -> tuple[str, ...]:
    """Return whom TLP:RED names, to somebody whom it does not; nobody where they may read it."""
    actor.require(*Role)
    with node.store.read() as tx:
        return binding.missed(tx, actor, tx.incoming.get(message))


def terms(node: Node, actor: Actor, *, message: MessageId) -> Terms:
    """Return how a warning may be handled, and what may not be done on it."""
    with node.store.read() as tx:
        found = binding.handling(tx, _alert(tx, actor, message))
    return Terms(handling=found, bars={use: found.terms.bars(use) for use in Use})


def acknowledge(node: Node, actor: Actor, *, message: MessageId, said: str = "") -> Incoming:
    """Tell the sender that a person has read the warning."""
    with node.store.begin() as tx:
        held = _alert(tx, actor, message)
        if _ORDER.index(held.state) >= _ORDER.index(InboxState.ACKNOWLEDGED):
            raise ConflictError(f"{message[:12]} has been acknowledged already")
        return _reply(node, tx, actor, held, _Word(kind=Kind.ACKNOWLEDGEMENT, said=said))


def respond(node: Node, actor: Actor, *, message: MessageId, said: str, uses: Collection[Use] = ()) -> Incoming:
    """Tell the sender what was done. May be said again when more was done.

    Of what kind it was, `uses`, stays here: what the marking forbids is refused.
    """
    if not said.strip():
        raise InvalidError("say what was done, or that nothing was")
    with node.store.begin() as tx:
        held = _alert(tx, actor, message)
        for use in uses:
            binding.require_use(tx, held, use)
        held = replace(held, answered=said, uses=tuple(sorted({*held.uses, *uses})))
        return _reply(node, tx, actor, held, _Word(kind=Kind.RESPONSE, said=said))


def outcome(node: Node, actor: Actor, *, message: MessageId, result: Result, said: str = "") -> Incoming:
    """Tell the sender what came of the warning. May be said again; the newest counts."""
    with node.store.begin() as tx:
        held = replace(_alert(tx, actor, message), outcome=result.value)
        return _reply(node, tx, actor, held, _Word(kind=Kind.OUTCOME, said=said, result=result))


def redirect(node: Node, actor: Actor, *, message: MessageId, to: str, said: str = "") -> Incoming:
    """Tell the sender that it is not for us and whom to try; who else was told, neither of us learns by it."""
    if not is_text(to, limit=MAX_NAME) or not to.strip():
        raise InvalidError("name one organisation to try, on one line")
    with node.store.begin() as tx:
        held = replace(_alert(tx, actor, message), redirected=to)
        return _reply(node, tx, actor, held, _Word(kind=Kind.REDIRECT, said=said, try_instead=to))


def settle_redirects(node: Node, actor: Actor, *, delivery: str, why: str) -> Delivery:
    """Record what we do about whom a counterpart named instead: telling somebody is decided on the duty board."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    if not why.strip():
        raise InvalidError("say whether they are told, or why not")
    with node.store.begin() as tx:
        held = tx.deliveries.get(delivery)
        settled = tuple(replace(each, settled=each.settled or why) for each in held.answer.redirects)
        if settled == held.answer.redirects:
            raise ConflictError("nobody is named there who has not been decided about")
        changed = replace(held, answer=replace(held.answer, redirects=settled))
        tx.deliveries.put(changed)
        journal.record(node, tx, "redirect.settled", delivery=delivery, by=actor.account)
    return changed


def _told_us(held: Incoming) -> str:
    """What they have told us is no secret from them."""
    return read_alert(held.body).text if held.body else ""


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
    if not is_readable(held):
        raise InvalidError(f"{message[:12]} is not a warning that can be read")
    binding.require_reader(tx, actor, held)
    return held


def _reply(node: Node, tx: Transaction, actor: Actor, held: Incoming, word: _Word) -> Incoming:
    written = {"said": word.said, "named instead": word.try_instead or ""}
    speaking.require_clean(node, tx, tx.counterparts.get(held.counterpart), written, whom=_told_us(held))
    reply = Reply(
        salt=node.entropy.random_bytes(32),
        about=held.id,
        notice=held.notice or "",
        person=actor.office,
        said=word.said,
        result=word.result,
        try_instead=word.try_instead,
    )
    state, action = _STEPS[word.kind]
    posting = Posting(kind=word.kind, urgency=held.urgency, body=reply_bytes(word.kind, reply))
    to = tx.counterparts.get(held.counterpart)
    sent = post(node, tx, to, posting)
    if word.said or word.try_instead:
        disclosing.enter(node, tx, to, by=actor.account, what=sent.id, case=held.id)
    changed = replace(held, state=max(held.state, state, key=_ORDER.index))
    tx.incoming.put(changed)
    journal.record(node, tx, f"warning.{action}", warning=held.id, by=actor.account)
    return changed
