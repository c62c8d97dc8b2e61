"""Offices: "the minister for trade, X" and "X, commander of the brigade" are one person, whatever the parser says.

A description and a name side by side, parted by a comma, are what reports introduce people with; and the parser
loses it where the description is long, has no article or opens a headline.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tocsin.domain.entity import EntityKind, Form
from tocsin.domain.ground import Rule
from tocsin.reading import lexicon
from tocsin.reading.coreference.ties import Tie
from tocsin.reading.grammar.parse import Doc
from tocsin.reading.grammar.phrases import Phrase

if TYPE_CHECKING:
    from tocsin.reading.coreference.coreference import Cast

_LONGEST = 14  # words of an office after its noun: "for the Middle East", "to the ambassador for religious minorities"
_LEAD = 4  # words between a comma and the name: "Lt. Gen."
_LINKS = frozenset({"of", "for", "to", "in", "at"})
_VERBS = frozenset({"VERB", "AUX", "PRON", "SCONJ"})


def offices(cast: "Cast", phrases: Iterable[Phrase]) -> None:
    """Make one of every name and the office right beside it."""
    held = sorted((each for each in phrases if each.kind is EntityKind.PERSON), key=_place)
    for at, phrase in enumerate(held):
        if phrase.form is not Form.NOMINAL:
            continue
        named = _name_after(phrase, held[at + 1 : at + 6]) or _name_before(phrase, held[max(0, at - 2) : at])
        if named is None:
            continue
        one, other = cast.home(named), cast.home(phrase)
        if one is not other and not other.is_named:
            cast.merge(one, other, Tie(Rule.BESIDE, named))


def _place(phrase: Phrase) -> tuple[int, int]:
    return int(phrase.doc.start), phrase.first


def _name_after(phrase: Phrase, following: Sequence[Phrase]) -> Phrase | None:
    """Read "the minister for trade, X," and, where it opens the sentence, "Minister for Trade, X said"."""
    doc = phrase.doc
    comma = _end(doc, phrase)
    named = next(
        (each for each in following if each.form is Form.NAME and each.doc is doc and each.first > comma), None
    )
    if comma >= len(doc) or doc[comma].text != "," or named is None or not comma < named.first <= comma + _LEAD:
        return None
    between = {doc[at].pos_ for at in range(comma + 1, named.first)}
    opens = _opens(doc, phrase) and _is_office(phrase)
    is_closed = named.last + 1 >= len(doc) or doc[named.last + 1].text in {",", "(", ".", ";", ")"}
    is_plain = not between & {"CCONJ", "ADP", *_VERBS} and doc[comma + 1].lower_ not in {"and", "who"}
    return named if is_plain and (is_closed or opens or _is_met(doc, phrase, named)) else None


def _is_met(doc: Doc, phrase: Phrase, named: Phrase) -> bool:
    """Read "met the minister, X in Cairo": an office with its article, and a preposition after the name."""
    return phrase.definite and _is_office(phrase) and doc[named.last + 1].pos_ in {"ADP", "VERB"}


def _name_before(phrase: Phrase, preceding: Sequence[Phrase]) -> Phrase | None:
    """Read "X, the envoy to Cairo," and "X, 5th Fleet commander,"."""
    doc, end = phrase.doc, _end(phrase.doc, phrase)
    named = next((each for each in reversed(preceding) if each.form is Form.NAME and each.doc is doc), None)
    if named is None or not _is_office(phrase) or named.last + 1 >= phrase.first or doc[named.last + 1].text != ",":
        return None
    between = [doc[at] for at in range(named.last + 2, phrase.first)]
    is_plain = len(between) <= _LEAD and all(each.pos_ in {"PROPN", "ADJ", "NUM", "DET"} for each in between)
    is_closed = end >= len(doc) or doc[end].text in {",", ".", ";", ")"} or doc[end].pos_ in {"VERB", "AUX"}
    is_listed = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in {"and", "or"}
    return named if is_plain and is_closed and not is_listed else None


def _is_office(phrase: Phrase) -> bool:
    return phrase.noun in lexicon.words("people", "nouns", "office") and not phrase.plural


def _opens(doc: Doc, phrase: Phrase) -> bool:
    """Say whether a sentence or a quotation begins with the phrase; so too "as minister, X said"."""
    before = doc[phrase.first - 1] if phrase.first else None
    return before is None or doc[phrase.first].is_sent_start or before.is_quote or before.lower_ == "as"


def _end(doc: Doc, phrase: Phrase) -> int:
    """Return the first word after a phrase and what belongs to it: "of the Office of Museums"."""
    at = phrase.last + 1
    if at >= len(doc) or doc[at].lower_ not in _LINKS:
        return at
    while at < len(doc) and at <= phrase.last + _LONGEST and not doc[at].is_punct and doc[at].pos_ not in _VERBS:
        at += 1
    return at
