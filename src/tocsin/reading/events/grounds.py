"""Grounds: why an event was read as it was, question by question, with what was decided against."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tocsin.domain.claim import Attribution
from tocsin.domain.ground import Doubt, Ground, Question, Rejected, Rule
from tocsin.domain.ids import EntityId
from tocsin.domain.report import Span
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.certainty.status import Judgement
from tocsin.reading.events.filled import Filled
from tocsin.reading.events.frames import Frame, Trigger
from tocsin.reading.grammar.parse import Token
from tocsin.reading.grammar.prepositions import Argument
from tocsin.reading.times.timing import Timed


def what(scene: Scene, trigger: Trigger, unfit: Iterable[Frame], *, is_learnt: bool) -> Ground:
    """Say which word of the lists told of the event, who chose its type, and what else it might have told of."""
    tried = [Rejected(answer=each.type, why=Doubt.ROLES_DO_NOT_FIT) for each in unfit]
    left = [Rejected(answer=each.type, why=Doubt.LESS_FITTING) for each in trigger.others]
    others = [each for each in (*tried, *left) if each.answer != trigger.frame.type]
    return Ground(
        question=Question.WHAT,
        answer=trigger.frame.type,
        rule=Rule.MODEL if is_learnt else Rule.WORD_LIST,
        words=(scene.quote(trigger.first, trigger.last),),
        rejected=tuple({each.answer: each for each in others}.values()),
    )


def who_and_where(scene: Scene, filled: Filled, held: Sequence[Argument]) -> Iterator[Ground]:
    """Say by which words everybody takes part, and who stands near and does not."""
    for (role, entity), word in filled.parts.items():
        rule = Rule.MODEL if (role, entity) in filled.learnt else Rule.GRAMMAR
        yield replace(_seat(scene, Question.WHO, role.value, entity, word), rule=rule)
    for (spot, entity), word in filled.spots.items():
        yield _seat(scene, Question.WHERE, spot.value, entity, word)
    seated = {entity for _, entity in (*filled.parts, *filled.spots)}
    idle = [each.word for each in held if (them := _ids(scene, each.word)) and not them & seated]
    if idle:
        others = dict.fromkeys(_words(scene, word).text for word in idle)
        rejected = tuple(Rejected(answer=each, why=Doubt.PLAYS_NO_PART) for each in others)
        yield Ground(question=Question.WHO, answer="", rule=Rule.GRAMMAR, rejected=rejected)


def _ids(scene: Scene, word: Token) -> set[EntityId | None]:
    return {scene.id(figure) for figure in scene.all_at(word)}


def _seat(scene: Scene, question: Question, role: str, entity: EntityId, word: Token) -> Ground:
    return Ground(question=question, answer=role, entity=entity, rule=Rule.GRAMMAR, words=(_words(scene, word),))


def _words(scene: Scene, word: Token) -> Span:
    return scene.quote(scene.first_word(word), word)


def how_sure(scene: Scene, judged: Judgement) -> Ground:
    """Say which words judge the event, and which others were outweighed."""
    words = {cue.word.i: scene.quote(cue.word, cue.word) for cue in judged.cues}
    others = dict.fromkeys(cue.status.value for cue in judged.others)
    return Ground(
        question=Question.HOW_SURE,
        answer=judged.status.value,
        rule=Rule.CUE if words else Rule.NO_CUE,
        words=tuple(words[at] for at in sorted(words)),
        rejected=tuple(Rejected(answer=each, why=Doubt.OUTWEIGHED) for each in others),
    )


def when(scene: Scene, timed: Timed | None) -> Iterator[Ground]:
    """Say which expression of time was taken, and which others the sentence has."""
    if timed is not None:
        yield Ground(
            question=Question.WHEN,
            answer=timed.when.start or timed.when.text,
            rule=Rule.NEAREST_TIME,
            words=(scene.quote(*timed.words),),
            rejected=tuple(Rejected(answer=each, why=Doubt.FARTHER) for each in timed.others),
        )


def who_says(hops: Iterable[Attribution]) -> Iterator[Ground]:
    """Say which words make somebody the speaker."""
    for hop in hops:
        yield Ground(question=Question.WHO_SAYS, answer=hop.source, rule=Rule.REPORTING, words=(hop.quote,))
