"""Verbs: who and what takes part in an event that a verb tells: subjects, objects, passives, participles."""

from collections.abc import Iterator

from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.events.frames import Trigger
from tocsin.reading.grammar.doers import antecedent, doers, undergoer
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.prepositions import Argument, after_prepositions
from tocsin.reading.grammar.trees import child
from tocsin.vocabulary.harm import EVENT_TYPES

_LEGS = frozenset({"to", "for", "via", "through"})


def of_verb(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    """Find the words around a verb that its event is about."""
    verb = trigger.head
    yield from (Argument("subject", subject) for subject in doers(scene, verb))
    passive = undergoer(scene, verb)
    if passive is not None:
        yield Argument("object", passive)
    if verb.dep_ == "amod":
        yield Argument(_before_noun(trigger), verb.head)
    yield from _objects(scene, trigger)
    if trigger.last is not verb and trigger.last.dep_ in {"dobj", "oprd", "pobj"}:
        yield from (Argument(a.relation, a.word) for a in after_prepositions(trigger.last))
    if trigger.last is not verb:
        yield from _between(trigger)
    family = EVENT_TYPES[trigger.frame.type].family
    if family == "custody":
        yield from _where_doers_are(child(verb, "nsubj"))
    elif family == "violence":
        yield from _where_doers_are(_deed(scene, verb))


def _objects(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    """What the verb is done to, and the places and aims that the parser hangs on it."""
    verb = trigger.head
    for each in verb.children:
        if each.dep_ in {"dobj", "dative", "oprd"} and each is not trigger.last:
            yield Argument("object", antecedent(scene, verb, each))
            yield from (
                Argument(a.relation, a.word, is_near=False)
                for a in after_prepositions(each)
                if a.relation in {"in", "at", "near"}
                or (a.relation in _LEGS and EVENT_TYPES[trigger.frame.type].family == "movement")
                or (a.relation in {"against", "on"} and trigger.frame.object_nouns)
            )
        elif each.dep_ in {"ccomp", "xcomp"} and trigger.last is not verb:
            small = child(each, "nsubj")  # "hold Turkish soldiers captive": the parser makes a clause of it
            if small is not None and small.i < trigger.last.i:
                yield Argument("object", small)


def _before_noun(trigger: Trigger) -> str:
    """Read "detained students" and "fleeing civilians", "escaped prisoners"."""
    goes = trigger.frame.object is None or EVENT_TYPES[trigger.frame.type].family == "movement"
    return "subject" if trigger.head.tag_ == "VBG" or goes else "object"


def _where_doers_are(subject: Token | None) -> Iterator[Argument]:
    """Read "Police in Antalya detained …": where the doer is, the deed was, unless another place is named."""
    if subject is not None:
        found = (each for each in after_prepositions(subject) if each.relation in {"in", "at", "near"})
        yield from (Argument(each.relation, each.word, is_near=False) for each in found)


def _deed(scene: Scene, verb: Token) -> Token | None:
    """Read "a blast in Oran that killed …": what killed is itself a deed."""
    subject = child(verb, "nsubj")
    noun = antecedent(scene, verb, subject) if subject is not None else None
    return noun if noun is not None and lemma(noun) in lexicon.words("status", "assaults") else None


def _between(trigger: Trigger) -> Iterator[Argument]:
    """What stands inside "took … hostage" is whom it was done to, however it was parsed."""
    for at in range(trigger.head.i + 1, trigger.last.i):
        token = trigger.head.doc[at]
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {"compound", "poss"}:
            yield Argument("object", token)
