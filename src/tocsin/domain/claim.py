"""A claim: one statement with the exact words it rests on, who says so, and how sure they are.

Every event is a claim, and so is every attribute of an entity. A machine's claim whose quotes are not in the
report at their offsets cannot exist (`rests_on`). A correction is a new claim beside the old one.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tocsin.domain.errors import InvalidError
from tocsin.domain.ground import Ground, Question
from tocsin.domain.ids import AccountId, ClaimId, EntityId, ReportId
from tocsin.domain.marking import UNMARKED, Marking
from tocsin.domain.personal import Personal
from tocsin.domain.report import Span
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.likelihood import Direction


class Status(StrEnum):
    """What is said about whether it is so."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    ATTEMPTED = "attempted"
    THREATENED = "threatened"
    ALLEGED = "alleged"
    DENIED = "denied"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    STATED = "stated"  # of an attribute, which is `stated`, `alleged` or `denied`


class Role(StrEnum):
    """What a participant does in an event."""

    PERPETRATOR = "perpetrator"
    VICTIM = "victim"
    TARGET = "target"
    DETAINEE = "detainee"
    AUTHORITY = "authority"
    ATTENDEE = "attendee"
    TRAVELLER = "traveller"
    INSTRUMENT = "instrument"
    SOURCE = "source"
    RECIPIENT = "recipient"
    SUBJECT = "subject"


class PlaceRole(StrEnum):
    """What a place is to an event."""

    AT = "at"
    FROM = "from"
    TO = "to"
    THROUGH = "through"
    TARGET = "target"


class AttributeKind(StrEnum):
    """What can be said of an entity."""

    ALIAS = "alias"
    NATIONALITY = "nationality"  # ISO 3166-1 alpha-2
    ORIGIN = "origin"  # routes nothing
    BIRTHPLACE = "birthplace"  # routes nothing
    AGE = "age"
    COUNT = "count"
    ROLE = "role"
    MEMBERSHIP = "membership"  # of the organisation entity `value`
    COUNTRY = "country"  # of a place: where it lies; of a person or group: where they are now
    PROTECTED = "protected"  # asylum, refugee, defector, source, journalist, minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An entity in an event."""

    role: Role
    entity: EntityId


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """A place in an event."""

    role: PlaceRole
    entity: EntityId


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as the text gives it. `start` and `end` are YYYY-MM-DD, --MM-DD where the year is unknown, or
    RFC 3339 with an offset; None where the words cannot be placed. `precision` says which:
    minute, day, month, year, interval or vague."""

    text: str
    start: str | None
    end: str | None
    precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """A likelihood word of a scheme, or only the direction in which it moved."""

    scheme: str  # icd203, phia, or words
    term: str | None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened or may happen. `type` is a line of vocabulary/data/harm.toml."""

    type: str
    trigger: Span
    participants: tuple[Participant, ...] = ()
    places: tuple[EventPlace, ...] = ()
    time: When | None = None
    likelihood: Likelihood | None = None

    def __post_init__(self) -> None:
        """Refuse a type that no rule knows."""
        if self.type not in EVENT_TYPES:
            raise InvalidError(f"no event type {self.type}: see vocabulary/data/harm.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """Something said of an entity. A role's `value` is its title; a membership's is an entity id."""

    entity: EntityId
    kind: AttributeKind
    value: str
    organisation: EntityId | None = None  # of a role
    place: EntityId | None = None  # of a role

    def __post_init__(self) -> None:
        """Refuse a state that is none: nothing could be routed by it."""
        if self.kind in {AttributeKind.NATIONALITY, AttributeKind.COUNTRY} and self.value not in COUNTRIES:
            raise InvalidError(f"a {self.kind} is a country code of two letters, as in TR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One hop of who says so; the outermost speaker first."""

    source: str
    quote: Span


class Basis(StrEnum):
    """Fact and assessment stay apart (LED art. 7(1))."""

    FACT = "fact"
    ASSESSMENT = "assessment"


class Review(StrEnum):
    """What a person has made of a claim."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """What a grade rests on beside its reason."""

    confirmed_by: tuple[ClaimId, ...] = ()  # for a 1: claims that go back to other roots
    stated: str | None = None  # as the sender's own scale has it, where that is another: "4x4 B3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """An Admiralty grade: two axes, set apart, by somebody, for a reason."""

    reliability: Reliability
    credibility: Credibility
    by: AccountId
    at: datetime
    why: str
    footing: Footing = field(default_factory=Footing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who judged a claim, when, and why."""

    review: Review
    by: AccountId
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement. Immutable in what it says; its history of decisions and grades only grows."""

    id: ClaimId
    content: Event | Attribute
    status: Status
    evidence: tuple[Span, ...]
    attribution: tuple[Attribution, ...] = ()
    report: ReportId | None = None
    found_by: str = ""  # a reader with its version, or an account
    also_found_by: tuple[str, ...] = ()  # other readers that say the same
    grounds: tuple[Ground, ...] = ()  # why a reader says so; never leaves the node
    basis: Basis = Basis.FACT
    marking: Marking = UNMARKED  # nobody holds it before a person has marked it
    personal: Personal | None = None  # why we may hold what it says of people; stated when it is confirmed
    review: Review = Review.DRAFT
    decisions: tuple[Decision, ...] = ()
    grades: tuple[Grade, ...] = ()
    supersedes: ClaimId | None = None

    @property
    def grade(self) -> Grade | None:
        """The grade in force; None means nobody has graded it."""
        return self.grades[-1] if self.grades else None

    @property
    def finders(self) -> tuple[str, ...]:
        """Everybody who found it."""
        return (self.found_by, *self.also_found_by)

    @property
    def review_on(self) -> date | None:
        """When it is to be looked at again, where it is in force and says something of people."""
        is_live = self.review in {Review.DRAFT, Review.CONFIRMED}
        return self.personal.review_on if self.personal is not None and is_live else None

    @property
    def is_background(self) -> bool:
        """Say whether a reader found it told as background: true, but no news, so that it routes nothing."""
        return any(ground.question is Question.HOW_RECENT for ground in self.grounds)

    @property
    def entities(self) -> tuple[EntityId, ...]:
        """Every entity the statement is about."""
        match self.content:
            case Event():
                people = [participant.entity for participant in self.content.participants]
                return tuple(dict.fromkeys([*people, *(place.entity for place in self.content.places)]))
            case Attribute():
                others = [self.content.organisation, self.content.place]
                return (self.content.entity, *(other for other in others if other is not None))

    def rests_on(self, text: str) -> bool:
        """Say whether every quote stands in the text at its offsets: the gate a machine's claim passes."""
        spans = [*self.evidence, *(hop.quote for hop in self.attribution)]
        spans += (span for ground in self.grounds for span in ground.words)
        if isinstance(self.content, Event):
            spans.append(self.content.trigger)
        return bool(self.evidence) and all(span.is_in(text) for span in spans)
