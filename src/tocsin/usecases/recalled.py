"""Recalled: what counterparts have ended, put right or taken back, and what our people answer.

A node never erases anything because it was asked to: a person decides, claim by claim if need be, and the answer goes
to the sender in that person's act.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Claim, Review
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.exchange import InboxState, Incoming
from tocsin.domain.ids import MessageId
from tocsin.domain.letter import SharedClaim
from tocsin.domain.recall import CancelGround, Fate, Outcome, WithdrawalGround
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import binding, erasure, journal, speaking, standing, taint, unmaking
from tocsin.usecases.steps.post import Posting, post
from tocsin.usecases.steps.standing import ANSWERED, RECALLS, Dossier
from tocsin.usecases.steps.taint import Built
from tocsin.wire.bodies.recall import (
    RecallAnswer,
    Replacement,
    read_cancel,
    read_correction,
    read_withdrawal,
    recall_answer_bytes,
)
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Verdict

_LIVE = frozenset({Review.DRAFT, Review.CONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One thing a recall names: a claim, or the whole notice; with its words where they are here."""

    name: str | None
    told: SharedClaim | None
    by: SharedClaim | None = None  # what replaces it
    fate: Fate | None = None  # what we answered


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallView:
    """A recall that came in, and what it is about."""

    incoming: Incoming
    counterpart: Counterpart
    ground: CancelGround | WithdrawalGround | None
    answer_by: datetime | None
    named: tuple[Named, ...]
    warnings: tuple[Incoming, ...]  # what we had of that notice, erased or not
    is_here: bool  # words of what it names, if only those that a correction told
    built: Built  # what was made of it here, and passed on

    @property
    def is_open(self) -> bool:
        """Say whether an answer is still owed."""
        return self.incoming.kind in ANSWERED and self.incoming.state is not InboxState.RESPONDED


def listing(node: Node, actor: Actor) -> tuple[RecallView, ...]:
    """Return everything that was ended, put right or taken back, the oldest first."""
    actor.require(*Role)
    with node.store.read() as tx:
        found = [each for kind in sorted(RECALLS) for each in tx.incoming.where(kind=kind)]
        views = [_view(tx, each) for each in found if each.verdict == Verdict.STORED]
    return tuple(sorted(views, key=lambda view: view.incoming.received_at))


def about(node: Node, actor: Actor, *, message: MessageId) -> tuple[Incoming, ...]:
    """Return what ended, put right or took back a warning, or part of it."""
    actor.require(*Role)
    with node.store.read() as tx:
        held = tx.incoming.get(message)
        return standing.dossier(tx, held.counterpart, held.notice).recalls


def view(node: Node, actor: Actor, *, message: MessageId) -> RecallView:
    """Return one recall with the words it is about; who looked is on record."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = _recall(tx, message)
        binding.require_reader(tx, actor, held)
        journal.record(node, tx, "recall.consulted", recall=message, by=actor.account)
        return _view(tx, held)


def answer(
    node: Node, actor: Actor, *, message: MessageId, outcome: Outcome, basis: str = "", claim: str | None = None
) -> Incoming:
    """Say what became of everything a recall names, or of one claim of it; to erase is done in the same act."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = _recall(tx, message)
        asked = _asked(held)
        if claim is not None and claim not in asked:
            raise InvalidError("the recall names no such claim: see tocsin recall show")
        names = asked if claim is None else (claim,)
        fates = tuple(Fate(claim=each, outcome=outcome, basis=basis.strip()) for each in names)
        found = standing.dossier(tx, held.counterpart, held.notice)
        for name in names:
            _require_true(found, held, name, outcome)
        _do(node, tx, held, found, _lineage(found, names), outcome)
        return _tell(node, tx, actor, held, fates)


def _lineage(found: Dossier, names: Iterable[str | None]) -> frozenset[str] | None:
    """Return the names of claims with those they replaced; None for the whole notice."""
    named = [name for name in names if name is not None]
    return frozenset(each for name in named for each in found.lineage(name)) if named else None


def _is_untouched(claim: Claim, *, since: datetime) -> bool:
    """Say whether a claim still stands as it was made, and nobody has judged it since."""
    return claim.review in _LIVE and not any(each.at > since for each in claim.decisions)


def _do(
    node: Node, tx: Transaction, held: Incoming, found: Dossier, names: frozenset[str] | None, outcome: Outcome
) -> None:
    """Do what the answer says, or refuse it where something built here says otherwise."""
    built = taint.built_on(tx, found, names)
    left = [each.id for each in built.claims if _is_untouched(each, since=held.received_at)]
    if outcome is Outcome.APPLIED and left:
        raise ConflictError(f"made of what was put right: {', '.join(left)}; correct or reject them first")
    if outcome is not Outcome.ERASED:
        return
    if built.onward:
        told = ", ".join(sorted({f"{each.counterpart.name} ({each.notice.id})" for each in built.onward}))
        raise ConflictError(f"passed on to {told}: take it back from them first, or say on what basis it is kept")
    if built.under_way:
        told = ", ".join(sorted({each.name for each in built.under_way}))
        raise ConflictError(f"still on its way to {told}: it can be erased when their node has answered")
    words = None if names is None else taint.sentences(found, names)
    unmaking.unmake(node, tx, built, words)
    erasure.erase(node, tx, found, names)


def _recall(tx: Transaction, message: MessageId) -> Incoming:
    held = tx.incoming.get(message)
    if held.kind not in ANSWERED or held.verdict != Verdict.STORED:
        raise InvalidError(f"{message[:12]} is nothing that asks what became of it")
    return held


def _asked(held: Incoming) -> tuple[str | None, ...]:
    """Return what is to be answered for: claims by name, or the whole (None)."""
    if held.kind == Kind.WITHDRAWAL:
        return read_withdrawal(held.body).claims or (None,)
    return tuple(each.name for each in _replaced(held))


def _replaced(held: Incoming) -> tuple[Replacement, ...]:
    return read_correction(held.body).replaced if held.body else ()


def _require_true(found: Dossier, held: Incoming, name: str | None, outcome: Outcome) -> None:
    """Refuse an answer that what is stored here shows to be untrue."""
    fitting = {Outcome.KEPT, Outcome.NOT_FOUND}
    fitting |= {Outcome.ERASED} if held.kind == Kind.WITHDRAWAL else {Outcome.APPLIED}
    if outcome not in fitting:
        raise InvalidError(f"a {held.kind} is not answered by {outcome}")
    if outcome is Outcome.NOT_FOUND and found.holds(name):
        raise ConflictError("it is here: say what became of it, or on what basis it is kept")
    if outcome in {Outcome.KEPT, Outcome.APPLIED} and not found.holds(name):
        raise ConflictError("nothing of it is here any more: answer erased, or not found if it never was")
    if outcome is Outcome.ERASED and not (found.warnings or found.holds(name)):
        raise ConflictError("nothing of it ever came here: answer that it was not found")


def _tell(node: Node, tx: Transaction, actor: Actor, held: Incoming, fates: tuple[Fate, ...]) -> Incoming:
    written = {"named as the basis": " ".join(dict.fromkeys(each.basis for each in fates))}
    speaking.require_clean(node, tx, tx.counterparts.get(held.counterpart), written)
    body = recall_answer_bytes(
        RecallAnswer(
            salt=node.entropy.random_bytes(32),
            about=held.id,
            notice=held.notice or "",
            person=actor.office,
            fates=fates,
        )
    )
    post(
        node,
        tx,
        tx.counterparts.get(held.counterpart),
        Posting(kind=Kind.RECALL_ANSWER, urgency=held.urgency, body=body),
    )
    given = {each.claim: each for each in (*tx.incoming.get(held.id).fates, *fates)}
    is_done = set(given) >= set(_asked(held))
    state = InboxState.RESPONDED if is_done else InboxState.OPENED
    changed = replace(tx.incoming.get(held.id), fates=tuple(given.values()), state=state)
    tx.incoming.put(changed)
    journal.record(node, tx, "recall.answered", recall=held.id, by=actor.account)
    return changed


def _view(tx: Transaction, held: Incoming) -> RecallView:
    found = standing.dossier(tx, held.counterpart, held.notice)
    ground: CancelGround | WithdrawalGround | None = None
    if held.kind == Kind.WITHDRAWAL:
        ground = read_withdrawal(held.body).ground
    elif held.kind == Kind.CANCEL:
        ground = read_cancel(held.body).ground
    asked = _asked(held) if held.kind in ANSWERED else ()
    return RecallView(
        incoming=held,
        counterpart=tx.counterparts.get(held.counterpart),
        ground=ground,
        answer_by=standing.answer_by(held),
        named=_named(held, found),
        warnings=found.warnings,
        is_here=any(map(found.holds, asked)) if asked else bool(found.alerts),
        built=taint.built_on(tx, found, _lineage(found, asked)),
    )


def _named(held: Incoming, found: Dossier) -> tuple[Named, ...]:
    if held.kind == Kind.CANCEL:
        return ()
    told = found.claims
    by = {each.name: each.by for each in _replaced(held)} if held.kind == Kind.CORRECTION else {}
    fates = {each.claim: each for each in held.fates}
    return tuple(
        Named(name=name, told=told.get(name or ""), by=by.get(name or ""), fate=fates.get(name))
        for name in _asked(held)
    )
