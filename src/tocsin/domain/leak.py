"""A leak: a trace of something withheld in what a counterpart would get, and the smallest change that takes it out.

Leaks are for the eyes of whoever approves. They say which withheld claim shows through, so they never travel, and
the ledger knows them by their numbers only.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.domain.ids import AccountId, ClaimId


class Trace(StrEnum):
    """By what something withheld can be told."""

    NAME = "a name, in whatever spelling"
    COUNTRY = "a state, by name, people or capital"
    NUMBER = "a number"
    DATE = "a date"
    QUOTE = "words of the report"
    IDENTIFIER = "an identifier, or the name of a file"
    COUNT = "somebody left over when those who are told are counted"
    SOURCE = "of what type a source is that is not to be described"


class Change(StrEnum):
    """The smallest change that would take a trace out."""

    LEAVE_OUT = "leave out"
    SAY = "say instead"
    IN_OTHER_WORDS = "say it in other words"
    WITHHOLD = "leave the claim out of the notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A spelling of a name, where it stands in a text."""

    start: int
    end: int
    name: str
    met: tuple[str, ...]  # the parts of the name that stand there


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """One trace: which words, where in the text of the tearline, of which withheld claim."""

    trace: Trace
    words: str
    start: int | None  # None: not in the text, but elsewhere in what would be sent
    end: int | None
    claim: ClaimId | None  # None: it is no claim's, but an identifier or a name of ours
    change: Change
    instead: str = ""
    is_guarded: bool = False  # of somebody or something that this counterpart in particular must not learn


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """A releasing officer's statement that a trace is none; `leak` is its number, from 1."""

    leak: int
    why: str
    by: AccountId
    at: datetime
