"""Inquiries: what one organisation asks another about a person, within which time, and what was answered.

Clocks and grounds after Directive (EU) 2023/977, articles 5 and 6. The clock starts when the asked node received
the question, by its own receipt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.domain.errors import InvalidError
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import AccountId, CounterpartId, MessageId
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency


class Haste(StrEnum):
    """How soon it must be answered: urgent or not, and whether the asked can look it up without asking others."""

    URGENT_DIRECT = "urgent-direct"
    URGENT_INDIRECT = "urgent-indirect"
    ORDINARY = "ordinary"

    @property
    def urgency(self) -> Urgency:
        """The stream in which it travels, and its answers too."""
        return Urgency.EXPECTED if self is Haste.ORDINARY else Urgency.IMMEDIATE


ANSWER_WITHIN = {
    Haste.URGENT_DIRECT: timedelta(hours=8),
    Haste.URGENT_INDIRECT: timedelta(days=3),
    Haste.ORDINARY: timedelta(days=7),
}
COUNTED_FOR = timedelta(days=30)  # caps are on what was asked within so long
MOST_ANSWERS = 50  # to one inquiry


class Extent(StrEnum):
    """How much of what was asked an answer gives."""

    FULL = "full"
    PARTIAL = "partial"
    REFUSED = "refused"
    DELAYED = "delayed"  # a court must allow it first: when, and why


class Ground(StrEnum):
    """Why an answer, or part of it, is refused: the Directive's closed list."""

    NOT_AVAILABLE = "not-available"
    REQUEST_INCOMPLETE = "request-incomplete"
    AUTHORISATION_REFUSED = "authorisation-refused"
    BEYOND_CATEGORIES = "beyond-categories"
    NOT_ACCURATE = "not-accurate"
    NATIONAL_SECURITY = "national-security"
    INVESTIGATION_OR_SAFETY = "investigation-or-safety"
    LEGAL_PERSON = "legal-person"
    MINOR_OFFENCE = "minor-offence"
    NOT_AN_OFFENCE = "not-an-offence"
    NO_CONSENT = "no-consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What crosses the border. The person is known by a border name the two already share, or by words."""

    whom: str  # words; may be empty where `name` says it
    name: str | None = None  # a name that one of the two has used to the other
    asked: str
    reasons: str  # why the asked is believed to hold it
    purpose: str
    legal_basis: str
    haste: Haste
    restrictions: str  # on the use of what the question itself tells
    tlp: Tlp
    contact: str

    @property
    def subject(self) -> str:
        """Under what it is counted: spacing and capitals make no other person."""
        return self.name or " ".join(self.whom.casefold().split())

    def require_sense(self) -> None:
        """Raise `InvalidError` unless it says whom, what, why and by what law."""
        if not self.subject:
            raise InvalidError("say whom the inquiry is about, in words or by a name that you both know")
        if not all(text.strip() for text in (self.asked, self.reasons, self.purpose, self.legal_basis)):
            raise InvalidError("an inquiry says what is asked, why they should know, its purpose and its legal basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is answered, under which restrictions."""

    extent: Extent
    said: str
    ground: Ground | None = None
    part: str = ""  # which part is refused
    restrictions: str = ""  # on the use of what is said
    until: datetime | None = None  # of a delay
    tlp: Tlp = Tlp.AMBER

    def require_sense(self) -> None:
        """Raise `InvalidError` unless extent, ground, part and time agree."""
        is_refusing = self.extent in {Extent.PARTIAL, Extent.REFUSED}
        if not self.said.strip():
            raise InvalidError("an answer says something: what is known, or the reasons")
        if (self.ground is not None) != is_refusing or bool(self.part.strip()) != (self.extent is Extent.PARTIAL):
            raise InvalidError("a refusal names its ground, a partial answer also which part is refused")
        if (self.until is not None) != (self.extent is Extent.DELAYED):
            raise InvalidError("a delay says until when, and nothing else does")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A reply that was sent or came in."""

    message: MessageId
    reply: Reply
    at: datetime
    by: AccountId | None = None  # of ours
    approved_by: AccountId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reply that waits for a second person: exactly these bytes."""

    reply: Reply
    body: bytes
    digest: str
    by: AccountId
    at: datetime


class InquiryState(StrEnum):
    """How far an inquiry has got; of what we ask and of what we are asked."""

    DRAFT = "draft"  # ours: waits for a second person
    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One question, asked by us or of us, and every answer to it. `id` is the message id where we are asked."""

    id: str
    direction: Direction
    counterpart: CounterpartId
    question: Question
    state: InquiryState
    made_at: datetime
    body: bytes = b""  # of ours: exactly what is sent
    digest: str = ""
    made_by: AccountId | None = None
    approved_by: AccountId | None = None
    weighed: str = ""  # what their hearing of the person could do to him; never sent
    message: MessageId | None = None
    received_at: datetime | None = None  # by whoever is asked
    answers: tuple[Answered, ...] = ()
    draft: Draft | None = None

    @property
    def due_at(self) -> datetime | None:
        """Until when it must be answered; None while nobody is known to have received it."""
        if self.received_at is None:
            return None
        delays = [each.reply.until for each in self.answers if each.reply.until is not None]
        return delays[-1] if delays else self.received_at + ANSWER_WITHIN[self.question.haste]

    @property
    def waits(self) -> bool:
        """Say whether it waits for a person here: for a second one, or for an answer."""
        is_asked = (self.direction, self.state) == (Direction.IN, InquiryState.OPEN)
        return is_asked or self.draft is not None or self.state is InquiryState.DRAFT

    def state_after(self, reply: Reply) -> InquiryState:
        """What it has become with this reply."""
        return {Extent.DELAYED: self.state, Extent.REFUSED: InquiryState.REFUSED}.get(
            reply.extent, InquiryState.ANSWERED
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """How much may be asked of one another within thirty days."""

    in_all: int = 100
    about_one: int = 3

    def is_reached(self, asked: Iterable[Inquiry], question: Question, now: datetime) -> bool:
        """Say whether one more is too many."""
        recent = [each for each in asked if each.made_at > now - COUNTED_FOR]
        about_one = [each for each in recent if each.question.subject == question.subject]
        return len(recent) >= self.in_all or len(about_one) >= self.about_one
