"""Gate: from what a model tells to draft claims. Every quote and name is found in the report, or there is no claim.

What a claim says beyond its quotes is worked out here, from the quoted words and by our own lists: which state
"Tunisian" is, how old "aged 26" is, which day "Nov. 14" is. A model chooses words of the report and of closed lists.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from tocsin.domain.claim import (
    Attribute,
    AttributeKind,
    Attribution,
    Basis,
    Claim,
    Event,
    EventPlace,
    Participant,
    Status,
    When,
)
from tocsin.domain.entity import EntityKind
from tocsin.domain.ground import Ground, Question, Rule
from tocsin.domain.ids import ClaimId
from tocsin.domain.readers import Dropped
from tocsin.domain.report import Document, Span
from tocsin.reading import lexicon
from tocsin.reading.endpoint.answer import Quote, Told, ToldAttribute, ToldEvent
from tocsin.reading.endpoint.figures import Figures, is_pronoun
from tocsin.reading.endpoint.locate import Source, level
from tocsin.reading.text.passages import Passage
from tocsin.reading.times.times import moments
from tocsin.vocabulary.country import capital_of, country_named, country_of_demonym
from tocsin.vocabulary.duty import AHEAD

T = TypeVar("T")

_COUNTRIES = frozenset({AttributeKind.NATIONALITY, AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE})
_JUDGED = frozenset({Status.POSSIBLE, Status.ALLEGED})
_AGE = re.compile(r"\b\d{1,3}\b")
_LONGEST_NAME = 5  # words of a country's name


class _DropError(Exception):
    """This is no claim."""

    def __init__(self, why: Dropped) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass
class Gate:
    """Lets the claims of one report through."""

    document: Document
    reader: str
    dropped: Counter[Dropped] = field(default_factory=Counter)
    figures: Figures = field(default_factory=Figures)

    def __post_init__(self) -> None:
        """Make the report searchable."""
        self._source = Source(self.document)

    def passed(self, told: Iterable[Told], passage: Passage) -> Iterator[Claim]:
        """Yield the claims that rest on the report; count the others."""
        for each in told:
            try:
                yield self._event(each, passage) if isinstance(each, ToldEvent) else self._attribute(each, passage)
            except _DropError as error:
                self.dropped[error.why] += 1

    def _event(self, told: ToldEvent, passage: Passage) -> Claim:
        evidence = self._quoted(told.quote, (passage.start, passage.start + len(passage.text)))
        near = (evidence.start, evidence.end)
        trigger = self._inside(told.trigger, evidence)
        source = self._quoted(told.source, near) if told.source is not None else None
        time = self._quoted(told.time, near) if told.time is not None else None
        people = [(part, self._named(part.name, near)) for part in told.participants]
        places = [(place, self._named(place.name, near)) for place in told.places]
        # Nobody is known to the reading before every word of the claim has been found.
        at = self.figures.at
        content = Event(
            type=told.type,
            trigger=trigger,
            participants=_unique(
                Participant(role=part.role, entity=at(span, part.kind, passage.start)) for part, span in people
            ),
            places=_unique(
                EventPlace(role=place.role, entity=at(span, EntityKind.PLACE, passage.start)) for place, span in places
            ),
            time=self._when(time, told.status) if time is not None else None,
        )
        said_by = (Attribution(source=_flat(source.text), quote=source),) if source is not None else ()
        return self._draft(content, told.status, evidence, said_by)

    def _attribute(self, told: ToldAttribute, passage: Passage) -> Claim:
        evidence = self._quoted(told.quote, (passage.start, passage.start + len(passage.text)))
        near = (evidence.start, evidence.end)
        name = self._named(told.name, near)
        value = self._inside(told.value, evidence)
        if told.says is AttributeKind.MEMBERSHIP:
            if is_pronoun(value.text):
                raise _DropError(Dropped.PRONOUN)
            entity = self.figures.at(name, told.kind, passage.start)
            of = self.figures.at(value, EntityKind.ORGANISATION, passage.start)
            if of == entity:
                raise _DropError(Dropped.VALUE)
            content = Attribute(entity=entity, kind=told.says, value=of)
        else:
            worth = _value(told.says, value)
            if level(worth) == level(name.text):
                raise _DropError(Dropped.VALUE)
            content = Attribute(entity=self.figures.at(name, told.kind, passage.start), kind=told.says, value=worth)
        return self._draft(content, told.status, evidence, ())

    def _draft(
        self, content: Event | Attribute, status: Status, evidence: Span, said_by: tuple[Attribution, ...]
    ) -> Claim:
        return Claim(
            id=ClaimId(""),
            content=content,
            status=status,
            evidence=(evidence,),
            attribution=said_by,
            found_by=self.reader,
            basis=Basis.ASSESSMENT if status in _JUDGED else Basis.FACT,
            grounds=(_ground(content, evidence),),
        )

    def _quoted(self, quote: Quote, near: tuple[int, int], why: Dropped = Dropped.QUOTE) -> Span:
        found = self._source.find(quote, near=near)
        if found is None:
            raise _DropError(why)
        return found

    def _inside(self, quote: Quote, evidence: Span) -> Span:
        """The words that carry a claim stand in its evidence: beside it they would tell of something else."""
        found = self._quoted(quote, (evidence.start, evidence.end))
        if not found.overlaps(evidence):
            raise _DropError(Dropped.VALUE)
        return found

    def _named(self, name: Quote, near: tuple[int, int]) -> Span:
        if is_pronoun(name):
            raise _DropError(Dropped.PRONOUN)
        return self._quoted(name, near, Dropped.NAME)

    def _when(self, words: Span, status: Status) -> When:
        """Place the time where our own rules can; its words stay in any case."""
        text = _flat(words.text)
        found = next(moments(text, self.document.published, ahead=status.value in AHEAD), None)
        if found is None:
            return When(text=text, start=None, end=None, precision="vague")
        return When(text=text, start=found.when.start, end=found.when.end, precision=found.when.precision)


def _ground(content: Event | Attribute, evidence: Span) -> Ground:
    """A model gives no reasons that could be relied on; only that it was a model, and the words."""
    answer, words = (content.type, content.trigger) if isinstance(content, Event) else (content.kind.value, evidence)
    return Ground(question=Question.WHAT, answer=answer, rule=Rule.MODEL, words=(words,))


def _value(kind: AttributeKind, words: Span) -> str:
    """Read the value out of the words that say it."""
    if kind in _COUNTRIES:
        return _country(words.text)
    if kind is AttributeKind.AGE:
        found = _AGE.search(words.text)
        if found is None:
            raise _DropError(Dropped.VALUE)
        return str(int(found.group()))
    if kind is AttributeKind.PROTECTED:
        return _protected(words.text)
    return _flat(words.text)


def _country(words: str) -> str:
    """The one state that words name: "Tunisian", "of Tunisia", "Tunisia-national"."""
    pieces = re.findall(r"[\w.’']+", words)
    for length in range(min(_LONGEST_NAME, len(pieces)), 0, -1):
        for at in range(len(pieces) - length + 1):
            piece = " ".join(pieces[at : at + length])
            code = country_of_demonym(piece) or country_named(piece) or capital_of(piece)
            if code is not None:
                return code
    raise _DropError(Dropped.COUNTRY)


def _protected(words: str) -> str:
    plain = level(words)
    known = sorted(lexicon.words("people", "nouns", "protected"), key=len, reverse=True)
    for word in known:
        if re.search(rf"\b{re.escape(word)}s?\b", plain):
            return word
    raise _DropError(Dropped.LIST)


def _flat(words: str) -> str:
    return " ".join(words.split())


def _unique(parts: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(parts))
