"""Triggers: the words that tell of an event, in which voice, and whether it happened, is planned, tried or denied."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.domain.claim import Status
from tocsin.domain.entity import EntityKind
from tocsin.reading.languages.phrasebook import Found
from tocsin.reading.languages.phrases import Phrase
from tocsin.reading.languages.sentences import Sentence
from tocsin.reading.languages.tongue import Deed, Tongue
from tocsin.vocabulary.harm import EVENT_TYPES

_WEIGHT = (
    Status.DENIED,
    Status.CONDITIONAL,
    Status.ATTEMPTED,
    Status.POSSIBLE,
    Status.PLANNED,
    Status.THREATENED,
    Status.ALLEGED,
)
_TIES = frozenset({Status.PLANNED, Status.ATTEMPTED, Status.THREATENED, "doing"})
_BACK, _ON = 9, 12  # words before and after a deed that may judge it
_CLOSE = 3  # words in which a negation or an auxiliary stands before its verb


@dataclass(frozen=True, slots=True)
class Trigger:
    """A deed at its words."""

    type: str
    voice: str  # active, passive or noun
    first: int
    last: int
    status: Status
    cue: tuple[int, int] | None  # the words that decided on the status
    tie: int | None  # where somebody is tied to a noun as its doer ("préparaient un attentat")

    @property
    def is_event(self) -> bool:
        """Say whether it is a type of event and not one of the reader's own."""
        return self.type in EVENT_TYPES

    @property
    def family(self) -> str:
        """Return the family of the event, or the reader's own type."""
        return EVENT_TYPES[self.type].family if self.is_event else self.type


def triggers(tongue: Tongue, sentence: Sentence, phrases: Sequence[Phrase]) -> tuple[Trigger, ...]:
    """Find the deeds that a sentence tells of, in order."""
    taken = frozenset(
        at for each in phrases if each.kind is not EntityKind.WEAPON for at in range(each.first, each.last + 1)
    )
    spots = [
        (at, found) for at, found in _spots(tongue, sentence, taken) if not _is_figurative(tongue, sentence, at, found)
    ]
    denied = next(iter(tongue.denying.within(sentence.words, 0, len(sentence.words))), None)
    made = []
    for order, (at, found) in enumerate(spots):
        last = at + found.length - 1
        left = spots[order - 1][0] + spots[order - 1][1].length if order else 0
        right = spots[order + 1][0] if order + 1 < len(spots) else len(sentence.words)
        cues = list(
            _cues(tongue, sentence, phrases, taken, (max(left, at - _BACK), at, last, min(right, last + 1 + _ON)))
        )
        status, cue = _judged(tongue, found, sentence.words[last].form, cues)
        if denied is not None and found.value.type in EVENT_TYPES:
            status, cue = Status.DENIED, (denied[0], denied[0] + denied[1].length - 1)
        ties = [first for first, _, meaning in cues if meaning in _TIES]
        voice = _voice(tongue, sentence, at, found.value.voice)
        made.append(Trigger(found.value.type, voice, at, last, status, cue, min(ties, default=None)))
    return tuple(made)


def _spots(tongue: Tongue, sentence: Sentence, taken: frozenset[int]) -> Iterator[tuple[int, Found[Deed]]]:
    for at, found in tongue.deeds.within(sentence.words, 0, len(sentence.words)):
        if not taken & set(range(at, at + found.length)):
            yield at, found


def _is_figurative(tongue: Tongue, sentence: Sentence, at: int, found: Found[Deed]) -> bool:
    """An attack that is condemned, or made in a film or on a market's prices."""
    if found.value.type not in EVENT_TYPES or EVENT_TYPES[found.value.type].family != "violence":
        return False
    start, end = max(0, at - _CLOSE - 1), min(len(sentence.words), at + found.length + _CLOSE)
    return next(tongue.figurative.within(sentence.words, start, end), None) is not None


def _cues(
    tongue: Tongue,
    sentence: Sentence,
    phrases: Sequence[Phrase],
    taken: frozenset[int],
    bounds: tuple[int, int, int, int],
) -> Iterator[tuple[int, int, Status | str]]:
    """What stands before and after a deed that judges it or ties a doer to it: first word, last word, meaning."""
    start, first, last, end = bounds
    if tongue.verb_is_last:
        start = max(start, first - _CLOSE)
        end = min([end, *(phrase.first for phrase in phrases if phrase.first > last)])
    for at, found in tongue.before.within(sentence.words, start, first):
        is_far = found.value is Status.DENIED and first - at > _CLOSE + 2
        if at not in taken and not is_far:
            yield at, at + found.length - 1, found.value
    for at, found in tongue.after.within(sentence.words, last + 1, end):
        if at not in taken:
            yield at, at + found.length - 1, found.value


def _judged(
    tongue: Tongue, found: Found[Deed], form: str, cues: Sequence[tuple[int, int, Status | str]]
) -> tuple[Status, tuple[int, int] | None]:
    endings = (found.tail, form)
    for status in _WEIGHT:
        if any(each is status and any(map(pattern.search, endings)) for each, pattern in tongue.endings):
            return status, None
        for first, last, meaning in cues:
            if meaning is status:
                return status, (first, last)
    return (Status.THREATENED if found.value.type == "threat" else Status.OCCURRED), None


def _voice(tongue: Tongue, sentence: Sentence, first: int, voice: str) -> str:
    """Whether the subject does it or undergoes it, by the words before a participle."""
    if voice != "verb":
        return voice
    data = tongue.data["voice"]
    before = [word.key for word in sentence.words[max(0, first - _CLOSE) : first]]
    kinds = {kind: tongue.keys("voice", kind) for kind in data}
    if set(before) & kinds["passive"]:
        return "passive"
    written = sentence.words[first].text.casefold()
    is_participle = tongue.participle.search(written) is not None or sentence.is_capitals
    for word in reversed(before):
        if word in kinds["active"]:
            return "active"
        if word in kinds["linking"]:
            return "passive"
    return "passive" if is_participle and not tongue.verb_is_last else "active"
