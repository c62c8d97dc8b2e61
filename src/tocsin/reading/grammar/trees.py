"""Trees: small questions to the grammar of a sentence that several modules ask."""

from collections.abc import Iterator

from tocsin.reading.grammar.parse import Token


def child(token: Token, *relations: str) -> Token | None:
    """Return the first word that hangs on another by one of some relations."""
    return next((each for each in token.children if each.dep_ in relations), None)


def conjuncts(token: Token) -> Iterator[Token]:
    """Return a word and everything joined to it by "and"."""
    yield token
    for each in token.children:
        if each.dep_ == "conj" or (each.dep_ == "appos" and any(c.dep_ == "conj" for c in each.children)):
            yield from conjuncts(each)


def is_postposed(verb: Token) -> bool:
    """Read "a man held in Oslo", and "X, picked up in Oslo", which the tagger takes for the past tense."""
    if verb.dep_ != "acl":
        return False
    is_past = verb.tag_ == "VBD" and verb.i > 0 and verb.nbor(-1).text == "," and child(verb, "dobj", "nsubj") is None
    return verb.tag_ == "VBN" or is_past


def is_passive(verb: Token) -> bool:
    """Say whether the subject of a verb is what it is done to."""
    if child(verb, "nsubjpass", "auxpass") is not None or is_postposed(verb):
        return True
    is_joined = verb.dep_ == "conj" and verb.tag_ == "VBN" and child(verb, "nsubj", "aux") is None
    return is_joined and child(verb.head, "auxpass") is not None  # "he was shot and killed"
