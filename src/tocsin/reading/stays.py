"""Stays: where the report says people are now ("are now in Greece", "is hiding near Erbil", "living in Berlin")."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tocsin.domain.entity import EntityKind
from tocsin.domain.report import Span
from tocsin.reading.coreference import Figure
from tocsin.reading.doers import doer, undergoer
from tocsin.reading.parse import Token, lemma
from tocsin.reading.saying import Scene
from tocsin.reading.trees import child

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


def stays(scene: Scene) -> Mapping[int, tuple[Stay, ...]]:
    """Find where everybody is said to be, by the identity of the figure."""
    found: dict[int, tuple[Stay, ...]] = {}
    for doc in scene.docs:
        for verb in doc:
            if lemma(verb) in _STAY and verb.pos_ in {"VERB", "AUX"} and not _is_doubtful(verb):
                for figure, stay in _of(scene, verb):
                    found[id(figure)] = (*found.get(id(figure), ()), stay)
    return found


def _of(scene: Scene, verb: Token) -> Iterator[tuple[Figure, Stay]]:
    subject = doer(scene, verb) or undergoer(scene, verb)
    if subject is None:
        return
    for figure in scene.all_at(subject):
        if figure.is_people:
            yield from ((figure, stay) for stay in _at(scene, subject, verb))


def _is_doubtful(verb: Token) -> bool:
    """Read "Was in Paris" is over, "would be in Paris" is not yet, "is a baker in Paris" says what he is."""
    if any(each.dep_ == "neg" or each.tag_ == "MD" for each in verb.children):
        return True
    return lemma(verb) == "be" and (verb.tag_ == "VBD" or child(verb, "attr", "acomp") is not None)


def _at(scene: Scene, subject: Token, verb: Token) -> Iterator[Stay]:
    for preposition in verb.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in _IN:
            continue
        for place in preposition.children:
            figure = scene.cast.at(place)
            if place.dep_ == "pobj" and figure is not None and figure.kind in _THERE:
                ends = sorted((scene.first_word(subject), verb, place), key=lambda token: token.i)
                yield Stay(figure, scene.quote(ends[0], ends[-1]))
