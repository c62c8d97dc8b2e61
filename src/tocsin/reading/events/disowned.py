"""Disowned: reports that make up or take back all they tell, an exercise, a novel or a withdrawn story.

What such a report says of deeds, and of who is suspected of them, it denies; who its people are it may still say.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from tocsin.domain.claim import AttributeKind, Claim, Event, Status
from tocsin.domain.ground import Ground, Question, Rule
from tocsin.domain.report import Span
from tocsin.reading import lexicon

_SUSPECTING = frozenset({AttributeKind.ROLE, AttributeKind.MEMBERSHIP})
_ENOUGH = 2  # different signs: one alone may speak of another story, or of an exercise held elsewhere


def disowned(text: str, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Deny what the report itself does not stand by."""
    cue = _cue(text)
    for claim in claims:
        content = claim.content
        if cue is None or not (isinstance(content, Event) or content.kind in _SUSPECTING):
            yield claim
            continue
        why = Ground(question=Question.HOW_SURE, answer=Status.DENIED.value, rule=Rule.CUE, words=(cue,))
        yield replace(claim, status=Status.DENIED, grounds=(*claim.grounds, why))


def _cue(text: str) -> Span | None:
    for name in lexicon.table("status")["disowned_whole"]:
        found: dict[str, Span] = {}
        for match in _signs(name).finditer(text):
            span = Span(start=match.start(), end=match.end(), text=match.group())
            found.setdefault(match.group().casefold(), span)
            if match.lastgroup == "firm" or len(found) == _ENOUGH:
                return next(iter(found.values()))
    return None


@cache
def _signs(name: str) -> re.Pattern[str]:
    table = lexicon.table("status")["disowned_whole"][name]
    firm, others = ("|".join(table[each]) for each in ("firm", "signs"))
    return re.compile(rf"\b(?:(?P<firm>{firm})|(?P<sign>{others}))\b", re.IGNORECASE)
