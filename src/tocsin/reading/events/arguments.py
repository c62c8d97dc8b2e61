"""Arguments: who and what takes part in an event, and where, read off the grammar around its trigger."""

from collections.abc import Iterator
from dataclasses import replace

from tocsin.domain.entity import EntityKind
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.events.frames import Trigger
from tocsin.reading.events.inside import inside
from tocsin.reading.events.nouns import of_noun
from tocsin.reading.events.reach import errands, patients, spots
from tocsin.reading.events.verbs import of_verb
from tocsin.reading.grammar.clauses import judging
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.prepositions import Argument, after_prepositions
from tocsin.reading.grammar.trees import child, conjuncts
from tocsin.vocabulary.harm import EVENT_TYPES


def arguments(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    """Find the words around a trigger that its event is about, "and" distributed."""
    found = list(_joined(scene, trigger))
    yield from found
    if not any(_means(scene, each, people=True) for each in found):
        yield from patients(scene, trigger)
    if not any(_means(scene, each, people=False) for each in found):
        yield from errands(trigger)
        yield from spots(scene, trigger)


def _means(scene: Scene, argument: Argument, *, people: bool) -> bool:
    """Say whether an argument stands for somebody, or for a place."""
    figure = scene.cast.at(argument.word)
    if figure is None:
        return False
    return figure.is_people if people else figure.kind is EntityKind.PLACE


def _joined(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    for argument in _all(scene, trigger):
        for word in conjuncts(argument.word):
            if word == trigger.last and trigger.is_verb:
                continue
            yield Argument(argument.relation, word, argument.is_near)
            if _is_hit_there(trigger, argument) or _is_gathering(scene, word) or _is_vague(scene, word):
                inner = (each for each in after_prepositions(word) if each.relation in _WITHIN)
                yield from (replace(each, relation="in", is_near=False) for each in inner)
            if _is_hit_there(trigger, argument):
                yield from (Argument(argument.relation, each, argument.is_near) for each in inside(scene, word))


_WITHIN = frozenset({"in", "at", "near", "outside", "to"})  # "to": of a visit


def _is_hit_there(trigger: Trigger, argument: Argument) -> bool:
    """A bomb on a church in Milan goes off in Milan."""
    is_violent = EVENT_TYPES[trigger.frame.type].family == "violence"
    return is_violent and argument.relation in {"object", "on", "against", "targeting", "upon", "at", "to", "for"}


def _is_gathering(scene: Scene, word: Token) -> bool:
    """An attack on or during a summit in Warsaw is one in Warsaw."""
    figure = scene.cast.at(word)
    return figure is not None and figure.kind is EntityKind.EVENT


def _is_vague(scene: Scene, word: Token) -> bool:
    """An island near Bosso, or a spot outside Metz, is told by the name that follows."""
    figure = scene.cast.at(word)
    return figure is not None and figure.kind is EntityKind.PLACE and not figure.is_named


def _all(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    head = trigger.head
    if trigger.is_verb:
        yield from of_verb(scene, trigger)
        if head.dep_ == "relcl" and any(each.lower_ == "where" for each in head.children):
            yield Argument("in", head.head)
    else:
        yield from of_noun(scene, trigger)
    yield from after_prepositions(head)
    for verb in _light_verbs(trigger):
        yield from (Argument(each.relation, each.word, is_near=False) for each in after_prepositions(verb))
        yield from (Argument("object", each, is_near=False) for each in _relative_objects(verb, trigger))


def _light_verbs(trigger: Trigger) -> Iterator[Token]:
    """Verbs that only carry the event: their adverbials are its own ("carried out an attack in Paris")."""
    light = lexicon.words("status", "governors", "transparent")
    for step in judging(trigger.head):
        if step.word.pos_ not in {"VERB", "AUX"} or step.relation not in {
            "dobj",
            "nsubjpass",
            "nsubj",
            "xcomp",
            "attr",
            "prep",
            "conj",
        }:
            if step.relation == "pobj":
                continue
            return
        if step.relation == "nsubj" and lemma(step.word) in {
            "kill",
            "injure",
            "wound",
            "hit",
            "strike",
            "rock",
            "target",
            "leave",
        }:
            yield step.word
            return
        if lemma(step.word) not in light or (step.relation == "prep" and step.word.lemma_ != "carry"):
            return
        yield step.word


def _relative_objects(verb: Token, trigger: Trigger) -> Iterator[Token]:
    """Read "An attack targeted the embassy": the verb's object is the event's."""
    if lemma(verb) in {"target", "hit", "strike", "kill", "rock", "injure", "wound"} and trigger.head in verb.children:
        thing = child(verb, "dobj")
        if thing is not None:
            yield thing
