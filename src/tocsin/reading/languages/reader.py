"""The reader by patterns: persons, places, dates, the commonest events and the concerns that follow.

It reads the languages that have a file in data/ and no parser here. It is shallower than the reader of English, and its
claims are labelled so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.domain.claim import Claim, Event
from tocsin.domain.duty import concerns
from tocsin.domain.ids import ClaimId
from tocsin.domain.reading import Reading
from tocsin.domain.report import Document
from tocsin.reading.languages.arguments import Clause, arguments
from tocsin.reading.languages.cast import cast
from tocsin.reading.languages.dates import Moment, moments
from tocsin.reading.languages.phrases import Phrase, phrases
from tocsin.reading.languages.sayings import sayings
from tocsin.reading.languages.sentences import Sentence, sentences
from tocsin.reading.languages.statements import Writer, attributes, entities, event, stays, styled
from tocsin.reading.languages.tongue import tongue_of
from tocsin.reading.languages.triggers import Trigger, triggers
from tocsin.reading.languages.units import names_of
from tocsin.reading.text.passages import with_end_told


def reader_of(language: str) -> str:
    """Name the reader of a language, as its claims are labelled."""
    return f"tocsin patterns/{language} 1"


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with what was found in it."""

    sentence: Sentence
    phrases: tuple[Phrase, ...]
    dates: tuple[Moment, ...]


def read_by_patterns(document: Document, language: str) -> Reading:
    """Read a report in a language that has word-lists and patterns only."""
    document = with_end_told(document)
    tongue = tongue_of(language)
    whole = tuple(sentences(document, tongue))
    names = names_of(tongue, whole)
    lines = []
    for sentence in whole:
        dates = tuple(moments(tongue, sentence, document.published))
        dated = frozenset(at for each in dates for at in range(each.first, each.last + 1))
        lines.append(_Line(sentence, tuple(phrases(tongue, sentence, names, dated)), dates))
    everybody = cast(tongue, [(line.sentence, line.phrases) for line in lines])
    writer = Writer(document.text, reader_of(language))
    told: list[Claim] = []
    for line in lines:
        found = triggers(tongue, line.sentence, line.phrases)
        told.extend(_told(writer, Clause(tongue, line.sentence, line.phrases, found, everybody), line))
    drafts = [*attributes(writer, everybody), *told]
    claims = tuple(_numbered(claim for claim in drafts if claim.rests_on(document.text)))
    people = entities(writer, everybody)
    return Reading(
        document=document, reader=writer.reader, entities=people, claims=claims, concerns=concerns(claims, people)
    )


def _told(writer: Writer, clause: Clause, line: _Line) -> Iterator[Claim]:
    used: set[int] = set()
    hops = tuple(sayings(writer, clause))
    for trigger in clause.triggers:
        if trigger.type == "saying":
            continue
        filled = arguments(clause, trigger, used)
        if trigger.type == "stays":
            yield from stays(writer, clause, trigger, filled)
        elif not trigger.is_event:
            yield from styled(writer, clause, trigger, filled)
        else:
            yield event(writer, clause, trigger, filled, _when(clause, trigger, line.dates), hops)


def _when(clause: Clause, trigger: Trigger, dates: Sequence[Moment]) -> Moment | None:
    """The nearest date, if no other deed is nearer to it."""
    events = [each for each in clause.triggers if each.is_event]
    mine = [each for each in dates if min(events, key=lambda other: abs(other.first - each.first)) is trigger]
    return min(mine, key=lambda each: abs(each.first - trigger.first), default=None)


def _numbered(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Give attributes a1, a2 … and events v1, v2 … in order."""
    seen = {"a": 0, "v": 0}
    for claim in claims:
        letter = "v" if isinstance(claim.content, Event) else "a"
        seen[letter] += 1
        yield replace(claim, id=ClaimId(f"{letter}{seen[letter]}"))
