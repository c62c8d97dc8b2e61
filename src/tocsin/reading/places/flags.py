"""Flags: the state whose flag a ship or aircraft flies; under that flag it is that state's soil."""

import re
from collections.abc import Iterator

from tocsin.domain.entity import EntityKind
from tocsin.reading import lexicon
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.grammar.phrases import Phrase
from tocsin.vocabulary.country import country_named, country_of_demonym

_NAME = r"(?P<name>[A-Z][\w’']+(?: [A-Z][\w’']+){0,2}?)"
_WORD = re.compile(rf"{_NAME}\s?[-‑–]\s?(?:flagged|flag|registered)\b")
_AFTER = re.compile(
    rf"^[^.;:]{{0,40}}?\b(?:under|flying|flew|flies|carrying|with|wearing)\s+(?:the\s+|an?\s+)?"
    rf"(?:flag\s+of\s+(?:the\s+)?{_NAME}|{_NAME.replace('name', 'other')}\s+(?:flag|colours|colors|ensign)\b)"
)
_FAR = 70  # characters after a ship in which its flag is named


def under_flag(figure: Figure) -> Iterator[tuple[str, Phrase]]:
    """Read "a Danish-flagged tanker", "a freighter flying the flag of Malta", "under Greek flag"."""
    if figure.kind is not EntityKind.FACILITY:
        return
    craft = lexicon.words("places", "craft")
    for phrase in figure.phrases:
        doc = phrase.doc
        if phrase.noun not in craft and doc[phrase.last].lower_ not in craft:
            continue
        own = _WORD.search(doc[max(phrase.first - 4, 0) : phrase.last + 1].text)
        end = doc[phrase.last].idx + len(doc[phrase.last])
        after = _AFTER.match(doc.text[end : end + _FAR])
        names = [own["name"] if own else None, (after["name"] or after["other"]) if after else None]
        for name in names:
            code = (country_of_demonym(name) or country_named(name)) if name else None
            if code is not None:
                yield code, phrase
