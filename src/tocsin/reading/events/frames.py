"""Frames: which words of a passage tell of an event, and of which type (data/frames.toml)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from tocsin.reading import lexicon
from tocsin.reading.grammar.parse import Doc, Token, lemma
from tocsin.reading.grammar.trees import child
from tocsin.vocabulary.harm import EVENT_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One entry of frames.toml: what the neighbours of a trigger do in the event."""

    type: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    subject: str = "perpetrator"
    object: str | None = None
    object_place: str | None = None
    rest_place: str | None = None  # what a place is in or at which it happens, if more than that
    object_nouns: tuple[str, ...] = ()
    object_instruments: tuple[str, ...] = ()
    prepositions: dict[str, str] = field(default_factory=dict)
    possessor: str | None = None
    intransitive: str | None = None
    status: str | None = None
    needs_detainee: bool = False
    needs_authority: bool = False  # whoever does it has to be a state's or a body's
    needs_journey: bool = False  # somebody who goes, or from where or to where
    needs_traveller: bool = False
    needs_place: bool = False  # it tells of a journey only where it is said from where or to where
    needs_actor: bool = False  # it tells of violence only where somebody does it or suffers it
    needs_victim: bool = False
    needs_target: bool = False  # it tells nothing unless something is named that it is aimed at
    needs_weapon: bool = False  # harmless unless its sentence speaks of arms or blood
    needs_fighters: bool = False  # a mere quarrel unless its sentence speaks of armed people
    needs_captor: bool = False  # it is violence only where no authority does it

    @property
    def is_plain(self) -> bool:
        """Say whether its words tell of the event by themselves, whatever stands beside them."""
        return not (self.needs_captor or self.needs_weapon or self.object_nouns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The words that tell of an event; `head` stands for them in the grammar."""

    frame: Frame
    head: Token
    first: Token
    last: Token
    words: str
    others: tuple[Frame, ...] = ()  # what else the words may tell of, should this not fit

    @property
    def is_verb(self) -> bool:
        """Say whether the event is told by a verb."""
        return bool(self.head.pos_ in {"VERB", "AUX"})


_PREPOSITIONS = frozenset({"against", "to", "at", "on", "of", "in", "into", "aboard", "under", "inside"})
_NEAR = 7  # words after a verb
_FARTHEST = 20
_Spelt = dict[str, list[tuple[tuple[str, ...], Frame]]]


def triggers(doc: Doc) -> Iterator[Trigger]:
    """Find the triggers of a passage; where two share a word, the longer wins."""
    found = [*_noun_triggers(doc), *_verb_triggers(doc)]
    found.sort(key=lambda trigger: (-len(trigger.words.split()), trigger.head.i))
    taken: set[int] = set()
    kept: dict[int, Trigger] = {}
    for trigger in found:
        at = trigger.head.i
        if at in kept:
            kept[at] = replace(kept[at], others=(*kept[at].others, trigger.frame))
        elif at not in taken:
            taken |= set(range(trigger.first.i, trigger.last.i + 1)) if not trigger.is_verb else {at, trigger.last.i}
            kept[at] = trigger
    yield from (kept[at] for at in sorted(kept))


@cache
def _frames() -> tuple[_Spelt, _Spelt]:
    """Verbs by their first word, nouns by their last."""
    verbs: _Spelt = {}
    nouns: _Spelt = {}
    for line in lexicon.table("frames")["frame"]:
        cells: dict[str, Any] = {  # Any: what TOML gives
            key: tuple(cell) if isinstance(cell, list) else cell for key, cell in line.items()
        }
        frame = Frame(**cells)
        for verb in frame.verbs:
            words = tuple(verb.split())
            verbs.setdefault(words[0], []).append((words, frame))
        for noun in frame.nouns:
            words = tuple(noun.replace("-", " - ").split())
            head = words[-2] if words[-1] in _PREPOSITIONS else words[-1]
            nouns.setdefault(head, []).append((words, frame))
    return verbs, nouns


@cache
def violent_verbs() -> frozenset[str]:
    """Words that may tell of violence: where none stands in a report, nobody in it is a suspect."""
    verbs, nouns = _frames()
    held = (each for table in (verbs, nouns) for entries in table.values() for each in entries)
    return frozenset(
        words[-1] for words, frame in held if len(words) == 1 and EVENT_TYPES[frame.type].family == "violence"
    ) | {"bomb", "terrorist", "jihadist", "explosive", "militant"}


def _lemma(token: Token) -> str:
    """The lemma, lower-case; a verb that the tagger took for a name still has one."""
    return lemma(token)


def _noun_triggers(doc: Doc) -> Iterator[Trigger]:
    _, nouns = _frames()
    for token in doc:
        if token.pos_ not in {"NOUN", "PROPN"} or (token.dep_ in {"compound", "nmod"} and not _names_an_event(token)):
            continue
        for words, frame in nouns.get(_lemma(token), ()):
            own = words
            if words[-1] in _PREPOSITIONS:
                own = words[:-1]
                if not any(each.dep_ in {"prep", "aux"} and each.lower_ == words[-1] for each in token.rights):
                    continue
            first = token.i - len(own) + 1
            if (
                first >= 0
                and all(_is_word(doc[first + at], word) for at, word in enumerate(own[:-1]))
                and not _is_figure_of_speech(token)
            ):
                yield Trigger(frame=frame, head=token, first=doc[first], last=token, words=" ".join(words))


def _names_an_event(token: Token) -> bool:
    """In "attack plans" and "bomb plot suspects" the modifier is the event."""
    nouns = {
        "plan",
        "plot",
        "planning",
        "attempt",
        "threat",
        "preparation",
        "suspect",
        "warning",
        "victim",
        "planner",
        "investigation",
    }
    return _lemma(token.head) in nouns and token.head.i == token.i + 1


def _is_word(token: Token, word: str) -> bool:
    return _lemma(token) == word or token.lower_ == word


def _is_figure_of_speech(token: Token) -> bool:
    figures = lexicon.table("status")["figurative"]
    before = {child.lower_ for child in token.lefts}
    after = {_lemma(inner) for child in token.rights if child.dep_ == "prep" for inner in child.children}
    is_sentence = _lemma(token) == "death" and token.head.lower_ == "to"  # "sentenced to death"
    return is_sentence or bool(before & set(figures["before"]) or after & set(figures["after"]))


def _verb_triggers(doc: Doc) -> Iterator[Trigger]:
    verbs, _ = _frames()
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} and not _is_participle(token):
            continue
        for words, frame in verbs.get(_lemma(token), ()):
            last = None if _is_mere_state(token, frame) else _complement(token, words[1:])
            if last is not None and not _is_figurative(token, words):
                yield Trigger(frame=frame, head=token, first=token, last=last, words=" ".join(words))


def _is_mere_state(token: Token, frame: Frame) -> bool:
    """Say whether it only describes: "newly arrived envoys", "wounded soldiers", "the destroyed bridge"."""
    is_soft = frame.needs_victim or frame.needs_actor or EVENT_TYPES[frame.type].family == "movement"
    return bool(token.dep_ == "amod" and token.tag_ in {"VBN", "VBD"} and is_soft)


def _is_participle(token: Token) -> bool:
    return bool(token.tag_ in {"VBN", "VBG", "VBD"} and token.dep_ not in {"amod", "compound"})


def _complement(verb: Token, words: tuple[str, ...]) -> Token | None:
    """Find the other words of a trigger ("take … hostage") after the verb, in order: near it, or hanging on it."""
    at = verb
    for word in words:
        ahead = (verb.doc[i] for i in range(at.i + 1, min(at.i + _FARTHEST, len(verb.doc))))
        near = (each for each in ahead if each.i < at.i + _NEAR or _hangs_on(each, verb))
        match = next((each for each in near if _is_word(each, word) and _is_of(each, verb)), None)
        undergoer = _undergoer(verb)
        if match is None and word == words[0] and undergoer is not None and _is_word(undergoer, word):
            continue
        if match is None or match.sent.start != verb.sent.start:
            return None
        at = match
    return at


def _is_of(word: Token, verb: Token) -> bool:
    """Refuse "checks his telephone at a desk in Lima" for "check in": a place deeper down has its own preposition."""
    return word.lower_ not in _PREPOSITIONS or word.head.dep_ != "pobj" or word.head.head.head != verb


def _undergoer(verb: Token) -> Token | None:
    """Read "grenades were thrown at the gate", "grenades are to be thrown"."""
    is_to_be = verb.dep_ == "xcomp" and verb.tag_ == "VBN" and lemma(verb.head) == "be"
    return child(verb.head, "nsubj") if is_to_be else child(verb, "nsubjpass")


def _hangs_on(word: Token, verb: Token) -> bool:
    return word.head == verb or (word.head.dep_ == "prep" and word.head.head == verb)


def _is_figurative(token: Token, words: tuple[str, ...]) -> bool:
    is_plain = set(words[1:]) <= _PREPOSITIONS
    return _is_of_arts(token) or (is_plain and _means_else(token))


def _is_of_arts(token: Token) -> bool:
    figures = lexicon.table("status")["figurative"]
    things = {_lemma(child) for child in token.children if child.dep_ in {"dobj", "nsubj", "nsubjpass"}}
    return bool(things & set(figures["after"]))


def _means_else(verb: Token) -> bool:
    """Say whether the words below a verb give it another sense: "met the demand", "came to power"."""
    words = lexicon.table("status")["figurative"]["senses"].get(_lemma(verb))
    if words is None:
        return False
    near = list(verb.children)
    below = (inner for each in near if each.dep_ == "prep" for inner in each.children)
    return any(_lemma(each) in words for each in (*near, *below))
