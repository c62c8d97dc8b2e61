"""The view of a notice towards one recipient: the facts that the rules of release ask for, worked out once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, PlaceRole, Review, Role, Status
from tocsin.domain.counterpart import Agreement
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity, EntityKind, Form
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.rule import Rule
from tocsin.vocabulary.duty import AHEAD, Reason
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.law import SubjectCategory

_CATEGORIES = {
    **dict.fromkeys((Role.PERPETRATOR, Role.DETAINEE, Role.TRAVELLER), SubjectCategory.SUSPECT),
    **dict.fromkeys((Role.VICTIM, Role.TARGET), SubjectCategory.VICTIM),
}
_DOING = frozenset({Role.PERPETRATOR, Role.TRAVELLER})
_HUMAN = frozenset({EntityKind.PERSON, EntityKind.GROUP})

_Values: TypeAlias = Mapping[tuple[EntityId, AttributeKind], set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A counterpart, as the rules see it: what we agreed, and what people decided about it in this notice."""

    name: str
    agreement: Agreement
    is_by_hand: bool = False
    cleared: frozenset[tuple[str, EntityId]] = frozenset()  # whom the human-rights gate lets which state hear of
    lifted: frozenset[tuple[str, EntityId]] = frozenset()  # whose protection two persons have lifted for which state
    directly: frozenset[EntityId] = frozenset()  # of whom it may hear though it is no authority
    guarded: frozenset[EntityId] = frozenset()  # whom the gate keeps from them, whatever state is theirs
    refused: Mapping[ClaimId, Rule] = field(default_factory=dict)  # by whoever told us, or for want of a yes
    consents: Mapping[ClaimId, frozenset[str]] = field(default_factory=dict)  # which originators said yes to them

    @property
    def countries(self) -> frozenset[str]:
        """The states it is told for."""
        return self.agreement.countries


class View:
    """The claims of one notice, looked at for one recipient."""

    def __init__(
        self,
        claims: Sequence[Claim],
        entities: Iterable[Entity],
        *,
        concerns: Sequence[Concern],
        recipient: Recipient,
        home: frozenset[str],
        today: date,
        known: Sequence[Claim] = (),
    ) -> None:
        """Look at `claims`. `known` is what else is held about the same people, confirmed or not."""
        self.claims = claims
        self.entities: Mapping[EntityId, Entity] = {entity.id: entity for entity in entities}
        self.concerns = concerns
        self.recipient = recipient
        self.home = home
        self.today = today
        self._said = _values(claims)
        self._known = _values([*claims, *known])
        self.basis = self._basis()
        self.hidden: dict[EntityId, Rule | None] = {}  # as the rules on people found

    def said(self, entity: EntityId, kind: AttributeKind) -> set[str]:
        """What the notice says of an entity."""
        return self._said.get((entity, kind), set())

    def known(self, entity: EntityId, kind: AttributeKind) -> set[str]:
        """What is held of an entity, in the notice or beside it."""
        return self._known.get((entity, kind), set())

    def states_of(self, entity: EntityId) -> set[str]:
        """The states an entity is said to lie in or to belong to."""
        return self.said(entity, AttributeKind.COUNTRY) | self.said(entity, AttributeKind.NATIONALITY)

    def is_human(self, entity: EntityId) -> bool:
        """Say whether it is a person or several."""
        known = self.entities.get(entity)
        return known is not None and known.kind in _HUMAN

    def is_identifiable(self, entity: EntityId) -> bool:
        """Say whether a human being can be told from it."""
        known = self.entities.get(entity)
        return known is not None and known.is_identifiable

    def is_named(self, entity: EntityId) -> bool:
        """Say whether the reports call it by a name."""
        return any(mention.form is Form.NAME for mention in self.entities[entity].mentions)

    def names(self, entity: EntityId) -> set[str]:
        """Every name it is known by."""
        known = self.entities[entity]
        names = {mention.span.text for mention in known.mentions if mention.form is Form.NAME}
        return {known.name, *names, *self.known(entity, AttributeKind.ALIAS)}

    def categories_of(self, person: EntityId) -> frozenset[SubjectCategory]:
        """What somebody is to this matter (LED art. 6): as was stated, else by the parts they take in it."""
        known = {claim.personal.category(person) for claim in self.claims if claim.personal is not None}
        if stated := frozenset(each for each in known if each is not None):
            return stated
        roles = (
            each.role
            for claim in self.claims
            if isinstance(claim.content, Event)
            for each in claim.content.participants
            if each.entity == person
        )
        found = frozenset(_CATEGORIES.get(role, SubjectCategory.OTHER) for role in roles)
        return found or frozenset({SubjectCategory.OTHER})

    def _basis(self) -> frozenset[ClaimId]:
        """Claims the concerns rest on, and what their people mean to do."""
        basis = {claim for concern in self.concerns for claim in concern.claims}
        involved = {entity for concern in self.concerns for entity in _people_of(concern)}
        # An organisation's other doings are not theirs: only what the people involved mean to do.
        people = {each for each in involved if self.is_human(each)}
        for claim in self.claims:
            if isinstance(claim.content, Event) and _is_their_doing(claim.content, people):
                basis.add(claim.id)
        return frozenset(basis)


def is_threat(claim: Claim) -> bool:
    """Say whether it is violence that lies ahead: where it is to happen is a target then."""
    event = claim.content
    return isinstance(event, Event) and EVENT_TYPES[event.type].family == "violence" and claim.status.value in AHEAD


def is_target(claim: Claim, entity: EntityId) -> bool:
    """Say whether the event of a claim is aimed at it."""
    event = claim.content
    if not isinstance(event, Event):
        return False
    places = {PlaceRole.TARGET, PlaceRole.AT} if is_threat(claim) else {PlaceRole.TARGET}
    return any(each.entity == entity and each.role in places for each in event.places) or any(
        each.entity == entity and each.role in {Role.TARGET, Role.VICTIM} for each in event.participants
    )


def _people_of(concern: Concern) -> tuple[EntityId, ...]:
    """Whose doings follow from a concern: not those of whoever is held beside a state's national."""
    is_theirs_alone = concern.reason is Reason.DETAINED_NATIONAL and concern.own_nationals
    return concern.own_nationals if is_theirs_alone else concern.entities


def _is_their_doing(event: Event, people: set[EntityId]) -> bool:
    return any(each.role in _DOING and each.entity in people for each in event.participants)


def _values(claims: Iterable[Claim]) -> _Values:
    """What is said of each entity, unless it is denied or a person rejected it."""
    found: dict[tuple[EntityId, AttributeKind], set[str]] = {}
    for claim in claims:
        is_held = claim.status is not Status.DENIED and claim.review in {Review.DRAFT, Review.CONFIRMED}
        if is_held and isinstance(claim.content, Attribute):
            found.setdefault((claim.content.entity, claim.content.kind), set()).add(claim.content.value)
    return found
