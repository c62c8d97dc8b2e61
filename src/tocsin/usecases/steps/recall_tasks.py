"""What waits for a person because something was ended, put right or taken back."""

from collections.abc import Iterator
from functools import partial

from tocsin.domain.exchange import InboxState, Incoming
from tocsin.domain.notice import Notice
from tocsin.domain.task import Act, Task
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import amending, holdings, standing, taint
from tocsin.usecases.steps.scene import Scene
from tocsin.usecases.steps.standing import ANSWERED, answer_by
from tocsin.wire.bodies.recall import read_withdrawal
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Verdict


def asked_of_us(tx: Transaction) -> Iterator[Task]:
    """What a counterpart put right or took back, and still asks about."""
    for kind in sorted(ANSWERED):
        for held in _unanswered(tx, kind):
            if held.verdict == Verdict.STORED and held.body:
                name = tx.counterparts.get(held.counterpart).name
                yield Task(act=Act.ANSWER_RECALL, due=answer_by(held), subject=held.id, title=name, detail=held.kind)


def onward(tx: Transaction) -> Iterator[Task]:
    """Who holds through us what somebody has taken back from us and we have not yet answered for."""
    for held in _unanswered(tx, Kind.WITHDRAWAL):
        if held.verdict != Verdict.STORED:
            continue
        found = standing.dossier(tx, held.counterpart, held.notice)
        claims = read_withdrawal(held.body).claims
        names = frozenset(each for name in claims for each in found.lineage(name)) if claims else None
        for each in taint.built_on(tx, found, names).onward:
            yield Task(
                act=Act.TAKE_BACK,
                due=answer_by(held),
                subject=each.notice.id,
                title=each.notice.title,
                counterpart=each.counterpart.name,
            )


def owed(tx: Transaction, view: Scene) -> Iterator[Task]:
    """Who was told what has been corrected, rejected or narrowed since."""
    waiting = {
        each.counterpart: each.id
        for each in tx.tearlines.where(notice=view.notice.id)
        if each.kind == Kind.CORRECTION and each.approval is None
    }
    for who, holding in holdings.of_notice(tx, view.notice.id).items():
        counterpart = tx.counterparts.get(who)
        found = amending.amends(tx, view, counterpart, holding)
        row = partial(Task, due=view.notice.opened_at, title=view.notice.title, counterpart=counterpart.name)
        if found.gone:
            yield row(act=Act.TAKE_BACK, subject=view.notice.id)
        if found.replaced and who in waiting:
            yield row(act=Act.APPROVE, subject=waiting[who])
        elif found.replaced:
            yield row(act=Act.CORRECT, subject=view.notice.id)


def still_to_be_told(tx: Transaction, notice: Notice) -> Iterator[Task]:
    """Who could not be reached when a notice was ended or taken back."""
    for each in holdings.of_notice(tx, notice.id).values():
        if each.claims and notice.ended is not None and not (notice.ended.kind == Kind.CANCEL and each.is_over):
            name = tx.counterparts.get(each.counterpart).name
            yield Task(act=Act.TAKE_BACK, due=notice.ended.at, subject=notice.id, title=notice.title, counterpart=name)


def _unanswered(tx: Transaction, kind: Kind) -> Iterator[Incoming]:
    for state in (each for each in InboxState if each is not InboxState.RESPONDED):
        yield from tx.incoming.where(kind=kind, state=state)
