"""Consent: what came from a counterpart goes on to others only where that counterpart, its originator, says so.

A request carries no sentence of ours: the names under which the originator told us, the states that would be told, a
word of a closed list, and a clock. The answer may bind: what is left out, how it is marked, who alone may have it,
until when. Such conditions are applied by `conditioned` before the cut, and by nobody's memory.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from tocsin.domain.claim import Claim, Event
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.errors import InvalidError
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import AccountId, CounterpartId, EntityId, MessageId
from tocsin.vocabulary.iep import Attribution
from tocsin.vocabulary.tlp import Tlp, narrowest
from tocsin.vocabulary.urgency import Urgency

ANSWER_WITHIN = {
    Urgency.IMMEDIATE: timedelta(hours=1),
    Urgency.EXPECTED: timedelta(days=1),
    Urgency.FUTURE: timedelta(days=7),
}


class Ground(StrEnum):
    """Why we wish to pass it on."""

    THREAT_TO_LIFE = "threat-to-life"
    PREVENTION = "prevention"
    INVESTIGATION = "investigation"
    PUBLIC_SECURITY = "public-security"


class Verdict(StrEnum):
    """What the originator says."""

    GRANTED = "granted"
    CONDITIONAL = "conditional"
    DENIED = "denied"


class Part(StrEnum):
    """What may have to stay out of every claim."""

    PEOPLE = "people"
    PLACES = "places"
    SOURCE = "source"


_KINDS: Mapping[EntityKind, Part] = {
    EntityKind.PERSON: Part.PEOPLE,
    EntityKind.GROUP: Part.PEOPLE,
    EntityKind.PLACE: Part.PLACES,
    EntityKind.FACILITY: Part.PLACES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What crosses the border: may these claims, by the names their originator gave them, be told to these?"""

    notice: str
    claims: tuple[str, ...]
    to: tuple[str, ...]  # country codes, and names of organisations
    ground: Ground
    passed_on_at: datetime | None = None  # in an emergency it has been done already (LED art. 35(2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What binds whoever passes it on. Nothing set: nothing but the agreement."""

    leave_out: tuple[Part, ...] = ()
    mark: Tlp | None = None  # at least so narrow
    only: tuple[str, ...] = ()  # of those that were asked about; none named: all of them
    until: date | None = None  # the last day on which it may be passed on

    @property
    def bind(self) -> bool:
        """Say whether there is any."""
        return self != Conditions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the originator says, and what binds."""

    verdict: Verdict
    conditions: Conditions = Conditions()

    def require_sense(self, wish: Wish | None = None) -> None:
        """Raise `InvalidError` unless conditions stand with a conditional yes, about what was asked."""
        if self.conditions.bind != (self.verdict is Verdict.CONDITIONAL):
            raise InvalidError("conditions make a yes conditional, and a conditional yes names its conditions")
        if wish is not None and not set(self.conditions.only) <= set(wish.to):
            raise InvalidError(f"they asked about {', '.join(wish.to)}: name some of these")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A request and its answer, ours or theirs. `id` is the message id of the request."""

    id: MessageId
    direction: Direction
    counterpart: CounterpartId
    wish: Wish
    urgency: Urgency
    made_at: datetime
    answer_by: datetime
    made_by: AccountId | None = None
    reply: Reply | None = None
    replied_at: datetime | None = None
    replied_by: AccountId | None = None  # of ours

    def covers(self, names: Collection[str], to: Collection[str]) -> bool:
        """Say whether it was asked of all these claims and everybody here."""
        return set(names) <= set(self.wish.claims) and set(to) <= set(self.wish.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who told us a claim, in which of their notices, under which names."""

    counterpart: CounterpartId
    notice: str
    names: frozenset[str]
    is_free: bool  # it was told without limit: how we mark it since makes nothing free


def stricter(ours: Conditions, above: Conditions) -> Conditions:
    """Return our conditions, made as strict as those that bind us. Whom alone they are for has been asked already."""
    marks = [each for each in (ours.mark, above.mark) if each is not None]
    days = [each for each in (ours.until, above.until) if each is not None]
    return Conditions(
        leave_out=tuple(sorted({*ours.leave_out, *above.leave_out})),
        mark=narrowest(*marks) if marks else None,
        only=ours.only,
        until=min(days, default=None),
    )


class Standing(StrEnum):
    """How it stands with the originator's consent."""

    FREE = "free"
    NEEDED = "needed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Whether a claim may be passed on, and what binds."""

    standing: Standing
    conditions: tuple[Conditions, ...] = ()


def permission(origin: Origin, consents: Iterable[Consent], *, to: Collection[str], today: date) -> Permission:
    """Work out whether claims of this origin may go to these states: the newest answer about each name counts."""
    ours = [
        each
        for each in consents
        if each.direction is Direction.OUT
        and (each.counterpart, each.wish.notice) == (origin.counterpart, origin.notice)
    ]
    replies = [_newest(name, ours, to) for name in sorted(origin.names)]
    if any(each is not None and each.verdict is Verdict.DENIED for each in replies):
        return Permission(standing=Standing.DENIED)
    granted = [each.conditions for each in replies if each is not None and _still_holds(each.conditions, to, today)]
    if not origin.names or len(granted) < len(replies):
        return Permission(standing=Standing.NEEDED)
    return Permission(standing=Standing.FREE, conditions=tuple(each for each in granted if each.bind))


def conditioned(claim: Claim, conditions: Iterable[Conditions], entities: Mapping[EntityId, Entity]) -> Claim | None:
    """Return a claim as its originator lets it go, or None where nothing of it may."""
    bound = tuple(conditions)
    out = {part for each in bound for part in each.leave_out}
    marks = [each.mark for each in bound if each.mark is not None]
    marking = replace(claim.marking, tlp=narrowest(claim.marking.tlp, *marks))
    if Part.SOURCE in out:
        marking = replace(marking, policy=replace(marking.policy, attribution=Attribution.MUST_NOT))
        claim = replace(claim, attribution=())
    gone = {each for each in claim.entities if each in entities and _KINDS.get(entities[each].kind) in out}
    if isinstance(claim.content, Event):
        people = tuple(each for each in claim.content.participants if each.entity not in gone)
        places = tuple(each for each in claim.content.places if each.entity not in gone)
        return replace(claim, marking=marking, content=replace(claim.content, participants=people, places=places))
    return None if gone else replace(claim, marking=marking)


def _newest(name: str, consents: Iterable[Consent], to: Collection[str]) -> Reply | None:
    found = [each for each in consents if each.replied_at is not None and each.covers([name], to)]
    return max(found, key=lambda each: each.replied_at or each.made_at).reply if found else None


def _still_holds(conditions: Conditions, to: Collection[str], today: date) -> bool:
    is_for_them = not conditions.only or set(to) <= set(conditions.only)
    return is_for_them and (conditions.until is None or today <= conditions.until)
