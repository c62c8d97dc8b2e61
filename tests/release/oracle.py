"""What a counterpart may hold, worked out a second time from the norms alone, and not by the code that is tested."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from enum import StrEnum

from release.cases import canaries
from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, PlaceRole, Review, Role, Status
from tocsin.domain.counterpart import Counterpart, Reach
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.notice import Notice
from tocsin.vocabulary.duty import Reason
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.iep import Policy
from tocsin.vocabulary.law import DataCategory, SubjectCategory
from tocsin.vocabulary.tlp import Tlp

_FROM = (AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE)
_KINDS = {
    AttributeKind.ALIAS: DataCategory.IDENTITY,
    AttributeKind.AGE: DataCategory.IDENTITY,
    AttributeKind.COUNT: DataCategory.IDENTITY,
    AttributeKind.NATIONALITY: DataCategory.NATIONALITY,
    AttributeKind.COUNTRY: DataCategory.WHEREABOUTS,
    AttributeKind.ROLE: DataCategory.AFFILIATION,
    AttributeKind.MEMBERSHIP: DataCategory.AFFILIATION,
}


class Oracle:
    """Everything that is held, looked at for one counterpart."""

    def __init__(
        self,
        notice: Notice,
        claims: tuple[Claim, ...],
        entities: tuple[Entity, ...],
        to: Counterpart,
        concerns: Sequence[Concern],
    ) -> None:
        self.notice, self.claims, self.to = notice, {claim.id: claim for claim in claims}, to
        self.concerns = concerns
        self.entities = {entity.id: entity for entity in entities}

    def permits(self, claim: Claim, today: object, cleared: set[str]) -> bool:
        """Say whether a claim may go at all, by its marking and the agreement."""
        marking, agreement = claim.marking, self.to.agreement
        kind = claim.content.kind if isinstance(claim.content, Attribute) else None
        return (
            agreement.review_on >= today
            and claim.review is Review.CONFIRMED
            and claim.id in self.notice.claims
            and list(Tlp).index(marking.tlp) <= list(Tlp).index(agreement.ceiling)
            and (marking.tlp is not Tlp.RED or any(each.organisation == self.to.name for each in marking.readers))
            and self._is_listed(marking.releasable_to)
            and all(each.read_by for each in marking.restrictions)
            and marking.originators <= {self.to.name}
            and not (HandlingCode.H2 in marking.codes and not marking.originators)
            and not (marking.policy.encrypt_in_transit == "must" and self.to.reach is Reach.BY_HAND)
            and kind not in {*_FROM, AttributeKind.PROTECTED}
            and self._is_lawful(claim, today)
            and self._is_covered(claim)
            and self._bears_on_them(claim)
            and not (isinstance(claim.content, Attribute) and set(self.hidden(cleared)) & self._entities_of(claim))
        )

    def describes(self, claim: ClaimId) -> bool:
        """Say whether the type of a claim's source may be told."""
        return self.claims[claim].marking.policy.attribution != "must-not"

    def _is_lawful(self, claim: Claim, today: object) -> bool:
        """What the law asks for of everybody in a claim (LED art. 4, 6, 10), and the purpose of the agreement."""
        ground, agreement = claim.personal, self.to.agreement
        people = {each for each in claim.entities if self.entities[each].is_identifiable}
        if ground is None:
            return not people
        is_grounded = bool(ground.legal_basis.strip()) and ground.review_on >= today and not ground.special
        known = {each.entity for each in ground.subjects}
        return ground.purpose in agreement.purposes and (not people or (is_grounded and people <= known))

    def _is_covered(self, claim: Claim) -> bool:
        """The kinds of data about people, and the regions, that the agreement lists."""
        content, agreement = claim.content, self.to.agreement
        if isinstance(content, Attribute):
            is_human = self.entities[content.entity].kind in {EntityKind.PERSON, EntityKind.GROUP}
            return not is_human or _KINDS.get(content.kind) is None or _KINDS[content.kind] in agreement.data
        places = [self._states_of(each.entity) for each in content.places]
        lie = [each for each in places if each]
        is_there = agreement.regions is None or not lie or any(each & agreement.regions for each in lie)
        return DataCategory.EVENT in agreement.data and is_there

    def _bears_on_them(self, claim: Claim) -> bool:
        """An event goes to whom it was decided to tell of it, or of somebody who does it."""
        if isinstance(claim.content, Attribute):
            return True
        people = {each for concern in self.concerns for each in self._people_of(concern)}
        doing = {each.entity for each in claim.content.participants if each.role in {Role.PERPETRATOR, Role.TRAVELLER}}
        return bool(doing & people) or any(claim.id in each.claims for each in self.concerns)

    def _people_of(self, concern: Concern) -> set[EntityId]:
        """Whose doings follow from a concern; of those who are held, only their own state's nationals."""
        is_held = concern.reason is Reason.DETAINED_NATIONAL
        theirs = concern.own_nationals if is_held and concern.own_nationals else concern.entities
        return {each for each in theirs if self.entities[each].kind in {EntityKind.PERSON, EntityKind.GROUP}}

    def _states_of(self, entity: EntityId) -> set[str]:
        return self._said(entity, AttributeKind.COUNTRY) | self._said(entity, AttributeKind.NATIONALITY)

    def hidden(self, cleared: set[str]) -> Iterator[EntityId]:
        """Who must not be made known; `cleared` are the states that may hear of who stood at their gate."""
        for person, entity in self.entities.items():
            if not entity.is_identifiable:
                continue
            theirs = self.to.agreement.countries
            own = self._values(person, AttributeKind.NATIONALITY) & theirs
            fled = own.union(*(self._values(person, kind) & theirs for kind in _FROM))
            is_protected = bool(self._values(person, AttributeKind.PROTECTED))
            is_of_a_kind = self._stands_as(person) <= self.to.agreement.subjects
            is_for_them = self.to.agreement.is_authority  # nobody decides here that a company hears of somebody
            if not is_for_them or (own and not own <= cleared) or (is_protected and fled) or not is_of_a_kind:
                yield person

    def allowed(self, told: tuple[Claim, ...], cleared: set[str]) -> set[str]:
        """Every canary that may stand in what they get, if they get these claims."""
        found: set[str] = set()
        hidden = set(self.hidden(cleared))
        for claim in told:
            found |= {word for each in self._entities_of(claim) if each not in hidden for word in self._names(each)}
            if isinstance(claim.content, Attribute):
                found |= set(canaries(claim.content.value))
            found |= {word for each in claim.marking.restrictions for word in canaries(each.text)}
            readers = (each.name for each in claim.marking.readers if each.organisation == self.to.name)
            found |= {word for name in readers for word in canaries(name)}
        return found - {word for person in hidden for word in self._names(person)}

    def binds(self, told: tuple[Claim, ...]) -> dict[str, object]:
        """What must travel of the markings of these claims, as the body says it."""
        markings = [claim.marking for claim in told]
        red = [each for each in markings if each.tlp is Tlp.RED]
        readers = [{who.name for who in each.readers if who.organisation == self.to.name} for each in red]
        return {
            "tlp": max((each.tlp for each in markings), key=list(Tlp).index),
            "readers": sorted(set.intersection(*readers)) if readers else [],
            "policy": {
                each.name: max((getattr(one.policy, each.name) for one in markings), key=_ranks)
                for each in fields(Policy)
            },
            "codes": sorted({code for each in markings for code in each.codes}),
            "restrictions": sorted({word.text for each in markings for word in each.restrictions}),
        }

    def _entities_of(self, claim: Claim) -> set[EntityId]:
        """Who and what stands in a claim, without the targets of other states and what lies outside the regions."""
        content = claim.content
        if isinstance(content, Attribute):
            return {each for each in (*claim.entities, EntityId(content.value)) if each in self.entities}
        out = (self._is_others_target, self._is_others_detainee, self._lies_elsewhere)
        return {each for each in claim.entities if not any(keeps(content, each) for keeps in out)}

    def _stands_as(self, person: EntityId) -> set[SubjectCategory]:
        """What somebody is to this matter, as was stated of any claim in the notice."""
        grounds = [self.claims[each].personal for each in self.notice.claims]
        return {one.category for each in grounds if each for one in each.subjects if one.entity == person}

    def _is_others_detainee(self, event: Event, entity: EntityId) -> bool:
        held = {each.entity for each in event.participants if each.role is Role.DETAINEE}
        states = self._values(entity, AttributeKind.NATIONALITY)
        is_custody = EVENT_TYPES[event.type].family == "custody"
        return is_custody and entity in held and bool(states) and not states & self.to.agreement.countries

    def _lies_elsewhere(self, _: Event, entity: EntityId) -> bool:
        regions, states = self.to.agreement.regions, self._said(entity, AttributeKind.COUNTRY)
        is_human = self.entities[entity].kind in {EntityKind.PERSON, EntityKind.GROUP}
        return regions is not None and not is_human and bool(states) and not states & regions

    def _is_others_target(self, event: Event, entity: EntityId) -> bool:
        aimed = {each.entity for each in event.places if each.role is PlaceRole.TARGET}
        aimed |= {each.entity for each in event.participants if each.role in {Role.TARGET, Role.VICTIM}}
        states = self._states_of(entity)
        return entity in aimed and bool(states) and not states & (self.to.agreement.countries | {"PT"})

    def _names(self, entity: EntityId) -> set[str]:
        return set(canaries(self.entities[entity].name))

    def _is_listed(self, listed: frozenset[str] | None) -> bool:
        return listed is None or self.to.name in listed or self.to.agreement.countries <= listed

    def _values(self, entity: EntityId, kind: AttributeKind) -> set[str]:
        return self._of(entity, kind, {Review.DRAFT, Review.CONFIRMED}, in_notice=False)

    def _said(self, entity: EntityId, kind: AttributeKind) -> set[str]:
        return self._of(entity, kind, {Review.CONFIRMED}, in_notice=True)

    def _of(self, entity: EntityId, kind: AttributeKind, reviews: set[Review], *, in_notice: bool) -> set[str]:
        return {
            claim.content.value
            for claim in self.claims.values()
            if isinstance(claim.content, Attribute)
            and (claim.content.entity, claim.content.kind) == (entity, kind)
            and claim.status is not Status.DENIED
            and claim.review in reviews
            and (claim.id in self.notice.claims or not in_notice)
        }


def _ranks(word: StrEnum) -> int:
    """How strict a word of IEP is: each list of that standard runs from free to strict."""
    return list(type(word)).index(word)
