"""The human-rights gate: what is weighed before a state hears of somebody whom it could do harm to.

It stands where a state would hear of its own identifiable national, where a notice asks that somebody be held or
questioned, and where the state holds somebody already. To keep a person out takes one officer. To let a state hear of
him takes two, the risk of each harm, and what lessens it; at a serious risk it takes an authority above them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, PlaceRole, Review, Role, Status
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.ids import AccountId, ClaimId, EntityId, NoticeId
from tocsin.vocabulary.duty import AHEAD
from tocsin.vocabulary.gate import ASKING_WORDS, Harm, Risk, Trigger
from tocsin.vocabulary.harm import EVENT_TYPES

_ASKS = re.compile(rf"\b(?:{'|'.join(map(re.escape, ASKING_WORDS))})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Why a gate stands towards one state, and for whom."""

    country: str
    triggers: frozenset[Trigger]
    people: frozenset[EntityId]
    basis: frozenset[ClaimId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How grave the risk of one harm is, and why somebody thinks so."""

    harm: Harm
    risk: Risk
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """What a state promised, through whom, and for how long the promise holds."""

    giver: str
    text: str
    given_on: date
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a person weighed. `referred_to`: the authority above that let it through in spite of a serious risk."""

    weighed: tuple[Weighed, ...]
    may_be_named: bool
    expires_on: date
    caveats: tuple[str, ...] = ()
    assurances: tuple[Assurance, ...] = ()
    referred_to: str = ""

    @property
    def worst(self) -> Risk:
        """The gravest of the risks."""
        return max((each.risk for each in self.weighed), key=tuple(Risk).index, default=Risk.SERIOUS)

    @property
    def holds_until(self) -> date:
        """The day on which it ends: its own, or the first on which a promise ends."""
        return min([self.expires_on, *(each.expires_on for each in self.assurances)])

    def require_sense(self, today: date) -> None:
        """Raise `InvalidError` unless each harm is weighed with a reason, and the answer follows from the risks."""
        if sorted(each.harm for each in self.weighed) != sorted(Harm):
            raise InvalidError(f"weigh each harm once: {', '.join(Harm)}")
        if not all(each.why.strip() for each in self.weighed):
            raise InvalidError("say of each harm why its risk is what you say it is; it is kept")
        for each in self.assurances:
            if not each.giver.strip() or not each.text.strip() or not each.given_on <= today < each.expires_on:
                raise InvalidError("an assurance says who gave it, what it promises, on which day, and until when")
        if self.expires_on <= today:
            raise InvalidError("what was weighed holds until a day to come")
        if not self.may_be_named:
            return
        if self.worst.reaches(Risk.REAL) and not (self.caveats or self.assurances):
            raise InvalidError("at a real risk, say what lessens it: a caveat, or an assurance of that state")
        if self.worst is Risk.SERIOUS and not self.referred_to.strip():
            raise InvalidError(
                "at a serious risk it does not go: keep the person out, or name the authority above that decided "
                "otherwise, and its decision"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One passage through the gate towards one state. The newest in force counts; earlier ones are kept."""

    id: str
    notice: NoticeId
    version: int
    country: str
    people: tuple[EntityId, ...]
    triggers: tuple[Trigger, ...]
    basis: tuple[ClaimId, ...]
    form: Form
    by: AccountId
    at: datetime
    approver: AccountId | None = None
    approved_at: datetime | None = None

    @property
    def may_be_named(self) -> bool:
        """Say whether the state may learn who it is, once a second person has approved that."""
        return self.form.may_be_named

    @property
    def waits(self) -> bool:
        """Say whether it decides nothing before a second person approves it."""
        return self.may_be_named and self.approver is None

    def answers(self, case: Case, today: date) -> bool:
        """Say whether it is about a case as it stands today: nothing new to weigh, and no promise has run out."""
        return (
            today < self.form.holds_until
            and set(self.basis) == case.basis
            and case.people <= set(self.people)
            and case.triggers <= set(self.triggers)
        )

    def approved(self, *, by: AccountId, at: datetime, author: AccountId) -> "Gate":
        """Return it approved by a second person; at a real risk, never by whoever opened the notice (`author`)."""
        if not self.waits:
            raise ConflictError(f"{self.id} does not wait for approval")
        if at.date() >= self.form.holds_until:
            raise ConflictError(f"{self.id} has run out: weigh it again")
        if by == self.by:
            raise RefusedError("whoever weighed it cannot approve it: a second person has to")
        if by == author and self.form.worst.reaches(Risk.REAL):
            raise RefusedError("at a real risk, whoever opened the notice cannot approve it")
        return replace(self, approver=by, approved_at=at)


def asks_for_detention(ask: str) -> bool:
    """Say whether an ask speaks of holding or questioning somebody."""
    return _ASKS.search(ask) is not None


def cases(
    concerns: Sequence[Concern], claims: Sequence[Claim], entities: Mapping[EntityId, Entity], asks: Iterable[str]
) -> dict[str, Case]:
    """Find the states at whose gate a notice stands, and for whom."""
    is_asked = any(map(asks_for_detention, asks))
    held = tuple(_detentions(claims, entities))
    found: dict[str, Case] = {}
    for country in dict.fromkeys(each.country for each in concerns if each.country is not None):
        theirs = [each for each in concerns if each.country == country]
        parts = [*_of_own_nationals(theirs), *((each for where, each in held if where == country))]
        if is_asked:
            parts.append(_of_the_asked(theirs, entities))
        if parts:
            found[country] = _join(country, parts)
    return found


_Part = tuple[Trigger, set[EntityId], set[ClaimId]]


def _of_own_nationals(concerns: Iterable[Concern]) -> Iterator[_Part]:
    for each in concerns:
        if each.own_nationals:
            yield Trigger.OWN_STATE, set(each.own_nationals), set(each.claims)


def _of_the_asked(concerns: Iterable[Concern], entities: Mapping[EntityId, Entity]) -> _Part:
    people = {who for each in concerns for who in each.entities if _is_somebody(entities.get(who))}
    return Trigger.DETENTION_ASKED, people, {claim for each in concerns for claim in each.claims}


def _detentions(claims: Sequence[Claim], entities: Mapping[EntityId, Entity]) -> Iterator[tuple[str, _Part]]:
    """Whom the claims say to be held, with the state that holds them."""
    states = _states_of_places(claims)
    for claim in claims:
        event = claim.content
        if not isinstance(event, Event) or EVENT_TYPES[event.type].family != "custody" or not _is_so(claim):
            continue
        people = {each.entity for each in event.participants if each.role is Role.DETAINEE}
        people = {who for who in people if _is_somebody(entities.get(who))}
        for place in event.places:
            for country in states.get(place.entity, ()) if place.role is PlaceRole.AT and people else ():
                yield country, (Trigger.DETENTION_REPORTED, people, {claim.id})


def _is_so(claim: Claim) -> bool:
    is_ahead = claim.status.value in AHEAD - {"ongoing"}
    return claim.review is Review.CONFIRMED and claim.status is not Status.DENIED and not is_ahead


def _states_of_places(claims: Iterable[Claim]) -> dict[EntityId, set[str]]:
    found: dict[EntityId, set[str]] = {}
    for claim in claims:
        said = claim.content
        if isinstance(said, Attribute) and said.kind is AttributeKind.COUNTRY and claim.review is Review.CONFIRMED:
            found.setdefault(said.entity, set()).add(said.value)
    return found


def _is_somebody(entity: Entity | None) -> bool:
    return entity is not None and entity.is_identifiable


def _join(country: str, parts: Iterable[_Part]) -> Case:
    triggers, people, basis = zip(*parts, strict=True)
    return Case(
        country=country,
        triggers=frozenset(triggers),
        people=frozenset().union(*people),
        basis=frozenset().union(*basis),
    )
