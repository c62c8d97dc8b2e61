"""Trees: small questions to the grammar of a sentence that several modules ask."""

from collections.abc import Iterator

from tocsin.reading.parse import Token


def child(token: Token, *relations: str) -> Token | None:
    """Return the first word that hangs on another by one of some relations."""
    return next((each for each in token.children if each.dep_ in relations), None)


def conjuncts(token: Token) -> Iterator[Token]:
    """Return a word and everything joined to it by "and"."""
    yield token
    for each in token.children:
        if each.dep_ == "conj" or (each.dep_ == "appos" and any(c.dep_ == "conj" for c in each.children)):
            yield from conjuncts(each)


def is_passive(verb: Token) -> bool:
    """Say whether the subject of a verb is what it is done to."""
    return child(verb, "nsubjpass", "auxpass") is not None or (verb.dep_ == "acl" and verb.tag_ == "VBN")
