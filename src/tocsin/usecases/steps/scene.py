"""The scene of a notice: its claims, their entities, the concerns that follow, and what was decided.

A claim that was corrected after the notice was opened is replaced by its correction; one that was rejected raises no
concern any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tocsin.domain.claim import Attribute, Claim, Review
from tocsin.domain.consent import Consent, Origin
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.direct import Direct
from tocsin.domain.duty import Concern, assign, concerns
from tocsin.domain.emergency import Emergency
from tocsin.domain.entity import Entity
from tocsin.domain.errors import NotFoundError
from tocsin.domain.gate import Case, Gate, asks_for_detention, cases
from tocsin.domain.ids import ClaimId, CounterpartId, EntityId
from tocsin.domain.notice import Determination, Notice
from tocsin.domain.protection import Lift
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import origins
from tocsin.vocabulary.gate import Trigger
from tocsin.vocabulary.source import SourceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything the duty board and the tearline are worked out from: both read this and nothing else."""

    notice: Notice
    claims: tuple[Claim, ...]
    entities: Mapping[EntityId, Entity]
    concerns: tuple[Concern, ...]
    counterparts: tuple[Counterpart, ...]
    determinations: Mapping[tuple[str, CounterpartId | None], Determination]
    cases: Mapping[str, Case]  # by country: why the human-rights gate stands there
    gates: Mapping[str, Gate]  # by country: what was weighed, and holds
    gates_waiting: Mapping[str, Gate]  # by country: what was weighed, and a second person has still to approve
    home: frozenset[str]
    today: date
    origins: Mapping[ClaimId, Origin]  # of the claims that a counterpart told us
    consents: tuple[Consent, ...]
    emergencies: tuple[Emergency, ...]
    lifts: tuple[Lift, ...]  # of protections, as they hold today
    directs: tuple[Direct, ...]  # of whom somebody that is no authority may hear
    sources: Mapping[ClaimId, SourceType]  # of what type the source of each is
    known: tuple[Claim, ...]  # everything held about the same people, in the same reports and in others

    def concern(self, key: str) -> Concern:
        """Return the concern with this key."""
        for concern in self.concerns:
            if concern.key == key:
                return concern
        known = ", ".join(concern.key for concern in self.concerns)
        raise NotFoundError(f"this notice has no concern {key}; it has {known or 'none'}")

    def decided(self, concern: Concern, counterpart: CounterpartId | None) -> Determination | None:
        """Return the newest determination on a concern towards a counterpart, unless it has to be made anew."""
        found = self.determinations.get((concern.key, counterpart))
        if found is None:
            return None
        stands = found.stands(version=self.notice.version, today=self.today, basis=concern.claims)
        return found if stands else None

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
        """Say whether a person must first weigh what this state may do to somebody it would hear of."""
        case = self.cases.get(concern.country or "")
        if case is None or case.country in self.gates:
            return False
        return bool(concern.own_nationals) or case.triggers != {Trigger.OWN_STATE}

    def guarded(self, countries: Iterable[str]) -> frozenset[EntityId]:
        """Return whom the gate keeps from these states: everybody at it whom nobody has let through."""
        there = [self.cases[country] for country in countries if country in self.cases]
        return frozenset(who for case in there if not self._lets_through(case.country) for who in case.people)

    def cleared(self, countries: Iterable[str]) -> frozenset[tuple[str, EntityId]]:
        """Return whom which of these states may hear of."""
        through = [self.gates[country] for country in countries if self._lets_through(country)]
        return frozenset((gate.country, person) for gate in through for person in gate.people)

    def asks_of(self, counterpart: Counterpart) -> tuple[str, ...]:
        """Return what is asked of a counterpart: to hold or question somebody, only where the gate was passed."""
        states = {each.country for each in self.told_for(counterpart) if each.country is not None}
        if states and all(map(self._lets_through, states)):
            return self.notice.asks
        return tuple(ask for ask in self.notice.asks if not asks_for_detention(ask))

    def _lets_through(self, country: str) -> bool:
        return country in self.gates and self.gates[country].may_be_named


def load(node: Node, tx: Transaction, notice: Notice) -> Scene:
    """Work out the scene of a notice as things stand."""
    claims = claims_of(tx, notice)
    reports = dict.fromkeys(claim.report for claim in claims if claim.report is not None)
    held = [claim for report in reports for claim in tx.claims.where(report=report)]
    entities = {entity.id: entity for report in reports for entity in tx.entities.where(report=report)}
    confirmed = [claim for claim in claims if claim.review is Review.CONFIRMED]
    found = concerns(confirmed, entities.values())
    at_gate = cases(found, claims, entities, notice.asks)
    today = node.clock.now().date()
    weighed = [
        each
        for each in tx.gates.where(notice=notice.id)
        if each.country in at_gate and each.answers(at_gate[each.country], today)
    ]
    return Scene(
        notice=notice,
        claims=claims,
        entities=entities,
        concerns=found,
        counterparts=tx.counterparts.where(),
        determinations={each.question: each for each in tx.determinations.where(notice=notice.id)},
        cases=at_gate,
        gates={each.country: each for each in weighed if not each.waits},
        gates_waiting={each.country: each for each in weighed if each.waits},
        home=node.organisation.countries,
        today=today,
        origins=(told := origins.origins(tx, claims)),
        consents=tuple(
            each for who in {each.counterpart for each in told.values()} for each in tx.consents.where(counterpart=who)
        ),
        emergencies=tx.emergencies.where(notice=notice.id),
        lifts=tuple(each for each in tx.lifts.where(notice=notice.id) if each.holds(today)),
        directs=tx.directs.where(notice=notice.id),
        sources=origins.source_types(tx, claims),
        known=(*held, *_said_elsewhere(tx, entities)),
    )


def claims_of(tx: Transaction, notice: Notice) -> tuple[Claim, ...]:
    """Return the claims of a notice as they are in force; one that was erased is left out."""
    gathered = [claim for each in notice.claims if (claim := tx.claims.find(each)) is not None]
    reports = dict.fromkeys(claim.report for claim in gathered if claim.report is not None)
    held = [claim for report in reports for claim in tx.claims.where(report=report)]
    return tuple(_in_force(gathered, {claim.supersedes: claim for claim in held if claim.supersedes is not None}))


def _in_force(claims: Iterable[Claim], corrections: Mapping[ClaimId, Claim]) -> Iterable[Claim]:
    for claim in claims:
        while claim.id in corrections:
            claim = corrections[claim.id]  # noqa: PLW2901
        yield claim


def _said_elsewhere(tx: Transaction, entities: Mapping[EntityId, Entity]) -> Iterable[Claim]:
    """What other reports say of people whom somebody judged to be the same, as if it were said of these."""
    for identity in tx.identities.where():
        if not identity.are_same or identity.undone_by is not None:
            continue
        ours = [each for each in identity.entities if each in entities]
        for other in identity.entities:
            if not ours or other in entities:
                continue
            for claim in tx.claims.where(report=tx.entities.get(other).report):
                if isinstance(claim.content, Attribute) and claim.content.entity == other:
                    yield from (replace(claim, content=replace(claim.content, entity=each)) for each in ours)
