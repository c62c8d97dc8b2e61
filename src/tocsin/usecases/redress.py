"""Redress: what a granted request still asks to be done: claims put right or erased, and those told who hold them.

A request is closed when nothing of it is left.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Claim, Review
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.errors import ConflictError
from tocsin.domain.ids import CounterpartId, NoticeId
from tocsin.domain.notice import Notice
from tocsin.domain.subject import Request, Right, Step
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import amending, holdings, journal, scene
from tocsin.wire.message import Kind

_ANSWERERS = (Role.RELEASING_OFFICER, Role.AUDITOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One thing that is left to do."""

    step: Step
    claim: Claim
    notice: Notice | None = None
    counterpart: Counterpart | None = None
    tearline: str | None = None


def left(node: Node, actor: Actor, *, request: str) -> tuple[Left, ...]:
    """Return what a granted request still asks to be done."""
    actor.require(*_ANSWERERS)
    with node.store.read() as tx:
        return tuple(_left(node, tx, tx.requests.get(request)))


def owed(found: Iterable[Left]) -> tuple[tuple[NoticeId, CounterpartId], ...]:
    """Return of which notice, and to whom, a correction has to be written."""
    pairs = {
        (each.notice.id, each.counterpart.id)
        for each in found
        if each.step is Step.TELL and each.notice is not None and each.counterpart is not None
    }
    return tuple(sorted(pairs))


def close(node: Node, actor: Actor, *, request: str) -> Request:
    """Close a request that is answered, and of which nothing is left to do."""
    actor.require(*_ANSWERERS)
    with node.store.begin() as tx:
        held = tx.requests.get(request)
        if held.answer is None or held.closed_at is not None:
            raise ConflictError(f"{request} is not answered yet, or is closed already")
        waits = tuple(_left(node, tx, held))
        if waits:
            claims = ", ".join(sorted({each.claim.id for each in waits}))
            raise ConflictError(f"not everything is done that was granted: {claims}; see tocsin request show")
        closed = replace(held, closed_at=node.clock.now(), closed_by=actor.account)
        tx.requests.put(closed)
        journal.record(node, tx, "request.closed", request=request, by=actor.account)
    return closed


def _left(node: Node, tx: Transaction, request: Request) -> Iterator[Left]:
    if not request.is_granted or request.right is Right.ACCESS:
        return
    for claim in filter(None, map(tx.claims.find, request.found)):
        if request.right is Right.ERASURE:
            yield Left(step=Step.ERASE, claim=claim)
        elif claim.review in {Review.DRAFT, Review.CONFIRMED}:
            yield Left(step=Step.CORRECT, claim=claim)
        else:
            yield from _owed(node, tx, claim)


def _owed(node: Node, tx: Transaction, claim: Claim) -> Iterator[Left]:
    """Whoever still holds what has been put right."""
    for notice in tx.notices.where():
        written = {
            each.counterpart: each.id
            for each in tx.tearlines.where(notice=notice.id)
            if each.kind == Kind.CORRECTION and each.approval is None
        }
        for who, holding in holdings.of_notice(tx, notice.id).items():
            if claim.id not in holding.claims:
                continue
            counterpart = tx.counterparts.get(who)
            found = amending.amends(tx, scene.load(node, tx, notice), counterpart, holding)
            step = Step.APPROVE if who in written else Step.TELL
            step = Step.TAKE_BACK if claim.id in found.gone else step
            yield Left(step=step, claim=claim, notice=notice, counterpart=counterpart, tearline=written.get(who))
