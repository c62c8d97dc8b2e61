"""What claims are worth saying, and what of each may stand beside another in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.domain.claim import Attribute, AttributeKind, Claim
from tocsin.domain.entity import Entity, EntityKind, Form
from tocsin.domain.ids import EntityId
from tocsin.vocabulary.country import country_named
from tocsin.vocabulary.language import noun

_PEOPLE = {EntityKind.PERSON, EntityKind.GROUP, EntityKind.ORGANISATION}


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim that says something of somebody, with what it says."""

    claim: Claim
    content: Attribute

    @property
    def kind(self) -> AttributeKind:
        """What it says."""
        return self.content.kind

    @property
    def is_descriptive(self) -> bool:
        """Say whether it can be part of a description: "two Tanzanian militants"."""
        if self.kind is AttributeKind.ROLE:
            return self.content.place is None and noun(self.content.value) is not None
        return self.kind in DESCRIPTIVE


DESCRIPTIVE = (
    AttributeKind.ROLE,
    AttributeKind.AGE,
    AttributeKind.COUNT,
    AttributeKind.MEMBERSHIP,
    AttributeKind.NATIONALITY,
)


def adds_nothing(claim: Claim, entities: Mapping[EntityId, Entity]) -> bool:
    """Say whether a claim only repeats a name: "Ireland is in Ireland", "Ash Column Militia is a militia"."""
    content = claim.content
    known = entities.get(content.entity) if isinstance(content, Attribute) else None
    if known is None or not isinstance(content, Attribute):
        return False
    name = known.name.casefold().removeprefix("the ")
    match content.kind:
        case AttributeKind.COUNTRY:
            return country_named(known.name) == content.value
        case AttributeKind.ALIAS:
            return name == content.value.casefold()
        case AttributeKind.ROLE:
            return is_named(known) and content.value.casefold() in name
        case _:
            return False


def is_named(entity: Entity) -> bool:
    """Say whether a name is known, and not only words that describe."""
    return any(mention.form is Form.NAME for mention in entity.mentions)


def is_people(entity: Entity) -> bool:
    """Say whether it is somebody, and not something."""
    return entity.kind in _PEOPLE


def grade_of(claim: Claim) -> str | None:
    """Return the grade in force, as in "B2"."""
    return None if claim.grade is None else f"{claim.grade.reliability}{claim.grade.credibility}"


def head_of(entity: Entity) -> str | None:
    """Return the noun at the end of a description, if it is a common noun: nothing of what stands around it."""
    words = entity.name.split()
    for start in range(max(0, len(words) - 3), len(words)):
        if noun(" ".join(words[start:])) is not None:
            return " ".join(words[start:])
    last = words[-1] if words else ""
    return last if last.isalpha() and last.islower() else None
