"""What is being put together while a report is read: who is who, and how a claim is made from what was found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tocsin.domain.claim import Attribute, AttributeKind, Attribution, Basis, Claim, Event, Status
from tocsin.domain.entity import Form
from tocsin.domain.ground import Ground
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.report import Span
from tocsin.reading.coreference.coreference import Cast, Figure
from tocsin.reading.grammar.parse import Doc, Token, lemma, offset

READER = "tocsin default reader 1"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One report, parsed, with everybody in it known by an id."""

    text: str
    docs: tuple[Doc, ...]
    cast: Cast
    ids: Mapping[int, EntityId]  # of a figure, by its identity in memory

    @cached_property
    def named(self) -> frozenset[tuple[int, int]]:
        """Return the words inside names, by passage and position."""
        return frozenset(
            (phrase.doc.start, at)
            for figure in self.cast.figures
            for phrase in figure.phrases
            if phrase.form is Form.NAME
            for at in range(phrase.first, phrase.last + 1)
        )

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Return every word of the report, in its dictionary form."""
        return frozenset(lemma(token) for doc in self.docs for token in doc)

    def is_named(self, token: Token) -> bool:
        """Say whether a word is part of a name."""
        return (token.doc.start, token.i) in self.named

    def id(self, figure: Figure) -> EntityId | None:
        """Return the id of a figure; None for one that no phrase but a pronoun stands for."""
        return self.ids.get(id(figure))

    def all_at(self, token: Token) -> tuple[Figure, ...]:
        """Return everybody with an id for whom a word stands."""
        return tuple(figure for figure in self.cast.all_at(token) if id(figure) in self.ids)

    def first_word(self, token: Token) -> Token:
        """Return the first word of the phrase that a word stands for."""
        figure = self.cast.at(token)
        phrases = figure.phrases if figure is not None else []
        mine = (each for each in phrases if each.doc is token.doc and token.i in each.heads)
        return next((token.doc[each.first] for each in mine), token)

    def quote(self, first: Token, last: Token) -> Span:
        """Quote the report from one word to another, both included."""
        start, end = offset(first), offset(last) + len(last)
        return Span(start=start, end=end, text=self.text[start:end])


def said(
    entity: EntityId,
    kind: AttributeKind,
    value: str,
    evidence: Iterable[Span],
    *,
    status: Status = Status.STATED,
    organisation: EntityId | None = None,
    place: EntityId | None = None,
) -> Claim:
    """Draft a claim that says something of an entity; its id comes later."""
    return Claim(
        id=ClaimId(""),
        content=Attribute(entity=entity, kind=kind, value=value, organisation=organisation, place=place),
        status=status,
        evidence=tuple(evidence),
        found_by=READER,
        basis=Basis.ASSESSMENT if status is Status.ALLEGED else Basis.FACT,
    )


def told(
    event: Event,
    status: Status,
    evidence: Iterable[Span],
    attribution: Iterable[Attribution],
    basis: Basis,
    grounds: Iterable[Ground] = (),
) -> Claim:
    """Draft a claim that something happened or may happen; its id comes later."""
    return Claim(
        id=ClaimId(""),
        content=event,
        status=status,
        evidence=tuple(evidence),
        attribution=tuple(attribution),
        found_by=READER,
        grounds=tuple(grounds),
        basis=basis,
    )
