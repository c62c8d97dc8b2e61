"""Statements: claims made of what the patterns found, each with the words it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.domain.claim import (
    Attribute,
    AttributeKind,
    Attribution,
    Basis,
    Claim,
    Event,
    EventPlace,
    Participant,
    Role,
    Status,
)
from tocsin.domain.entity import Entity, EntityKind, Form, Mention
from tocsin.domain.ground import Ground, Question, Rule
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.report import Span
from tocsin.reading.languages.arguments import Arguments, Clause
from tocsin.reading.languages.cast import Cast, Figure
from tocsin.reading.languages.dates import Moment
from tocsin.reading.languages.phrases import Phrase
from tocsin.reading.languages.triggers import Trigger
from tocsin.vocabulary.duty import AHEAD

_SUSPECTED = frozenset({"suspect", "wanted", "perpetrator", "attacker", "defendant", "accused"})
_STYLES = {"wanted": "wanted", "leading": "ringleader"}
_DESCRIBED = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.FACILITY, EntityKind.EVENT, EntityKind.PLACE})


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes claims, and the text they quote."""

    text: str
    reader: str

    def span(self, phrase: Phrase) -> Span:
        """Quote a phrase."""
        return phrase.sentence.span(self.text, phrase.first, phrase.last)

    def said(self, entity: EntityId, kind: AttributeKind, value: str, evidence: Span, status: Status) -> Claim:
        """Draft a claim that says something of an entity; its id comes later."""
        ground = Ground(question=Question.WHAT, answer=value, rule=Rule.PATTERN, entity=entity, words=(evidence,))
        return Claim(
            id=ClaimId(""),
            content=Attribute(entity=entity, kind=kind, value=value),
            status=status,
            evidence=(evidence,),
            found_by=self.reader,
            basis=Basis.ASSESSMENT if status is Status.ALLEGED else Basis.FACT,
            grounds=(ground,),
        )


def entities(writer: Writer, cast: Cast) -> tuple[Entity, ...]:
    """Write down everybody and everything."""
    return tuple(_entity(writer, figure) for figure in cast.figures)


def _entity(writer: Writer, figure: Figure) -> Entity:
    best = figure.best
    name = best.sentence.name(writer.text, *(best.name or (best.first, best.last)))
    is_group = figure.kind is EntityKind.GROUP
    counted = next((each for each in figure.phrases if each.count_text), None) if is_group else None
    mentions = tuple(
        Mention(
            span=each.sentence.name(writer.text, *(each.name or (each.first, each.last))),
            form=Form.NAME if each.name is not None else Form.NOMINAL,
        )
        for each in figure.phrases
    )
    return Entity(
        id=figure.id,
        kind=figure.kind,
        name=" ".join(name.text.split()),
        mentions=mentions,
        count=counted.count if counted else None,
        count_text=counted.count_text if counted else None,
    )


def attributes(writer: Writer, cast: Cast) -> Iterator[Claim]:
    """Say of everybody what the phrases that mean them say."""
    for figure in cast.figures:
        seen: set[tuple[str, str]] = set()
        for phrase, each in figure.said:
            if figure.kind in _DESCRIBED and (each.kind, each.value) not in seen:
                seen.add((each.kind, each.value))
                status = Status.ALLEGED if each.value in _SUSPECTED else Status.STATED
                evidence = phrase.sentence.span(writer.text, each.first, each.last)
                yield writer.said(figure.id, each.kind, each.value, evidence, status)
        if figure.phrases[0].is_armed:
            yield writer.said(
                figure.id, AttributeKind.ROLE, "armed group", writer.span(figure.phrases[0]), Status.STATED
            )


def event(
    writer: Writer,
    clause: Clause,
    trigger: Trigger,
    filled: Arguments,
    when: Moment | None,
    hops: Sequence[Attribution],
) -> Claim:
    """Draft the claim that something happened or may happen; its id comes later."""
    sentence, cast = clause.sentence, clause.cast
    parts = [(role, figure.id) for role, phrase in filled.parts for figure in cast.with_company(phrase)]
    spots = [(role, figure.id) for role, phrase in filled.spots for figure in cast.with_company(phrase)]
    ends = [
        trigger.first,
        trigger.last,
        *(at for each in filled.phrases if each.sentence is sentence for at in (each.first, each.last)),
    ]
    ends += [when.first, when.last] if when is not None else []
    words = sentence.span(writer.text, trigger.first, trigger.last)
    is_assessed = trigger.status in {Status.POSSIBLE, Status.ALLEGED} or trigger.status.value in AHEAD
    return Claim(
        id=ClaimId(""),
        content=Event(
            type=trigger.type,
            trigger=words,
            participants=tuple(Participant(role=role, entity=each) for role, each in dict.fromkeys(parts)),
            places=tuple(EventPlace(role=role, entity=each) for role, each in dict.fromkeys(spots)),
            time=when.when if when is not None else None,
        ),
        status=trigger.status,
        evidence=(sentence.span(writer.text, min(ends), max(ends)),),
        attribution=tuple(hops),
        found_by=writer.reader,
        grounds=tuple(_grounds(writer, clause, trigger, filled, words)),
        basis=Basis.ASSESSMENT if is_assessed else Basis.FACT,
    )


def _grounds(writer: Writer, clause: Clause, trigger: Trigger, filled: Arguments, words: Span) -> Iterator[Ground]:
    yield Ground(question=Question.WHAT, answer=trigger.type, rule=Rule.WORD_LIST, words=(words,))
    for question, held in ((Question.WHO, filled.parts), (Question.WHERE, filled.spots)):
        for role, phrase in held:
            for figure in clause.cast.of(phrase):
                span = (writer.span(phrase),)
                yield Ground(question=question, answer=role.value, rule=Rule.PATTERN, entity=figure.id, words=span)
    cue = clause.sentence.span(writer.text, *trigger.cue) if trigger.cue is not None else None
    yield Ground(
        question=Question.HOW_SURE,
        answer=trigger.status.value,
        rule=Rule.CUE if cue is not None else Rule.NO_CUE,
        words=(cue,) if cue is not None else (),
    )


def stays(writer: Writer, clause: Clause, trigger: Trigger, filled: Arguments) -> Iterator[Claim]:
    """Where people are said to be."""
    if trigger.status is Status.DENIED:
        return
    status = Status.STATED if trigger.status is Status.OCCURRED else Status.ALLEGED
    people = [
        figure for role, phrase in filled.parts if phrase.is_people for figure in clause.cast.with_company(phrase)
    ]
    for _, spot in filled.spots:
        if spot.country is None:
            continue
        ends = [trigger.first, trigger.last, spot.first, spot.last]
        evidence = clause.sentence.span(writer.text, min(ends), max(ends))
        for figure in people:
            yield writer.said(figure.id, AttributeKind.COUNTRY, spot.country, evidence, status)


def styled(writer: Writer, clause: Clause, trigger: Trigger, filled: Arguments) -> Iterator[Claim]:
    """Who is looked for, and who leads."""
    if trigger.status is Status.DENIED:
        return
    evidence = clause.sentence.span(writer.text, trigger.first, trigger.last)
    for role, phrase in filled.parts:
        for figure in clause.cast.with_company(phrase) if role is Role.SUBJECT and phrase.is_people else ():
            yield writer.said(figure.id, AttributeKind.ROLE, _STYLES[trigger.type], evidence, Status.ALLEGED)
