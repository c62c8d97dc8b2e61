"""Persons: everything that is held about somebody, found by a name in whatever letters. A person looks at it."""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.domain.claim import Attribute, AttributeKind, Claim
from tocsin.domain.entity import Entity, Form
from tocsin.domain.ids import ClaimId, EntityId, ReportId
from tocsin.domain.wording.plain import sentence
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction

WORTH_A_LOOK = 0.7  # docs/reference/name-matching.md


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Somebody who may be meant, with every claim about them."""

    entity: Entity
    likeness: float  # 1 where a person judged them to be one with somebody who bears the name
    claims: tuple[Claim, ...]


def held_of(node: Node, tx: Transaction, name: str) -> tuple[Held, ...]:
    """Return whoever may be meant by a name, the likest first; with those whom a person judged to be the same."""
    likeness: dict[EntityId, float] = {}
    for entity in tx.entities.where():
        if entity.is_identifiable:
            score = max(node.matcher.likeness(name, each) for each in names_of(tx, entity))
            if score >= WORTH_A_LOOK:
                likeness[entity.id] = score
    for identity in tx.identities.where():
        if identity.are_same and identity.undone_by is None and any(each in likeness for each in identity.entities):
            likeness |= {each: 1.0 for each in identity.entities if each not in likeness}
    found = [_held(tx, tx.entities.get(each), score) for each, score in likeness.items()]
    return tuple(sorted(found, key=lambda each: -each.likeness))


def claims_about(tx: Transaction, entities: Iterable[Entity]) -> tuple[Claim, ...]:
    """Return every claim in which one of them stands."""
    found: dict[str, Claim] = {}
    for entity in entities:
        found |= {claim.id: claim for claim in tx.claims.where(report=entity.report) if entity.id in claim.entities}
    return tuple(found.values())


def names_of(tx: Transaction, entity: Entity) -> set[str]:
    """Return the names by which somebody is mentioned, or is said to be known."""
    aliases = {
        claim.content.value
        for claim in claims_about(tx, [entity])
        if isinstance(claim.content, Attribute) and claim.content.kind is AttributeKind.ALIAS
    }
    return {entity.name, *aliases, *(each.span.text for each in entity.mentions if each.form is Form.NAME)}


def sentences_of(tx: Transaction, claims: Iterable[Claim]) -> dict[ClaimId, str]:
    """Return how claims read in plain English, for whoever has to decide about them."""
    entities: dict[ReportId | None, dict[EntityId, Entity]] = {}
    found = {}
    for claim in claims:
        if claim.report not in entities:
            entities[claim.report] = {each.id: each for each in tx.entities.where(report=claim.report)}
        found[claim.id] = sentence(claim, entities[claim.report])
    return found


def _held(tx: Transaction, entity: Entity, likeness: float) -> Held:
    return Held(entity=entity, likeness=likeness, claims=claims_about(tx, [entity]))
