"""Nationality, origin and birthplace: three things that a careless reader makes one, and only the first routes.

"A Belgian citizen of Moroccan origin" is Belgian. "Kuwaiti-born" is a birthplace. "Turkish-backed" is nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.domain.claim import AttributeKind
from tocsin.domain.entity import EntityKind, Form
from tocsin.reading import lexicon
from tocsin.reading.grammar.parse import Doc, Token
from tocsin.reading.grammar.phrases import Phrase
from tocsin.vocabulary.country import country_named, country_of_demonym

_CITIZENS = frozenset(
    {
        "national",
        "nationals",
        "citizen",
        "citizens",
        "subject",
        "subjects",
        "passport",
        "passports",
        "nationality",
        "citizenship",
    }
)
_ORIGINS = frozenset(
    {
        "origin",
        "origins",
        "descent",
        "extraction",
        "background",
        "heritage",
        "parentage",
        "roots",
        "ancestry",
        "ethnicity",
        "family",
        "parents",
        "immigrants",
    }
)
_BACK = frozenset(
    {
        "backed",
        "led",
        "trained",
        "held",
        "occupied",
        "controlled",
        "funded",
        "speaking",
        "language",
        "made",
        "sponsored",
        "supported",
        "allied",
        "linked",
        "style",
        "owned",
        "registered",
        "administered",
        "run",
        "inspired",
        "issued",
    }
)
_HOLDING = re.compile(
    r"\b(?:hold(?:s|ing|er)?|with|carr(?:y|ies|ying)|travell?ing on|on|had|has|of|using|both)\b", re.IGNORECASE
)
_FORGED = re.compile(r"\b(?:forged|fake|false|counterfeit|stolen|falsified|bogus|borrowed)\b", re.IGNORECASE)
_DESCRIBING = frozenset({"JJ", "NN", "NNP", "NNPS", "NNS"})
_CLOSE = 45  # characters between somebody and the passport they hold
_REACH = 12  # words after a person in which "of Moroccan origin" still speaks of them


@dataclass(frozen=True, slots=True)
class Belonging:
    """A country that a phrase ties somebody to, and how."""

    kind: AttributeKind
    country: str
    first: Token
    last: Token


def belongings(phrase: Phrase, stop: int) -> Iterator[Belonging]:
    """Read the words of a phrase and those right after it, as far as `stop`."""
    doc = phrase.doc
    head = doc[phrase.heads[-1]]
    at = phrase.first
    while at <= phrase.last:
        yield from _inside(doc, at, phrase, head)
        at = _country_at(doc, at)[1] + 1  # "North Korean" is not Korean
    if phrase.form is Form.NAME:
        yield from _before_name(doc, phrase)
    yield from _after(doc, phrase, min(stop, phrase.last + 1 + _REACH, len(doc)))


def _inside(doc: Doc, at: int, phrase: Phrase, head: Token) -> Iterator[Belonging]:
    token = doc[at]
    code, last = _country_at(doc, at)
    if code is None:
        return
    ahead = doc[last + 1].lower_ if last + 1 < len(doc) else ""
    beyond = doc[last + 2].lower_ if ahead in {"-", "‑"} and last + 2 < len(doc) else ""
    is_adjective = country_of_demonym(doc[at : last + 1].text) is not None
    if beyond == "born" or ahead == "born":
        yield Belonging(AttributeKind.BIRTHPLACE, code, token, doc[last + 1 + (beyond == "born")])
    elif _is_hyphenated(phrase, beyond):
        yield Belonging(AttributeKind.ORIGIN, code, token, doc[last + 2])
    elif beyond in _ORIGINS or (at and doc[at - 1].lower_ == "ethnic"):
        yield Belonging(AttributeKind.ORIGIN, code, token, doc[last])
    elif {beyond, ahead} & _CITIZENS or _is_itself(phrase, token, doc[last], head, is_adjective=is_adjective):
        yield Belonging(AttributeKind.NATIONALITY, code, token, head)
    elif (
        beyond == "based"
        or beyond in _BACK
        or (beyond and not country_of_demonym(beyond.capitalize()) and beyond != "national")
    ):
        return
    elif is_adjective and token.text[0].isupper() and _modifies(doc[last], phrase):
        yield Belonging(AttributeKind.NATIONALITY, code, token, head)


def _is_itself(phrase: Phrase, first: Token, last: Token, head: Token, *, is_adjective: bool) -> bool:
    """Read "a Belgian", and "Israel's embassy", which is Israel's; a country in somebody's own name is nothing."""
    if phrase.kind is not EntityKind.FACILITY:
        return bool(first.i == head.i and (is_adjective or phrase.form is not Form.NAME))
    return last.dep_ == "poss" and head.lemma_ in lexicon.words("places", "diplomatic")


def _is_hyphenated(phrase: Phrase, beyond: str) -> bool:
    """A "Yemeni-American" is an American of Yemeni origin, unless the text says "dual"."""
    return beyond.startswith("american") and not any(
        word.lower_ == "dual" for word in phrase.doc[phrase.first : phrase.last + 1]
    )


def _before_name(doc: Doc, phrase: Phrase) -> Iterator[Belonging]:
    """Read "Egyptian fugitive Mahmoud Ezzat", however the parser hangs the words together."""
    at = phrase.first - 1
    if at > 1 and doc[at].text == "," and doc[at - 2].lower_ in {"a", "an", "the"}:  # "a Malian, Boubacar Dicko"
        at -= 1
    while at >= max(0, phrase.first - 4) and doc[at].is_alpha and doc[at].tag_ in _DESCRIBING:
        code = country_of_demonym(doc[at].text) if doc[at].text[0].isupper() else None
        if code is not None:
            fuller = country_of_demonym(doc[at - 1 : at + 1].text) if at else None
            yield Belonging(AttributeKind.NATIONALITY, fuller or code, doc[at - bool(fuller)], doc[phrase.last])
            return
        at -= 1


def _country_at(doc: Doc, at: int) -> tuple[str | None, int]:
    """Read a demonym or a country's name of up to three words."""
    if not doc[at].text[:1].isupper():
        return None, at
    for last in range(min(at + 2, len(doc) - 1), at - 1, -1):
        if doc[last].is_punct:
            continue
        words = doc[at : last + 1].text
        code = country_of_demonym(words) or country_named(words)
        if code is not None:
            return code, last
    return None, at


def _modifies(token: Token, phrase: Phrase) -> bool:
    """Read "Turkish soldiers" are Turkish; "Turkish police sources" and "the Russian embassy guard" may be anything."""
    heads = {phrase.doc[each].i for each in phrase.heads}
    at = token
    for _ in range(4):
        if at.head.i in heads:
            return at.dep_ != "poss"
        if at.head is at or not phrase.first <= at.head.i <= phrase.last:
            return False
        at = at.head
    return False


def _after(doc: Doc, phrase: Phrase, stop: int) -> Iterator[Belonging]:
    """Read "of Moroccan origin", "holding a Dutch passport", "citizens of France and Mali", "born in Kuwait"."""
    head = doc[phrase.heads[-1]]
    is_citizen = head.lower_ in _CITIZENS or head.lemma_ in lexicon.words("places", "flagged")
    at = phrase.last + 1
    while at < stop:
        code, last = _country_at(doc, at)
        if code is None:
            if doc[at].text in {".", ";"} or (
                doc[at].pos_ == "VERB"
                and doc[at].lower_ not in {"born", "holding", "carrying", "travelling", "traveling"}
            ):
                return
            at += 1
            continue
        yield from _one_after(doc, phrase, (at, last, code), is_citizen=is_citizen)
        at = last + 1


def _one_after(doc: Doc, phrase: Phrase, found: tuple[int, int, str], *, is_citizen: bool) -> Iterator[Belonging]:
    at, last, code = found
    between = doc[phrase.last + 1 : at].text
    ahead = [doc[i].lower_ for i in range(last + 1, min(last + 6, len(doc)))]
    goes_on = ahead[:1] in (["and"], ["-"], ["or"], ["/"])
    label = ahead[0] if ahead and not goes_on else next((word for word in ahead if word in _CITIZENS | _ORIGINS), "")
    start = doc[phrase.last + 1] if phrase.last + 1 < len(doc) else doc[at]
    if label in _ORIGINS:
        yield Belonging(AttributeKind.ORIGIN, code, start, doc[last + 1])
    elif label in _CITIZENS and _FORGED.search(between):
        return
    elif (
        label in _CITIZENS
        and len(between) < _CLOSE
        and _HOLDING.search(between)
        and country_of_demonym(doc[at : last + 1].text)
    ):
        yield Belonging(AttributeKind.NATIONALITY, code, start, doc[min(last + 1, len(doc) - 1)])
    elif between.strip() == "(" and country_of_demonym(doc[at : last + 1].text):
        yield Belonging(AttributeKind.NATIONALITY, code, doc[at], doc[last])
    elif re.fullmatch(r",?\s*born\s+in", between):
        yield Belonging(AttributeKind.BIRTHPLACE, code, start, doc[last])
    elif is_citizen and re.fullmatch(r"of( the)?( .{1,30} and)?( the)?", between):
        yield Belonging(AttributeKind.NATIONALITY, code, doc[phrase.first], doc[last])
