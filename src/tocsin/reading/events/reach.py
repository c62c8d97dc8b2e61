"""Reach: whom and what an event is about where the parser hung the words elsewhere in the clause.

"The arrest in Vienna on Sunday of two Danes": the parser gives "of" to Sunday. "Trained in the use of drones at a
farm": "at" to the drones. These are asked only where the grammar found nobody, or no place.
"""

from collections.abc import Iterator

from tocsin.domain.entity import EntityKind
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.events.frames import Trigger
from tocsin.reading.grammar.parse import Token
from tocsin.reading.grammar.prepositions import Argument, after_prepositions
from tocsin.reading.grammar.trees import child
from tocsin.vocabulary.harm import EVENT_TYPES

_FARTHEST = 16  # words
_THINGS = frozenset({EntityKind.PLACE, EntityKind.FACILITY})
_WHERE = frozenset(
    {"in", "at", "near", "inside", "outside", "on", "off", "around", "across", "through", "into", "to", "via"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SOMEWHERE = frozenset({"violence", "preparation", "movement", "custody"})
_ABOUT = frozenset({"custody", "violence", "procedure"})


def patients(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    """Read on after a noun, over places and times, to the "of" that says whom it befell."""
    if trigger.is_verb or EVENT_TYPES[trigger.frame.type].family not in _ABOUT:
        return
    doc, at = trigger.last.doc, trigger.last.i + 1
    while at < min(trigger.last.i + _FARTHEST, trigger.head.sent.end):
        token = doc[at]
        if token.tag_ in _FINITE or token.lower_ in {"who", "which", "that", "and"}:
            return
        if token.lower_ == "of":
            yield from _people_after(scene, token)
            return
        at += 1


def _people_after(scene: Scene, preposition: Token) -> Iterator[Argument]:
    """The first people after a preposition, and those joined to them."""
    doc = preposition.doc
    for at in range(preposition.i + 1, min(preposition.i + 9, preposition.sent.end)):
        figure = scene.cast.at(doc[at])
        if figure is not None and figure.is_people and doc[at].dep_ not in {"amod", "poss"}:
            yield Argument("of", doc[at])
            return
        if doc[at].tag_ in _FINITE or doc[at].text in {",", ";"}:
            return


def spots(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    """The places after prepositions to the right, as far as the clause goes."""
    if EVENT_TYPES[trigger.frame.type].family not in _SOMEWHERE:
        return
    doc = trigger.last.doc
    for at in range(trigger.last.i + 1, min(trigger.last.i + _FARTHEST, trigger.head.sent.end)):
        token = doc[at]
        if (token.tag_ in _FINITE and not _is_own(token, trigger)) or token.text == ";":
            return
        if token.lower_ not in _WHERE or token.dep_ not in {"prep", "prt", "advmod"}:
            continue
        for inner in token.children:
            figure = scene.cast.at(inner) if inner.dep_ == "pobj" else None
            if figure is not None and figure.kind in _THINGS:
                yield Argument(token.lower_ if token.lower_ != "to" else "to", inner, is_near=False)


def errands(trigger: Trigger) -> Iterator[Argument]:
    """Read "is in Rome to meet …", "a trip to Rome to meet …": where one is or goes for it, it is to be."""
    head = trigger.head
    if trigger.frame.type != "meeting" or not any(each.lower_ == "to" and each.dep_ == "aux" for each in head.lefts):
        return
    if head.dep_ in {"xcomp", "advcl", "acl", "relcl"}:
        above = (head.head, child(head.head, "dobj"))
        found = (each for word in above if word is not None for each in after_prepositions(word))
        yield from (
            Argument("in", each.word, is_near=False)
            for each in found
            if each.relation in {"in", "at", "to"} and each.word.i < head.i
        )


def _is_own(token: Token, trigger: Trigger) -> bool:
    """In "the attack was planned for" the verb is the event's own."""
    return trigger.head.head == token or token.head == trigger.head
