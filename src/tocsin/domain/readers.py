"""Readers: what each reader of a report contributed, and what of it was not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Dropped(StrEnum):
    """Why something that a reader claimed is no claim."""

    QUOTE = "quote-not-in-the-text"
    NAME = "name-not-in-the-text"
    PRONOUN = "pronoun-for-a-name"
    LIST = "word-not-on-the-list"
    COUNTRY = "no-such-country"
    VALUE = "value-not-in-its-words"
    FORM = "not-in-the-form-asked-for"
    MANY = "more-than-is-taken"


class Failed(StrEnum):
    """Why a passage was not read."""

    FORBIDDEN = "address-not-allowed"
    UNREACHABLE = "not-reached"
    TIME = "timed-out"
    ERROR = "answered-with-an-error"
    LONG = "answer-too-long"
    ANSWER = "answer-not-understood"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One reader's part in a reading. A claim that several readers found counts for each."""

    reader: str
    claims: int = 0
    dropped: Mapping[Dropped, int] = field(default_factory=dict)
    passages: int | None = None  # how many it was to read; None where it reads the text as a whole
    failed: Mapping[Failed, int] = field(default_factory=dict)
