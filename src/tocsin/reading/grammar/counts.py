"""Counts: how many a phrase means ("two", "dozens of"), and when a number is not a count ("26-year-old")."""

from tocsin.reading import lexicon
from tocsin.reading.grammar.parse import Doc, Token
from tocsin.reading.grammar.phrases import left_edge, words_of


def counted(doc: Doc, token: Token, core: Token) -> tuple[int | None, str | None]:
    """Return the number a phrase gives, and its words; no number for "dozens of"."""
    numbers = lexicon.numbers()
    vague = lexicon.words("quantities", "vague", "words")
    if token is not core and token.lower_ in vague | {"dozens"}:
        return None, words_of(doc, left_edge(token), token.i) + " of"
    if token is not core and token.lower_ in numbers and numbers[token.lower_] > 1:
        return numbers[token.lower_], words_of(doc, left_edge(token), token.i)
    for holder in dict.fromkeys((token, core)):
        for child in holder.lefts:
            if child.dep_ == "nummod" or child.tag_ == "CD" or (child.lower_ in numbers and numbers[child.lower_] > 1):
                value = number_of(child)
                if value is not None:
                    return value, child.text
            if child.lower_ in vague:
                return None, child.text
    return None, None


def number_of(token: Token) -> int | None:
    """Return the number that a numeral means; None for "26-year-old" and for what is no number."""
    doc = token.doc
    if token.i + 2 < len(doc) and doc[token.i + 1].text == "-" and doc[token.i + 2].lower_ in {"year", "man", "strong"}:
        return None
    text = token.text.replace(",", "")
    if text.isdigit() and len(text) < 10:
        return int(text)
    return lexicon.numbers().get(token.lower_)
