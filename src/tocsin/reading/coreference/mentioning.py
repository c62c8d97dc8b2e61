"""Mentioning: one phrase of the text mentions something once, though it may both describe and name it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.domain.entity import Form
from tocsin.reading.grammar.phrases import Phrase

if TYPE_CHECKING:
    from tocsin.reading.coreference.coreference import Figure

_LONGEST = 10  # words between a description and the name it leads up to: "secretary of state for trade X"
_INSIDE = frozenset({"ADP", "DET", "NOUN", "PROPN", "ADJ", "CCONJ", "NUM", "PART"})
_JOINTS = frozenset({"-", ".", "’s", "'s"})


def mentioned(figure: "Figure") -> Iterator[Phrase]:
    """Return the phrases that are mentions: "the city" of "the city of Basra" is none beside "Basra"."""
    names = [phrase for phrase in figure.phrases if phrase.form is Form.NAME]
    for phrase in figure.phrases:
        if phrase.form is not Form.NOMINAL or not any(_leads_to(phrase, name) for name in names):
            yield phrase


def _leads_to(phrase: Phrase, name: Phrase) -> bool:
    """Say whether a description and a name are one noun phrase, with no comma or verb between."""
    if phrase.doc is not name.doc or not phrase.last < name.first <= phrase.last + _LONGEST:
        return False
    between = phrase.doc[phrase.last + 1 : name.first]
    return all(each.pos_ in _INSIDE or each.text in _JOINTS for each in between)
