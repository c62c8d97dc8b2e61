"""Inside: who is in or at what is attacked ("a van carrying Chinese engineers", "a resort popular with Russians")."""

from collections.abc import Iterator

from tocsin.domain.entity import EntityKind
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.prepositions import after_prepositions
from tocsin.reading.grammar.trees import child, conjuncts

_CLAUSES = frozenset({"acl", "relcl", "amod", "advcl"})


def inside(scene: Scene, thing: Token) -> Iterator[Token]:
    """The people whom a building or vehicle is said to hold, carry or draw."""
    figure = scene.cast.at(thing)
    if figure is not None and (figure.is_people or figure.kind is EntityKind.ORGANISATION):
        return
    for word in _held(thing):
        for each in conjuncts(word):
            people = scene.cast.at(each)
            if people is not None and people.is_people:
                yield each


def _held(thing: Token) -> Iterator[Token]:
    table = lexicon.table("places")["inside"]
    for each in thing.children:
        if each.dep_ in _CLAUSES:
            yield from _of_clause(each, table)
        elif each.dep_ == "prep" and each.lower_ == "with":
            inner = child(each, "pobj")
            if inner is not None and lemma(thing) in lexicon.words("places", "craft"):
                yield inner  # "a boat with Danish tourists"
    for argument in after_prepositions(thing):
        if argument.relation == "of" and lemma(thing) in table["loads"]:
            yield argument.word


def _of_clause(verb: Token, table: dict[str, list[str]]) -> Iterator[Token]:
    carried = child(verb, "dobj")
    if carried is not None and lemma(verb) in table["carrying"]:
        yield carried
    if lemma(verb) in table["used"] or lemma(verb) in table["drawing"]:
        wanted = {"by", "with", "among", "of"} if lemma(verb) in table["drawing"] else {"by"}
        yield from (each.word for each in after_prepositions(verb) if each.relation in wanted)
