"""Stays: where the report says people are now ("are now in Greece", "is hiding near Erbil", "living in Berlin")."""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.domain.entity import EntityKind
from tocsin.domain.report import Span
from tocsin.reading.clauses import child
from tocsin.reading.coreference import Figure
from tocsin.reading.parse import Token, lemma
from tocsin.reading.phrases import Phrase
from tocsin.reading.saying import Scene

_STAY = frozenset(
    [
        "be",
        "live",
        "reside",
        "hide",
        "stay",
        "base",
        "locate",
        "station",
        "shelter",
        "settle",
        "remain",
        "hole",
        "lodge",
        "house",
        "operate",
        "hold",
        "wait",
    ]
)
_IN = frozenset({"in", "at", "inside", "near", "within", "outside"})
_THERE = frozenset({EntityKind.PLACE, EntityKind.FACILITY})


@dataclass(frozen=True, slots=True)
class Stay:
    """A place where somebody is, and the words that say so."""

    place: Figure
    quote: Span


def stays(scene: Scene, figure: Figure) -> Iterator[Stay]:
    """Find where one person or group is said to be."""
    for phrase in figure.phrases:
        for verb in _verbs(phrase):
            yield from _at(scene, phrase, verb)


def _verbs(phrase: Phrase) -> Iterator[Token]:
    for at in phrase.heads:
        head = phrase.doc[at]
        candidates = [head.head] if head.dep_ in {"nsubj", "nsubjpass"} else []
        candidates += [each for each in head.children if each.dep_ in {"acl", "relcl"}]
        for verb in candidates:
            if lemma(verb) in _STAY and not _is_doubtful(verb):
                yield verb
            yield from (each for each in verb.children if each.dep_ == "xcomp" and lemma(each) in _STAY)


def _is_doubtful(verb: Token) -> bool:
    """ "Was in Paris" is over, "would be in Paris" is not yet, "is a baker in Paris" says what he is."""
    if any(each.dep_ == "neg" or each.tag_ == "MD" for each in verb.children):
        return True
    return lemma(verb) == "be" and (verb.tag_ == "VBD" or child(verb, "attr", "acomp") is not None)


def _at(scene: Scene, phrase: Phrase, verb: Token) -> Iterator[Stay]:
    for preposition in verb.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in _IN:
            continue
        for place in preposition.children:
            figure = scene.cast.at(place)
            if place.dep_ == "pobj" and figure is not None and figure.kind in _THERE:
                ends = sorted((phrase.doc[phrase.first], place), key=lambda token: token.i)
                yield Stay(figure, scene.quote(ends[0], ends[1]))
