"""A grammar: what each language has to be able to say."""

from collections.abc import Sequence
from typing import Protocol

from tocsin.domain.entity import EntityKind
from tocsin.domain.wording.noun import Description, Happening, Noun, Quality
from tocsin.vocabulary.language import Words


class Grammar(Protocol):
    """Sentences of one language. They come without a grade and without a likelihood."""

    @property
    def words(self) -> Words:
        """The fixed phrases of the language."""

    def day(self, day: int, month: int, year: int | None) -> str:
        """Write a date."""

    def country(self, code: str) -> Noun:
        """Name a country."""

    def describe(self, found: Description) -> Noun:
        """Describe somebody who has no name."""

    def place(self, name: str) -> Noun:
        """Name a place that is no country."""

    def again(self, kind: EntityKind, tag: str) -> Noun:
        """Mention once more somebody who was described, by the tag given then."""

    def title(self, text: str, *, many: bool = False) -> str:
        """Return what somebody's role is called; in quotation marks where the language has no word for it here."""

    def listed(self, nouns: Sequence[Noun]) -> str:
        """Join nouns: "a, b and c"."""

    def event(self, event: Happening) -> str:
        """Say what happens."""

    def state(self, subject: Noun, qualities: Sequence[Quality], status: str) -> str:
        """Say what somebody is."""
