"""Sayings: who a sentence says it from ("selon une source …", "… açıklamaya göre", "a annoncé le parquet")."""

from collections.abc import Iterator

from tocsin.domain.claim import Attribution
from tocsin.domain.entity import EntityKind
from tocsin.reading.languages.arguments import Clause
from tocsin.reading.languages.phrases import Phrase
from tocsin.reading.languages.statements import Writer
from tocsin.reading.languages.triggers import Trigger

_BESIDE = 3  # words between a speaker and the verb


def sayings(writer: Writer, clause: Clause) -> Iterator[Attribution]:
    """Find the speakers of a sentence, each once."""
    seen: set[int] = set()
    for phrase in clause.phrases:
        if phrase.mark == "according" and _may_speak(phrase):
            seen.add(id(phrase))
            yield _hop(writer, phrase, phrase.first - 1, phrase.last)
    for trigger in clause.triggers:
        speaker = _speaker(clause, trigger) if trigger.type == "saying" else None
        if speaker is not None and id(speaker) not in seen:
            seen.add(id(speaker))
            yield _hop(writer, speaker, min(speaker.first, trigger.first), max(speaker.last, trigger.last))


def _speaker(clause: Clause, trigger: Trigger) -> Phrase | None:
    if not clause.tongue.verb_is_last:
        for phrase in clause.phrases:
            if 0 < phrase.first - trigger.last <= _BESIDE and phrase.is_bare and _may_speak(phrase):
                return phrase
    before = [each for each in clause.phrases if each.last < trigger.first and each.is_bare and _may_speak(each)]
    if clause.tongue.verb_is_last:  # "Bakan X, … söyledi": the speaker opens the sentence
        return before[0] if before else None
    return next((each for each in before if each.last + 1 == trigger.first), None)


def _may_speak(phrase: Phrase) -> bool:
    return phrase.is_people or phrase.kind is EntityKind.ORGANISATION


def _hop(writer: Writer, phrase: Phrase, first: int, last: int) -> Attribution:
    source = " ".join(writer.span(phrase).text.split())
    return Attribution(source=source, quote=phrase.sentence.span(writer.text, max(0, first), last))
