"""How likely: in the recipient's scale where one of its words covers it, else in both; a change stays a change."""

from tocsin.domain.claim import Likelihood
from tocsin.domain.wording.grammar import Grammar
from tocsin.vocabulary.language import Words
from tocsin.vocabulary.likelihood import Band, Direction, Scheme, band, word_for, words_touched


def how_likely(found: Likelihood, grammar: Grammar, scheme: Scheme) -> str | None:
    """Write a likelihood as a sentence of its own: nothing of grades or confidence stands in it (ICD 203)."""
    words = grammar.words
    if found.term is not None:
        return words.say("likelihood", "level", term=_term(found.term, found.scheme, words, scheme))
    if found.direction is not None:
        return words.say("likelihood", "up" if found.direction is Direction.UP else "down")
    return None


def _term(term: str, given: str, words: Words, scheme: Scheme) -> str:
    ours = band(term, Scheme(given)) if given in set(Scheme) else None
    if ours is None:
        return words.say("likelihood", "quoted", term=term)
    source = Scheme(given)
    if source is scheme:
        return _scaled(term, source, ours, words)
    theirs = word_for(ours, scheme)
    if theirs is not None:
        return _scaled(theirs, scheme, ours, words, "converted")
    touched = [words.say(f"term.{scheme}", each) for each in words_touched(ours, scheme)]
    values = {"ours": _scaled(term, source, ours, words), "scheme": words.say("scheme", scheme)}
    return words.say("likelihood", "both" if touched else "gap", theirs=", ".join(touched), **values)


def _scaled(term: str, scheme: Scheme, found: Band, words: Words, how: str = "scaled") -> str:
    said = words.say(f"term.{scheme}", term.casefold())
    return words.say("likelihood", how, term=said, low=found.low, high=found.high, scheme=words.say("scheme", scheme))
