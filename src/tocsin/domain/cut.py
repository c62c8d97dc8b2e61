"""The cut: which claims one counterpart may hold, and why everything else is withheld.

A person who may not be made known to a recipient drops out of every claim: out of its participants, out of what is
said of others, and out of the words of the sentence itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, PlaceRole, Review, Role, Status
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity, EntityKind, Form
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.tearline import Because, Cut, Recipient, Withheld
from tocsin.domain.wording import sentence
from tocsin.vocabulary.country import fold
from tocsin.vocabulary.duty import AHEAD
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.tlp import narrowest

# What helps to recognise somebody, as against what only says where he comes from.
_NEVER_ALONG = frozenset({AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE})
_TARGETS = frozenset({Role.TARGET, Role.VICTIM})


def cut(
    claims: Sequence[Claim],
    entities: Iterable[Entity],
    *,
    concerns: Sequence[Concern],
    recipient: Recipient,
    home: frozenset[str],
    known: Sequence[Claim] = (),
) -> Cut:
    """Cut what `recipient` may hold of `claims`, given the concerns it is told for.

    A claim is shared only if it is confirmed, bears on one of the concerns, and lies under the agreement's ceiling.
    Hidden people drop out of the events they take part in; the threat still goes. `known` is what else is held about
    these people, confirmed or not: it is never shared, but who is somebody's national or protected by it is hidden.
    """
    knife = _Knife(claims, {entity.id: entity for entity in entities}, recipient, home, known)
    basis = knife.basis(concerns)
    shared: list[Claim] = []
    withheld: list[Withheld] = []
    for claim in claims:
        because = knife.objection(claim, basis)
        if because is not None:
            withheld.append(Withheld(claim=claim.id, because=because))
            continue
        reduced, dropped = knife.reduce(claim)
        shared.append(reduced)
        withheld.extend(dropped)
    shared, beside = knife.drop_bystanders(shared, basis)
    withheld.extend(beside)
    carried = tuple(concern for concern in concerns if knife.is_carried(concern, shared))
    if len(carried) < len(concerns):
        again = cut(claims, knife.entities, concerns=carried, recipient=recipient, home=home, known=known)
        explained = {each.claim for each in withheld if each.entity is None}
        return replace(again, withheld=(*withheld, *(each for each in again.withheld if each.claim not in explained)))
    return Cut(
        shared=tuple(shared),
        withheld=tuple(withheld),
        tlp=narrowest(*(claim.marking.tlp for claim in shared)),
        concerns=carried,
    )


class _Knife:
    """The claims of one notice, looked at for one recipient."""

    def __init__(
        self,
        claims: Sequence[Claim],
        entities: Mapping[EntityId, Entity],
        recipient: Recipient,
        home: frozenset[str],
        known: Sequence[Claim],
    ) -> None:
        self._claims = claims
        self._entities = entities
        self._recipient = recipient
        self._home = home
        self._said = _values(claims)
        self._known = _values([*claims, *known])
        self._hidden = {entity: because for entity in entities if (because := self._hiding(entity)) is not None}
        self._telling = [(word, because) for entity, because in self._hidden.items() for word in self._names(entity)]

    @property
    def entities(self) -> Iterable[Entity]:
        """Everything the claims may be about."""
        return self._entities.values()

    def basis(self, concerns: Sequence[Concern]) -> frozenset[ClaimId]:
        """Claims the concerns rest on, and what their people mean to do."""
        basis = {claim for concern in concerns for claim in concern.claims}
        involved = {entity for concern in concerns for entity in concern.entities}
        # An organisation's other doings are not theirs: only what the people involved mean to do.
        people = {each for each in involved if self._entities[each].kind in {EntityKind.PERSON, EntityKind.GROUP}}
        for claim in self._claims:
            if isinstance(claim.content, Event) and self._is_their_doing(claim.content, people):
                basis.add(claim.id)
        return frozenset(basis)

    def drop_bystanders(self, shared: list[Claim], basis: frozenset[ClaimId]) -> tuple[list[Claim], list[Withheld]]:
        """Keep what is said of those who are in what is shared; of everybody else nothing is said."""
        involved = {each for claim in shared if claim.id in basis for each in claim.entities}
        kept = [
            claim
            for claim in shared
            if claim.id in basis or (isinstance(claim.content, Attribute) and claim.content.entity in involved)
        ]
        beside = [Withheld(claim=claim.id, because=Because.NOT_THEIRS) for claim in shared if claim not in kept]
        return kept, beside

    def objection(self, claim: Claim, basis: frozenset[ClaimId]) -> Because | None:
        """Return why the whole claim stays here, or None."""
        if claim.id not in basis and isinstance(claim.content, Event):
            return Because.NOT_THEIRS
        if claim.review is not Review.CONFIRMED:
            return Because.NOT_REVIEWED
        if not claim.marking.tlp.within(self._recipient.ceiling):
            return Because.CEILING
        if isinstance(claim.content, Attribute):
            return self._objection_to_attribute(claim.content) or self._given_away(claim)
        everybody = [each.entity for each in claim.content.participants]
        if everybody and all(each in self._hidden for each in everybody) and not self._aims(claim):
            return self._hidden[everybody[0]]
        return self._given_away(self.reduce(claim)[0])

    def is_carried(self, concern: Concern, shared: Iterable[Claim]) -> bool:
        """Say whether anything of a concern is shared, and more than that somebody protected is theirs."""
        kept = {claim.id for claim in shared}
        about = {claim.id: claim.content.entity for claim in self._claims if isinstance(claim.content, Attribute)}
        people = [self._hidden.get(about[each]) for each in concern.attributes if each in about]
        is_protected = bool(people) and all(because is Because.PROTECTED for because in people)
        return not is_protected and not kept.isdisjoint(concern.events or concern.attributes)

    def reduce(self, claim: Claim) -> tuple[Claim, list[Withheld]]:
        """Return the claim without the entities the recipient may not hear of, and those entities."""
        event = claim.content
        if not isinstance(event, Event):
            return claim, []
        reasons = {each: self._objection_in(claim, each) for each in claim.entities}
        if Because.OTHERS_TARGET in reasons.values():
            # "Two countries" beside one that is named would tell that there is another.
            reasons |= {each: Because.OTHERS_TARGET for each in reasons if self._is_vague_target(event, each)}
        kept = replace(
            event,
            participants=tuple(each for each in event.participants if reasons[each.entity] is None),
            places=tuple(each for each in event.places if reasons[each.entity] is None),
        )
        dropped = [
            Withheld(claim=claim.id, because=because, entity=entity)
            for entity, because in reasons.items()
            if because is not None
        ]
        return replace(claim, content=kept), dropped

    def _is_vague_target(self, event: Event, entity: EntityId) -> bool:
        is_named = any(mention.form is Form.NAME for mention in self._entities[entity].mentions)
        aimed_at = {each.entity for each in event.places if each.role is PlaceRole.TARGET} | {
            each.entity for each in event.participants if each.role in _TARGETS
        }
        states = _of(self._said, entity, AttributeKind.COUNTRY) | _of(self._said, entity, AttributeKind.NATIONALITY)
        return entity in aimed_at and not is_named and not states

    def _is_their_doing(self, event: Event, people: set[EntityId]) -> bool:
        doing = {Role.PERPETRATOR, Role.TRAVELLER}
        return any(each.role in doing and each.entity in people for each in event.participants)

    def _aims(self, claim: Claim) -> bool:
        """Say whether something that concerns the recipient is left of an event once its people are out of it."""
        places = {PlaceRole.TARGET, PlaceRole.TO} | ({PlaceRole.AT} if _is_threat(claim) else set())
        event = claim.content
        return isinstance(event, Event) and any(
            each.role in places and self._objection_in(claim, each.entity) is None for each in event.places
        )

    def _given_away(self, claim: Claim) -> Because | None:
        """Return why the sentence of a claim must stay here: it names somebody who is hidden, whatever it is about."""
        written = f" {_letters(sentence(claim, self._entities))} "
        return next((because for word, because in self._telling if word in written), None)

    def _names(self, entity: EntityId) -> Iterator[str]:
        known = self._entities[entity]
        names = {mention.span.text for mention in known.mentions if mention.form is Form.NAME}
        for name in {known.name, *names, *_of(self._known, entity, AttributeKind.ALIAS)}:
            if folded := _letters(name):
                yield f" {folded} "

    def _objection_to_attribute(self, attribute: Attribute) -> Because | None:
        if attribute.kind in _NEVER_ALONG:
            return Because.ORIGIN
        if attribute.kind is AttributeKind.PROTECTED:
            return Because.PROTECTED
        named = (attribute.entity, attribute.organisation, attribute.place, EntityId(attribute.value))
        return next((self._hidden[each] for each in named if each in self._hidden), None)

    def _objection_in(self, claim: Claim, entity: EntityId) -> Because | None:
        if entity in self._hidden:
            return self._hidden[entity]
        event = claim.content
        if not isinstance(event, Event):
            return None
        places = {PlaceRole.TARGET, PlaceRole.AT} if _is_threat(claim) else {PlaceRole.TARGET}
        is_target = any(each.entity == entity and each.role in places for each in event.places) or any(
            each.entity == entity and each.role in _TARGETS for each in event.participants
        )
        if not is_target:
            return None
        states = _of(self._said, entity, AttributeKind.COUNTRY) | _of(self._said, entity, AttributeKind.NATIONALITY)
        allowed = self._recipient.countries | self._home
        return Because.OTHERS_TARGET if states and not states & allowed else None

    def _hiding(self, entity: EntityId) -> Because | None:
        """Why this person must not be made known to this recipient, if there is a reason."""
        own = _of(self._known, entity, AttributeKind.NATIONALITY) & self._recipient.countries
        if _of(self._known, entity, AttributeKind.PROTECTED):
            # Who fled may be known by where he comes from and by nothing else.
            fled = own.union(*(_of(self._known, entity, kind) for kind in _NEVER_ALONG)) & self._recipient.countries
            return Because.PROTECTED if fled else None
        if not self._entities[entity].is_identifiable:
            return None
        is_let_through = all((country, entity) in self._recipient.cleared for country in own)
        return None if is_let_through and entity not in self._recipient.guarded else Because.GATE


_Values: TypeAlias = Mapping[tuple[EntityId, AttributeKind], set[str]]


def _values(claims: Iterable[Claim]) -> _Values:
    """What is said of each entity, unless it is denied or a person rejected it."""
    found: dict[tuple[EntityId, AttributeKind], set[str]] = {}
    for claim in claims:
        is_held = claim.status is not Status.DENIED and claim.review in {Review.DRAFT, Review.CONFIRMED}
        if is_held and isinstance(claim.content, Attribute):
            found.setdefault((claim.content.entity, claim.content.kind), set()).add(claim.content.value)
    return found


def _of(values: _Values, entity: EntityId, kind: AttributeKind) -> set[str]:
    return values.get((entity, kind), set())


def _is_threat(claim: Claim) -> bool:
    """Say whether it is violence that lies ahead: where it is to happen is a target then."""
    event = claim.content
    return isinstance(event, Event) and EVENT_TYPES[event.type].family == "violence" and claim.status.value in AHEAD


def _letters(text: str) -> str:
    """Level a text for comparison: letters and digits of its words, one space between them."""
    return " ".join(re.findall(r"\w+", fold(text)))
