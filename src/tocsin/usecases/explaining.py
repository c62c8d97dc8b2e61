"""Explaining: of every claim of a notice, what each counterpart may hold, by which rule, and what would change it.

It asks the policy that the preview asks, so that what it says is what would be sent. Towards a counterpart for which
nobody has decided yet it says what would go if they were told for everything that concerns them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Claim
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.duty import Concern, assign
from tocsin.domain.entity import Entity
from tocsin.domain.ids import ClaimId, CounterpartId, EntityId, NoticeId
from tocsin.domain.notice import Notice
from tocsin.domain.rule import Rule
from tocsin.domain.tearline import Cut
from tocsin.ports.node import Node
from tocsin.usecases.steps import logbook, rendering, scene
from tocsin.usecases.steps.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """A person, place or thing without which a claim goes."""

    entity: EntityId
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One claim towards one counterpart: permitted or withheld, and the rule that decided."""

    claim: ClaimId
    counterpart: CounterpartId
    is_permitted: bool
    rule: Rule
    why: str
    change: str
    about: tuple[str, ...] = ()
    without: tuple[Without, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One counterpart, and for what it would be told."""

    counterpart: CounterpartId
    name: str
    concerns: tuple[str, ...]
    is_decided: bool  # somebody decided that they are told; otherwise it says what would go if they were


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Claims by counterparts. Whom nothing concerns gets nothing and has no column."""

    notice: Notice
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]


def explain(node: Node, actor: Actor, *, notice: NoticeId) -> Matrix:
    """Say of every claim and counterpart what may go, by which rule, and what would change it."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        held = tx.notices.get(notice)
        logbook.require_notice_open(node, tx, actor.account, held)
        view = scene.load(node, tx, held)
    columns: list[Column] = []
    cells: list[Cell] = []
    for counterpart in view.counterparts:
        decided = view.told_for(counterpart)
        theirs = decided or _concerning(view, counterpart)
        if theirs:
            columns.append(
                Column(
                    counterpart=counterpart.id,
                    name=counterpart.name,
                    concerns=tuple(each.key for each in theirs),
                    is_decided=bool(decided),
                )
            )
            cells += _cells(view, counterpart.id, rendering.portion_for(view, counterpart, theirs))
    return Matrix(
        notice=view.notice,
        claims=view.claims,
        entities=tuple(view.entities.values()),
        columns=tuple(columns),
        cells=tuple(cells),
    )


def _concerning(view: Scene, counterpart: Counterpart) -> tuple[Concern, ...]:
    return tuple(each for each in view.concerns if counterpart in assign(each, view.counterparts))


def _cells(view: Scene, counterpart: CounterpartId, portion: Cut) -> Iterator[Cell]:
    shared = {claim.id for claim in portion.shared}
    whole = {each.claim: each for each in portion.withheld if each.entity is None}
    for claim in view.claims:
        is_permitted = claim.id in shared
        rule = Rule.CONCERNS if is_permitted else whole[claim.id].because
        parts = [each for each in portion.withheld if is_permitted and each.claim == claim.id]
        yield Cell(
            claim=claim.id,
            counterpart=counterpart,
            is_permitted=is_permitted,
            rule=rule,
            why=rule.why,
            change=rule.change,
            about=() if is_permitted else whole[claim.id].about,
            without=tuple(Without(entity=each.entity, rule=each.because) for each in parts if each.entity is not None),
        )
