"""An entity: what the mentions of one report are judged to be about."""

from dataclasses import dataclass
from enum import StrEnum

from tocsin.domain.ground import Ground
from tocsin.domain.ids import EntityId, ReportId
from tocsin.domain.report import Span
from tocsin.vocabulary.gate import WORDS_FOR_MANY

SMALL_GROUP = 10  # fewer people than this can be told apart: they count as identifiable


class EntityKind(StrEnum):
    """What sort of thing it is."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    FACILITY = "facility"
    WEAPON = "weapon"
    IDENTIFIER = "identifier"


class Form(StrEnum):
    """How a mention refers."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Some words that refer to the entity."""

    span: Span
    form: Form
    ground: Ground | None = None  # why it is counted among the others; None for the first words


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing in one report. What is *said* of it is in claims, never here."""

    id: EntityId
    kind: EntityKind
    name: str
    mentions: tuple[Mention, ...]
    count: int | None = None  # of a group, if the words give a number
    count_text: str | None = None  # the words themselves: "dozens of"
    report: ReportId | None = None

    @property
    def is_identifiable(self) -> bool:
        """Say whether a human being can be told from this: a person, or a group not known to be large.

        Nobody knows how many "a group of militants" are: it may be three men. A group with a name of its own is nobody.
        """
        if self.kind is EntityKind.PERSON:
            return True
        return self.kind is EntityKind.GROUP and not self._is_large

    @property
    def _is_large(self) -> bool:
        if self.count is not None:
            return self.count >= SMALL_GROUP
        is_named = any(mention.form is Form.NAME for mention in self.mentions)
        return is_named or not WORDS_FOR_MANY.isdisjoint((self.count_text or "").casefold().split())
