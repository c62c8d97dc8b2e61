"""The scene of a notice: its claims, their entities, the concerns that follow, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.domain.claim import Claim
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.duty import Concern, assign, concerns
from tocsin.domain.entity import Entity
from tocsin.domain.errors import NotFoundError
from tocsin.domain.ids import CounterpartId, EntityId
from tocsin.domain.notice import Determination, Gate, Notice
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything the duty board and the tearline are worked out from: both read this and nothing else."""

    notice: Notice
    claims: tuple[Claim, ...]
    entities: Mapping[EntityId, Entity]
    concerns: tuple[Concern, ...]
    counterparts: tuple[Counterpart, ...]
    determinations: Mapping[tuple[int, str, CounterpartId | None], Determination]
    gates: Mapping[str, Gate]  # by country
    home: frozenset[str]

    def concern(self, key: str) -> Concern:
        """Return the concern with this key."""
        for concern in self.concerns:
            if concern.key == key:
                return concern
        known = ", ".join(concern.key for concern in self.concerns)
        raise NotFoundError(f"this notice has no concern {key}; it has {known or 'none'}")

    def decided(self, concern: Concern, counterpart: CounterpartId | None) -> Determination | None:
        """Return the newest determination on a concern towards a counterpart."""
        return self.determinations.get((self.notice.version, concern.key, counterpart))

    def told_for(self, counterpart: Counterpart) -> tuple[Concern, ...]:
        """Return the concerns for which somebody decided that this counterpart is to be told."""
        return tuple(
            concern
            for concern in self.concerns
            if counterpart in assign(concern, self.counterparts)
            and (decided := self.decided(concern, counterpart.id)) is not None
            and decided.outcome.tells
        )

    def waits_at_gate(self, concern: Concern) -> bool:
        """Say whether a person must first weigh what this state may do to its own national."""
        if concern.country is None or not concern.own_nationals:
            return False
        gate = self.gates.get(concern.country)
        return gate is None or not set(concern.own_nationals) <= set(gate.people)


def load(node: Node, tx: Transaction, notice: Notice) -> Scene:
    """Work out the scene of a notice as things stand."""
    claims = tuple(tx.claims.get(claim) for claim in notice.claims)
    reports = dict.fromkeys(claim.report for claim in claims if claim.report is not None)
    entities = {entity.id: entity for report in reports for entity in tx.entities.where(report=report)}
    return Scene(
        notice=notice,
        claims=claims,
        entities=entities,
        concerns=concerns(claims, entities.values()),
        counterparts=tx.counterparts.where(),
        determinations={each.question: each for each in tx.determinations.where(notice=notice.id)},
        gates={each.country: each for each in tx.gates.where(notice=notice.id) if each.version == notice.version},
        home=node.organisation.countries,
    )
