"""Prepositions: what stands after them around a word, as one reads them ("close to", "from … through …")."""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.reading.grammar.parse import Token
from tocsin.reading.grammar.trees import child

_COMPOUND = {
    ("close", "to"): "near",
    ("next", "to"): "near",
    ("out", "of"): "from",
    ("together", "with"): "with",
    ("along", "with"): "with",
    ("ahead", "of"): "before",
    ("such", "as"): "of",
}


@dataclass(frozen=True, slots=True)
class Argument:
    """A word that takes part: as subject, object, possessor, modifier, or after a preposition."""

    relation: str  # subject, object, possessor, modifier, or the preposition
    word: Token
    is_near: bool = True  # hangs on the trigger itself, not on a verb around it


def after_prepositions(word: Token) -> Iterator[Argument]:
    """Every noun after a preposition of a word; "close to", "out of", "from … to …" as one reads them."""
    for each in word.children:
        if each.lower_ == "between" and each.dep_ == "prep":
            yield from _between_people(each)
        if each.dep_ in {"prep", "agent", "dative", "prt"} or (
            each.dep_ == "advmod" and child(each, "prep") is not None
        ):
            yield from _preposition(each)


def _preposition(each: Token) -> Iterator[Argument]:
    for inner in each.children:
        if inner.dep_ == "pobj" and each.lower_ == "by" and inner.lower_ == "way":
            yield from (Argument("via", deep.word) for deep in after_prepositions(inner) if deep.relation == "of")
        elif inner.dep_ == "pobj":
            before = each.nbor(-1).lower_ if each.i else ""
            yield Argument(_COMPOUND.get((before, each.lower_), each.lower_), inner)
            yield from _onward(inner, each)
        elif inner.dep_ == "prep":
            for deep in inner.children:
                if deep.dep_ == "pobj":
                    yield Argument(_COMPOUND.get((each.lower_, inner.lower_), inner.lower_), deep)
        elif inner.dep_ == "conj" and inner.pos_ == "ADP":  # "in or around Vilnius"
            yield from _preposition(inner)


def _between_people(preposition: Token) -> Iterator[Argument]:
    """After "between", take every noun up to the next verb: long descriptions break the parser's "and"."""
    for at in range(preposition.i + 1, preposition.sent.end):
        token = preposition.doc[at]
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return
        is_inside = token.dep_ == "pobj" and token.head != preposition
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"pobj", "conj", "appos"} and not is_inside:
            yield Argument("between", token)


def _onward(noun: Token, preposition: Token) -> Iterator[Argument]:
    """Read "From Syria to Germany through Serbia": later legs often hang on the first place."""
    if preposition.lower_ in {"from", "to", "into", "via", "through", "across"}:
        for each in noun.children:
            if each.dep_ == "prep" and each.lower_ in {
                "to",
                "into",
                "via",
                "through",
                "across",
                "towards",
                "toward",
                "from",
            }:
                yield from _preposition(each)
