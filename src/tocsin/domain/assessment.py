"""An assessment: everything that a version of a notice says, cut into fields under one root that is signed at approval.

Each counterpart gets some of the fields and a commitment to the root that it can make nothing of. When the sender opens
the commitments, two counterparts can show each other that they hold consistent parts of one approved whole, and learn
nothing of what neither of them was told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tocsin.domain import ledger
from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, When
from tocsin.domain.entity import Entity, Form
from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import ClaimId, CounterpartId, EntityId, NoticeId

SMALLEST = 64  # leaves; a size class is this times a power of four
LARGEST = SMALLEST * 4**5


class Aspect(StrEnum):
    """Which question about a claim a field answers."""

    WHAT = "what"
    STATUS = "status"
    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    HOW_LIKELY = "how-likely"
    BASIS = "basis"
    GRADE = "grade"
    SOURCE = "source"

    @property
    def is_single(self) -> bool:
        """Say whether a claim has at most one such field, so that two different ones contradict each other."""
        return self not in {Aspect.WHO, Aspect.WHERE, Aspect.SOURCE}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Field:
    """One answer: `part` is the role, the kind or the precision; `value` is in no language but that of the report."""

    aspect: Aspect
    part: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedField:
    """A leaf of the assessment. A dummy, and a field that was erased, is nothing but its hash."""

    hash: bytes
    salt: bytes | None = None
    claim: ClaimId | None = None
    field: Field | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A claim's name within the assessment: 16 random bytes, which nobody sees before a commitment is opened."""

    claim: ClaimId
    tag: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """What makes one counterpart's commitment to the root unlike every other."""

    counterpart: CounterpartId
    blind: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The fields of all claims of one version of a notice, under one root."""

    id: str
    notice: NoticeId
    version: int
    leaves: tuple[AssessedField, ...]  # in the order of their hashes, which random salts make random
    tags: tuple[Tag, ...]
    root: bytes
    blinds: tuple[Blind, ...] = ()
    approved_at: datetime | None = None  # of the first tearline
    signed: bytes | None = None  # the root, signed at that moment
    card: str | None = None  # digest of our card with the keys it was signed by

    @property
    def contents(self) -> frozenset[tuple[ClaimId, Field]]:
        """What it says, wherever that has not been erased."""
        return frozenset((each.claim, each.field) for each in self.leaves if each.claim and each.field)

    def blind_for(self, counterpart: CounterpartId) -> bytes | None:
        """Return what this counterpart's commitment was made with."""
        return next((each.blind for each in self.blinds if each.counterpart == counterpart), None)

    def tag_of(self, claim: ClaimId) -> bytes:
        """Return a claim's name within it."""
        return next(each.tag for each in self.tags if each.claim == claim)

    def path(self, index: int) -> tuple[bytes, ...]:
        """Return the path that proves leaf `index` to be under the root."""
        return ledger.inclusion(index, len(self.leaves), tree([each.hash for each in self.leaves]))

    def without(self, claims: Iterable[ClaimId]) -> "Assessment":
        """Return it with these claims erased: their salts and words are gone, the root and its signature stand."""
        gone = set(claims)
        return replace(
            self,
            leaves=tuple(AssessedField(hash=each.hash) if each.claim in gone else each for each in self.leaves),
            tags=tuple(each for each in self.tags if each.claim not in gone),
        )


def fields_of(claim: Claim, entities: Mapping[EntityId, Entity]) -> tuple[Field, ...]:
    """Cut a claim into its fields. What is cut out of a claim takes nothing with it but its own fields."""
    found = set(_event(claim.content, entities) if isinstance(claim.content, Event) else ())
    found |= set(_attribute(claim.content, entities) if isinstance(claim.content, Attribute) else ())
    found.add(Field(aspect=Aspect.STATUS, part="", value=claim.status))
    found.add(Field(aspect=Aspect.BASIS, part="", value=claim.basis))
    if claim.grade is not None:
        found.add(Field(aspect=Aspect.GRADE, part="", value=f"{claim.grade.reliability}{claim.grade.credibility}"))
    for hop, each in enumerate(claim.attribution):
        found.add(Field(aspect=Aspect.SOURCE, part=str(hop), value=each.source))
    return tuple(sorted(found))


def size_class(fields: int) -> int:
    """Return how many leaves a tree for so many fields has: dummies fill it up."""
    size = SMALLEST
    while size < fields:
        size *= 4
    if size > LARGEST:
        raise InvalidError(f"a notice of more than {LARGEST} statements is too large: open two notices")
    return size


def tree(hashes: Sequence[bytes]) -> ledger.Node:
    """Return the hashes of all complete subtrees over these leaves, as the ledger's rules read them."""
    nodes: dict[tuple[int, int], bytes] = {}

    def node(level: int, index: int) -> bytes:
        return nodes[level, index]

    for number, leaf in enumerate(hashes):
        nodes |= {(level, index): digest for level, index, digest in ledger.append(number, leaf, node)}
    return node


def _event(event: Event, entities: Mapping[EntityId, Entity]) -> Iterator[Field]:
    yield Field(aspect=Aspect.WHAT, part="event", value=event.type)
    for person in event.participants:
        yield Field(aspect=Aspect.WHO, part=person.role, value=_name(person.entity, entities))
    for place in event.places:
        yield Field(aspect=Aspect.WHERE, part=place.role, value=_name(place.entity, entities))
    if event.time is not None:
        yield Field(aspect=Aspect.WHEN, part=event.time.precision, value=_time(event.time))
    if event.likelihood is not None:
        said = event.likelihood.term or event.likelihood.direction or ""
        yield Field(aspect=Aspect.HOW_LIKELY, part=event.likelihood.scheme, value=said)


def _attribute(attribute: Attribute, entities: Mapping[EntityId, Entity]) -> Iterator[Field]:
    is_entity = attribute.kind is AttributeKind.MEMBERSHIP
    value = _name(EntityId(attribute.value), entities) if is_entity else attribute.value
    yield Field(aspect=Aspect.WHO, part="subject", value=_name(attribute.entity, entities))
    yield Field(aspect=Aspect.WHAT, part=attribute.kind, value=value)
    if attribute.organisation is not None:
        yield Field(aspect=Aspect.WHO, part="organisation", value=_name(attribute.organisation, entities))
    if attribute.place is not None:
        yield Field(aspect=Aspect.WHERE, part="at", value=_name(attribute.place, entities))


def _name(entity: EntityId, entities: Mapping[EntityId, Entity]) -> str:
    """Return a name, or only the kind of what the report merely describes: "a 31-year-old Dane" tells more than who."""
    known = entities.get(entity)
    if known is None:
        return "somebody"
    is_named = any(mention.form is Form.NAME for mention in known.mentions)
    return known.name if is_named else known.kind


def _time(time: When) -> str:
    if time.start is None:
        return time.text.strip()
    return time.start if time.end in {None, time.start} else f"{time.start}/{time.end}"
