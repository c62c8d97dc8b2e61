"""Erasing: a person has something destroyed here, and taken back from everybody who was told of it.

What was sent stays provable, and the proofs hold no word of it. Counterparts decide for themselves what they erase, and
answer for it (`recall`). Backups forget when they expire.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import ClaimId, EntityId, ReportId
from tocsin.domain.recall import WithdrawalGround
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import forgetting, holdings, recalling
from tocsin.usecases.steps.forgetting import Doomed
from tocsin.usecases.steps.recalling import Order
from tocsin.usecases.steps.taint import Built as Built  # noqa: PLC0414  # whoever erases, shows it
from tocsin.wire.message import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What is to be erased: claims, reports, or people by their entities."""

    claims: tuple[ClaimId, ...] = ()
    reports: tuple[ReportId, ...] = ()
    people: tuple[EntityId, ...] = ()

    @property
    def case(self) -> str:
        """What it is called in the journal."""
        return next(iter((*self.reports, *self.people, *self.claims)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went, whom it was taken back from, and who could not be reached, each with the reason."""

    built: tuple[Built, ...]
    taken_back: int
    not_reached: tuple[tuple[str, str], ...]


def preview(node: Node, actor: Actor, *, what: What) -> tuple[Built, ...]:
    """Return what would go, and to whom it was sent."""
    actor.require(Role.RELEASING_OFFICER)
    with node.store.read() as tx:
        return tuple(each(tx).built for each in _doomed(tx, what))


def erase(node: Node, actor: Actor, *, what: What, ground: WithdrawalGround, why: str) -> Erased:
    """Take it back from everybody who was told, then destroy it here. What is still on its way cannot be erased yet."""
    actor.require(Role.RELEASING_OFFICER)
    if not why.strip():
        raise InvalidError("say why: the reason is kept in the journal")
    gone, sent, missed = [], 0, []
    with node.store.begin() as tx:
        for find in _doomed(tx, what):
            doomed = find(tx)
            _require_arrived(doomed)
            outgone = _take_back(node, tx, actor, doomed, ground, why)
            sent += sum(len(each.recalls) for each in outgone)
            missed += [(tx.counterparts.get(who).name, said) for each in outgone for who, said in each.not_reached]
            forgetting.forget(node, tx, doomed, by=actor.account, why=why, case=what.case)
            gone.append(doomed.built)
    node.store.forget()
    return Erased(built=tuple(gone), taken_back=sent, not_reached=tuple(missed))


def _doomed(tx: Transaction, what: What) -> list[Callable[[Transaction], Doomed]]:
    """Return what finds each part of it: one part may have changed another by the time it is looked at."""
    found: list[Callable[[Transaction], Doomed]] = []
    for report in what.reports:
        tx.reports.get(report)
        found.append(partial(forgetting.of_report, report=report))
    if what.people:
        found.append(partial(forgetting.of_people, people=[tx.entities.get(each) for each in what.people]))
    if what.claims:
        found.append(partial(forgetting.of_claims, claims=[tx.claims.get(each) for each in what.claims]))
    if not found:
        raise InvalidError("name what is to be erased: a claim, a report or a person")
    return found


def _require_arrived(doomed: Doomed) -> None:
    if doomed.built.under_way:
        told = ", ".join(sorted({each.name for each in doomed.built.under_way}))
        raise ConflictError(f"still on its way to {told}: it can be erased when their node has answered")


def _take_back(
    node: Node, tx: Transaction, actor: Actor, doomed: Doomed, ground: WithdrawalGround, why: str
) -> Iterable[recalling.Outgone]:
    told: dict[str, set[ClaimId]] = {}
    for onward in doomed.built.onward:
        told.setdefault(onward.notice.id, set()).update(onward.claims)
    outgone = []
    for notice in doomed.built.notices:
        claims = tuple(sorted(told.get(notice.id, set())))
        order = Order(kind=Kind.WITHDRAWAL, ground=ground, why=why, claims=claims)
        held = [each for each in holdings.of_notice(tx, notice.id).values() if set(claims) & set(each.claims)]
        if claims:
            outgone.append(recalling.tell(node, tx, actor, notice, order, held))
    return outgone
