"""Law as a precondition: what is proposed for a claim about a person, and what keeps a claim from leaving."""

from collections.abc import Iterable, Mapping
from datetime import date

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, Role
from tocsin.domain.entity import Entity
from tocsin.domain.ids import AccountId, EntityId
from tocsin.domain.personal import Law, Personal, Stated, Subject
from tocsin.vocabulary.law import Special, SubjectCategory

# What a part in an event makes of somebody. Who attends, travels or is heard is a contact until a person says more.
_CATEGORY = {
    Role.PERPETRATOR: SubjectCategory.SUSPECT,
    Role.DETAINEE: SubjectCategory.SUSPECT,
    Role.VICTIM: SubjectCategory.VICTIM,
    Role.TARGET: SubjectCategory.VICTIM,
}


def people(claim: Claim, entities: Mapping[EntityId, Entity]) -> tuple[EntityId, ...]:
    """Return whom a claim is about: everybody in it who can be told from it."""
    return tuple(each for each in claim.entities if each in entities and entities[each].is_identifiable)


def lacks(claim: Claim, entities: Mapping[EntityId, Entity], today: date) -> str | None:
    """Return what the law asks for and nobody has stated of a claim; None where nothing is missing."""
    about = people(claim, entities)
    if not about:
        return None
    if claim.personal is None:
        return "category, purpose, legal basis and review date"
    return claim.personal.lacks(about, today)


class Proposer:
    """Proposes by the parts that people have in everything a report says of them."""

    def __init__(self, claims: Iterable[Claim], entities: Mapping[EntityId, Entity], law: Law, today: date) -> None:
        self._entities = entities
        self._law = law
        self._today = today
        self._parts: dict[EntityId, list[SubjectCategory]] = {}
        for claim in claims:
            for entity, category in _parts(claim):
                self._parts.setdefault(entity, []).append(category)

    def personal(self, claim: Claim, stated: Stated, by: AccountId) -> Personal | None:
        """Return what is proposed, and in its place what was stated or already stood there; None where it is nobody's.

        What a person once stated of a claim is not proposed away.
        """
        about = people(claim, self._entities)
        if not about:
            return None
        held, law = claim.personal, self._law
        special = stated.special if stated.special is not None else (held.special if held else _special(claim))
        return Personal(
            subjects=tuple(Subject(entity=each, category=self._category(claim, each, stated)) for each in about),
            purpose=stated.purpose or (held.purpose if held else law.purpose),
            legal_basis=stated.legal_basis or (held.legal_basis if held else law.legal_basis),
            review_on=stated.review_on or (held.review_on if held else self._today + law.review_after),
            special=special,
            necessity=stated.necessity or (held.necessity if held else ""),
            by=by,
        )

    def _category(self, claim: Claim, entity: EntityId, stated: Stated) -> SubjectCategory:
        held = claim.personal.category(entity) if claim.personal is not None else None
        return stated.category or held or self._proposed(claim, entity)

    def _proposed(self, claim: Claim, entity: EntityId) -> SubjectCategory:
        """By the part in this claim; where it says nothing, by the gravest one in all of them."""
        here = [category for each, category in _parts(claim) if each == entity]
        known = here or self._parts.get(entity, [])
        return min(known, key=list(SubjectCategory).index, default=SubjectCategory.OTHER)


def _parts(claim: Claim) -> Iterable[tuple[EntityId, SubjectCategory]]:
    if isinstance(claim.content, Event):
        for each in claim.content.participants:
            if each.role in _CATEGORY:
                yield each.entity, _CATEGORY[each.role]


def _special(claim: Claim) -> frozenset[Special]:
    is_origin = isinstance(claim.content, Attribute) and claim.content.kind is AttributeKind.ORIGIN
    return frozenset({Special.ORIGIN}) if is_origin else frozenset()
