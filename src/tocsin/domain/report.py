"""A report: what came in, kept byte for byte, with the text that was taken from it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import AccountId, MessageId, ReportId
from tocsin.domain.readers import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a report's text: `text == report.text[start:end]`, counted in code points."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        """Refuse a span whose length is not that of its text."""
        if self.start < 0 or self.end - self.start != len(self.text):
            raise InvalidError(f"a span of {len(self.text)} characters cannot run from {self.start} to {self.end}")

    def is_in(self, text: str) -> bool:
        """Say whether these exact words stand there."""
        return text[self.start : self.end] == self.text

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a text, without its words."""

    start: int
    end: int


class OddityKind(StrEnum):
    """What a person would not see in a text, and ought to know of."""

    HIDDEN = "hidden characters"
    DIRECTION = "overridden direction"
    SCRIPTS = "mixed scripts"
    CUT = "not read to the end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Something odd about a text: how often it occurs, and the first places."""

    kind: OddityKind
    count: int
    places: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report's text and what is known of it before anybody reads it."""

    text: str
    sha256: str  # of the bytes that came in
    text_sha256: str  # of the text in UTF-8
    title: str | None = None
    language: str | None = None  # ISO 639-1; None where it cannot be told
    published: date | None = None  # only if the text states it or a person gave it
    boilerplate: tuple[Stretch, ...] = ()
    oddities: tuple[Oddity, ...] = ()


class ReportKind(StrEnum):
    """How a report came about."""

    DOCUMENT = "document"
    NOTE = "note"  # written by one of us: a call, or an assessment of our own


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document in the keeping of a node; its bytes are kept beside it."""

    id: ReportId
    kind: ReportKind
    document: Document
    name: str  # the file's name, or what the officer called the note
    source: str  # in a person's words: who gave it to us
    received_at: datetime
    received_by: AccountId
    reader: str  # who read it, with version
    unread_because: str | None = None
    shares: tuple[Share, ...] = ()  # of each reader, and what of it was not taken
    taken_from: MessageId | None = None  # the warning it was taken over from
    erased_at: datetime | None = None  # of it or of part of it
    waits: bool = False  # it has claims, and nobody has judged any of them yet
