"""The night's fixed minimum: one person on watch tells what, where and when, and nobody; a second reviews it.

Only where the agreement allows it and a life is in impending danger (ICD 191). No word of it is written by whoever
sends it: the templates say what is left of the claims when every person and every organisation is taken out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.domain.claim import Claim, Event
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.ids import AccountId, CounterpartId, EntityId, NoticeId, TearlineId
from tocsin.domain.marking import Marking, combined
from tocsin.domain.rule import Rule
from tocsin.domain.tearline import Cut, Withheld
from tocsin.domain.view import is_threat
from tocsin.vocabulary.duty import REASONS, Duty

REVIEW_WITHIN = timedelta(hours=12)
_WHERE = frozenset({EntityKind.PLACE, EntityKind.FACILITY})


class Intent(StrEnum):
    """What is meant to be done to somebody: the harms of ICD 191."""

    KILL = "kill"
    INJURE = "injure-seriously"
    KIDNAP = "kidnap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """The test of ICD 191 in its two parts, with the reason of whoever answers for it."""

    intent: Intent
    credible: bool
    specific: bool
    why: str

    def __post_init__(self) -> None:
        """Refuse what does not pass: then it waits for a second person."""
        if not (self.credible and self.specific):
            raise RefusedError("only what is credible and specific goes at one person's word: a second person approves")
        if not self.why.strip():
            raise InvalidError("say why a life is in impending danger, and why nobody else can be asked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """One tearline that one person sent. It stays listed until somebody else has reviewed it."""

    id: TearlineId
    notice: NoticeId
    counterpart: CounterpartId
    danger: Danger
    sent_by: AccountId
    sent_at: datetime
    reviewed_by: AccountId | None = None
    reviewed_at: datetime | None = None
    review: str = ""

    @property
    def review_by(self) -> datetime:
        """When a second person has to have looked at it."""
        return self.sent_at + REVIEW_WITHIN

    @property
    def waits(self) -> bool:
        """Say whether nobody has reviewed it yet."""
        return self.reviewed_by is None

    def reviewed(self, *, by: AccountId, at: datetime, said: str) -> "Minimum":
        """Return it reviewed by somebody else."""
        if not self.waits:
            raise ConflictError(f"{self.id} has been reviewed already")
        if by == self.sent_by:
            raise RefusedError("whoever sent it cannot review it: a second person has to")
        if not said.strip():
            raise InvalidError("say what the review found")
        return replace(self, reviewed_by=by, reviewed_at=at, review=said.strip())


def stripped(portion: Cut, entities: Mapping[EntityId, Entity]) -> Cut:
    """Return of a portion the violence that lies ahead: what, where, when and how likely, and nobody."""
    shared: list[Claim] = []
    withheld = list(portion.withheld)
    for claim in portion.shared:
        left, gone = _without_people(claim, entities)
        withheld.extend(gone)
        shared.extend([left] if left is not None else [])
    kept = {claim.id for claim in shared}
    concerns = tuple(each for each in portion.concerns if _warns(each) and not kept.isdisjoint(each.events))
    told_for = {event for each in concerns for event in each.events}
    withheld += [Withheld(claim=each, because=Rule.NIGHT_MINIMUM) for each in sorted(kept - told_for)]
    return replace(
        portion,
        shared=(told := tuple(claim for claim in shared if claim.id in told_for)),
        withheld=tuple(withheld),
        marking=combined(*(claim.marking for claim in told)),
        concerns=concerns,
    )


def _without_people(claim: Claim, entities: Mapping[EntityId, Entity]) -> tuple[Claim | None, list[Withheld]]:
    event = claim.content
    if not isinstance(event, Event) or not is_threat(claim) or _names_somebody(claim.marking):
        return None, [Withheld(claim=claim.id, because=Rule.NIGHT_MINIMUM)]
    places = tuple(each for each in event.places if entities[each.entity].kind in _WHERE)
    time = event.time if event.time is not None and event.time.start is not None else None  # else it is a quotation
    left = replace(claim, content=replace(event, participants=(), places=places, time=time), attribution=())
    gone = [each for each in claim.entities if each not in left.entities]
    return left, [Withheld(claim=claim.id, because=Rule.NIGHT_MINIMUM, entity=each) for each in gone]


def _names_somebody(marking: Marking) -> bool:
    """Readers, originators and restrictions in words travel with a claim: a second person looks at those."""
    return bool(marking.readers or marking.originators or marking.restrictions)


def _warns(concern: Concern) -> bool:
    """A state that is warned of a danger; not one that would hear of somebody of its own."""
    return REASONS[concern.reason].duty is Duty.WARN and not concern.own_nationals
