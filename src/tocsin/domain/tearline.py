"""A tearline: the part of a notice that one counterpart may hold.

`cut` decides, `domain.wording` writes the sentences, a second person approves the digest of exactly the bytes that
will be signed. What is withheld is listed with its reason, for the sender's eyes only.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, PlaceRole, Review, Role, Status
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.errors import ConflictError, RefusedError
from tocsin.domain.ids import AccountId, ClaimId, CounterpartId, EntityId, NoticeId, TearlineId
from tocsin.vocabulary.tlp import Tlp, narrowest


class Because(StrEnum):
    """Why something is withheld."""

    NOT_THEIRS = "it does not bear on what concerns them"
    NOT_REVIEWED = "nobody has confirmed it"
    CEILING = "its marking is above what the agreement lets them hold"
    ORIGIN = "origin and birthplace are passed on only where strictly necessary (LED art. 10)"
    GATE = "it tells a state of its own national, and nobody has let that through the human-rights gate"
    PROTECTED = "it identifies a protected person to the state of his nationality"
    OTHERS_TARGET = "it is a target that concerns another state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Something the counterpart does not get: a claim, or one entity inside a claim that goes without it."""

    claim: ClaimId
    because: Because
    entity: EntityId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """What `cut` needs to know of a counterpart."""

    countries: frozenset[str]
    ceiling: Tlp
    cleared: frozenset[EntityId] = frozenset()  # people whom the human-rights gate lets through to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The claims as the counterpart may hold them (some reduced), and everything else with the reason."""

    shared: tuple[Claim, ...]
    withheld: tuple[Withheld, ...]
    tlp: Tlp

    def require_substance(self) -> None:
        """Raise `RefusedError` where nothing would be left to send."""
        if not self.shared:
            raise RefusedError("this counterpart may hold none of the claims: see what is withheld, and why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second person's yes to exactly these bytes."""

    by: AccountId
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tearline:
    """A cut, written out. `body` is what will be signed and sent, byte for byte; `digest` is its SHA-256."""

    id: TearlineId
    notice: NoticeId
    version: int
    counterpart: CounterpartId
    body: bytes
    text: str
    digest: str
    tlp: Tlp
    claims: tuple[ClaimId, ...]
    withheld: tuple[Withheld, ...]
    author: AccountId
    created_at: datetime
    approval: Approval | None = None

    def approved(self, *, by: AccountId, at: datetime, digest: str, authors: Collection[AccountId]) -> "Tearline":
        """Return this tearline with a second person's approval of `digest`, the bytes they have seen."""
        if self.approval is not None:
            raise ConflictError(f"{self.id} has been approved already")
        if by in authors or by == self.author:
            raise RefusedError("the author cannot approve: a second person has to")
        if digest != self.digest:
            raise ConflictError("the bytes are not those you were shown: look at the preview again")
        return replace(self, approval=Approval(by=by, at=at, digest=digest))


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
) -> Cut:
    """Cut what `recipient` may hold of `claims`, given the concerns it is told for.

    A claim is shared only if it is confirmed, bears on one of the concerns, and lies under the agreement's ceiling.
    Hidden people drop out of the events they take part in; the threat still goes.
    """
    knife = _Knife(claims, {entity.id: entity for entity in entities}, recipient, home)
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
    return Cut(
        shared=tuple(shared),
        withheld=tuple(withheld),
        tlp=narrowest(*(claim.marking.tlp for claim in shared)),
    )


class _Knife:
    """The claims of one notice, looked at for one recipient."""

    def __init__(
        self,
        claims: Sequence[Claim],
        entities: Mapping[EntityId, Entity],
        recipient: Recipient,
        home: frozenset[str],
    ) -> None:
        self._claims = claims
        self._entities = entities
        self._recipient = recipient
        self._home = home
        self._values: dict[tuple[EntityId, AttributeKind], set[str]] = {}
        for claim in claims:
            if isinstance(claim.content, Attribute) and claim.status is not Status.DENIED:
                key = (claim.content.entity, claim.content.kind)
                self._values.setdefault(key, set()).add(claim.content.value)
        self._hidden = {entity: because for entity in entities if (because := self._hiding(entity)) is not None}

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
            return self._objection_to_attribute(claim.content)
        everybody = [each.entity for each in claim.content.participants]
        if everybody and all(each in self._hidden for each in everybody):
            return self._hidden[everybody[0]]
        return None

    def reduce(self, claim: Claim) -> tuple[Claim, list[Withheld]]:
        """Return the claim without the entities the recipient may not hear of, and those entities."""
        event = claim.content
        if not isinstance(event, Event):
            return claim, []
        reasons = {each: self._objection_in(event, each) for each in claim.entities}
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

    def _is_their_doing(self, event: Event, people: set[EntityId]) -> bool:
        doing = {Role.PERPETRATOR, Role.TRAVELLER}
        return any(each.role in doing and each.entity in people for each in event.participants)

    def _objection_to_attribute(self, attribute: Attribute) -> Because | None:
        if attribute.kind in _NEVER_ALONG:
            return Because.ORIGIN
        if attribute.kind is AttributeKind.PROTECTED:
            return Because.PROTECTED
        return self._hidden.get(attribute.entity)

    def _objection_in(self, event: Event, entity: EntityId) -> Because | None:
        if entity in self._hidden:
            return self._hidden[entity]
        is_target = any(each.entity == entity and each.role is PlaceRole.TARGET for each in event.places) or any(
            each.entity == entity and each.role in _TARGETS for each in event.participants
        )
        if not is_target:
            return None
        states = self._of(entity, AttributeKind.COUNTRY) | self._of(entity, AttributeKind.NATIONALITY)
        allowed = self._recipient.countries | self._home
        return Because.OTHERS_TARGET if states and not states & allowed else None

    def _hiding(self, entity: EntityId) -> Because | None:
        """Why this person must not be made known to this recipient, if there is a reason."""
        own = self._of(entity, AttributeKind.NATIONALITY) & self._recipient.countries
        if not own:
            return None
        if self._of(entity, AttributeKind.PROTECTED):
            return Because.PROTECTED
        if self._entities[entity].is_identifiable and entity not in self._recipient.cleared:
            return Because.GATE
        return None

    def _of(self, entity: EntityId, kind: AttributeKind) -> set[str]:
        return self._values.get((entity, kind), set())
