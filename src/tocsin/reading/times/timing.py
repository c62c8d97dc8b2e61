"""Timing: which expression of time in a sentence belongs to which event."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tocsin.domain.claim import When
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.events.frames import Trigger
from tocsin.reading.grammar.clauses import judging
from tocsin.reading.grammar.parse import Token, Words, lemma
from tocsin.reading.times.times import moments
from tocsin.vocabulary.harm import EVENT_TYPES

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Timed:
    """A time with the words that give it."""

    when: When
    words: tuple[Token, Token]
    others: tuple[str, ...] = ()  # the other expressions of its sentence


def timing(
    scene: Scene, trigger: Trigger, others: Iterable[Trigger], published: date | None, *, ahead: bool
) -> Timed | None:
    """Take the expression that hangs nearest on the trigger; failing that, the only one after it in its clause."""
    held = list(_expressions(trigger, published, ahead=ahead))
    heads = {other.head for other in others if other is not trigger and other.frame.type != "strike"}
    costs = [
        (cost, at) for at, (words, _) in enumerate(held) if (cost := _cost(words.root, trigger, heads)) is not None
    ]
    if costs:
        words, when = held[min(costs)[1]]
    elif len(held) == 1 and _follows(held[0][0], trigger) and not _is_of_another(held[0][0].root, heads):
        words, when = held[0]
    else:
        return None
    quoted = scene.quote(words[0], words[-1])
    rest = tuple(each.text for each, _ in held if each is not words)
    return Timed(replace(when, text=" ".join(quoted.text.split())), (words[0], words[-1]), rest)


def _expressions(trigger: Trigger, published: date | None, *, ahead: bool) -> Iterator[tuple[Words, When]]:
    doc = trigger.head.doc
    for moment in moments(doc.text, published, ahead=ahead):
        words = doc.touched(moment.first, moment.last)
        if words is not None and words.root.sent.start == trigger.head.sent.start:
            yield words, moment.when


def _cost(root: Token, trigger: Trigger, others: set[Token]) -> int | None:
    """Count the steps from the expression up to the trigger, or to what shares its time."""
    reach = _reach(trigger)
    at = root
    for steps in range(8):
        if at in reach:
            return steps + 4 * reach[at]
        is_clause = at is not root and at.pos_ in {"VERB", "AUX"}
        if at.head is at or is_clause or at in others:
            return None
        at = at.head
    return None


def _is_of_another(root: Token, others: set[Token]) -> bool:
    """Say whether the expression hangs on another event ("Friday's attacks")."""
    at = root
    for _ in range(3):
        at = at.head
        if at in others:
            return True
    return False


def _reach(trigger: Trigger) -> dict[Token, int]:
    """The trigger and the light verbs and nouns above it."""
    reach = {trigger.head: 0}
    light = lexicon.words("status", "governors", "transparent")
    for at, step in enumerate(judging(trigger.head)):
        is_verb = step.word.pos_ in {"VERB", "AUX"}
        is_own_subject = at == 0 and step.relation in {"nsubj", "nsubjpass"}
        carries = lemma(step.word) in light and step.relation in {"dobj", "nsubjpass", "nsubj", "prep"}
        if (is_verb and not carries and not is_own_subject) or step.word.pos_ == "ADJ":
            break
        reach.setdefault(step.word, at + 1)
        if step.word.pos_ == "NOUN" and step.relation not in {"compound", "nmod"}:
            break
    return reach


def _follows(words: Words, trigger: Trigger) -> bool:
    """The parser often hangs "on Nov. 14" too high: take it where no finite verb stands between."""
    if EVENT_TYPES[trigger.frame.type].family == "communication" or words.start < trigger.head.i:
        return False
    between = trigger.head.doc[trigger.head.i + 1 : words.start]
    return words.start - trigger.head.i < 35 and not any(token.tag_ in _FINITE for token in between)
