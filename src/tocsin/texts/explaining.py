"""Explaining: a ground in words.

`Why` is one ground with every value written out in the reader's language; the words it rests on stay as they are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tocsin.domain.claim import AttributeKind, PlaceRole, Status
from tocsin.domain.claim import Role as Part
from tocsin.domain.entity import Entity
from tocsin.domain.ground import Doubt, Ground, Question
from tocsin.domain.ids import EntityId
from tocsin.domain.report import Span
from tocsin.domain.wording.plain import day_words
from tocsin.texts.labels import event_label, label
from tocsin.texts.phrases import phrase
from tocsin.texts.places import country

_ANSWERS: Mapping[Question, tuple[type[StrEnum], ...]] = {
    Question.WHO: (Part, AttributeKind),
    Question.WHERE: (PlaceRole, AttributeKind),
    Question.HOW_SURE: (Status,),
}
_OTHERS: Mapping[Doubt, tuple[type[StrEnum], ...]] = {
    Doubt.OUTWEIGHED: (Status,),
    Doubt.ORIGIN: (AttributeKind,),
}


@dataclass(frozen=True, slots=True)
class Why:
    """A ground for people: `rejected` are pairs of another answer and why it was not given."""

    question: str
    answer: str
    of: str
    rule: str
    words: tuple[Span, ...]
    rejected: tuple[tuple[str, str], ...]

    def and_(self, other: "Why") -> "Why":
        """Join the words of both."""
        words = tuple(dict.fromkeys((*self.words, *other.words)))
        return replace(self, words=words, rejected=tuple(dict.fromkeys((*self.rejected, *other.rejected))))


@dataclass(frozen=True)
class Explainer:
    """Writes grounds out in one language."""

    say: Callable[[str], str]
    language: str

    def whys(self, grounds: Iterable[Ground], entities: Mapping[EntityId, Entity]) -> tuple[Why, ...]:
        """Write grounds in the order in which they are asked; the same answer by the same rule is said once."""
        order = list(Question)
        found: dict[tuple[str, ...], Why] = {}
        for ground in sorted(grounds, key=lambda ground: order.index(ground.question)):
            why = self.why(ground, entities)
            key = (why.question, why.answer, why.of, why.rule)
            found[key] = found[key].and_(why) if key in found else why
        return tuple(found.values())

    def why(self, ground: Ground, entities: Mapping[EntityId, Entity]) -> Why:
        """Write one ground."""
        known = entities.get(ground.entity) if ground.entity is not None else None
        return Why(
            question=self.say(label(ground.question)),
            answer=self._answer(ground) if ground.answer else self.say(phrase("nobody else")),
            of=known.name if known is not None else "",
            rule=self.say(label(ground.rule)),
            words=ground.words,
            rejected=tuple((self._other(each.answer, each.why), self.say(label(each.why))) for each in ground.rejected),
        )

    def sentence(self, why: Why) -> str:
        """Write it on one line: “where: at: Faro (the grammar of the sentence: “in Faro”)”."""
        quoted = ", ".join(dict.fromkeys(_quoted(span) for span in why.words))
        said = self.say(phrase("{question}: {answer} ({rule})")).format(
            question=why.question,
            answer=f"{why.answer}: {why.of}" if why.of else why.answer,
            rule=f"{why.rule}: {quoted}" if quoted else why.rule,
        )
        return said + self._but(why)

    def meant(self, why: Why) -> str:
        """Write on one line why some words mean somebody: “takes up the nearest that fits: “Faru””."""
        return f"{why.rule}: “{why.answer}”{self._but(why)}"

    def _but(self, why: Why) -> str:
        others = "; ".join(f"{other} ({reason})" for other, reason in why.rejected)
        return " · " + self.say(phrase("rejected: {others}")).format(others=others) if others else ""

    def _answer(self, ground: Ground) -> str:
        if ground.question is Question.WHAT:
            return self.say(event_label(ground.answer))
        if ground.question is Question.WHEN:
            return day_words(ground.answer) or ground.answer
        return self._word(ground.answer, _ANSWERS.get(ground.question, ()))

    def _other(self, answer: str, why: Doubt) -> str:
        if why in {Doubt.ROLES_DO_NOT_FIT, Doubt.LESS_FITTING}:
            return self.say(event_label(answer))
        return self._word(answer, _OTHERS.get(why, ()))

    def _word(self, answer: str, kinds: Iterable[type[StrEnum]]) -> str:
        member = next((kind(answer) for kind in kinds if answer in kind._value2member_map_), None)
        return self.say(label(member)) if member is not None else country(answer, self.language)


def _quoted(span: Span) -> str:
    return f"“{' '.join(span.text.split())}”"
