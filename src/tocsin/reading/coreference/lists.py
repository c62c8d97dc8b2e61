"""Lists: a group and everybody the text names as one of it ("three suspects, two Danes and a Swede").

The numbers decide: where those that follow add up to the group, or "both" and "all" stand before it, they are its
members. The parser is not asked, for it takes such lists for anything.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tocsin.domain.entity import EntityKind, Form
from tocsin.reading.grammar.counts import number_of
from tocsin.reading.grammar.parse import Doc
from tocsin.reading.grammar.phrases import Phrase

if TYPE_CHECKING:
    from tocsin.reading.coreference.coreference import Cast, Figure

_OPENS = frozenset({",", ":", "-", "–", "—", "(", "--"})
_PASSED = frozenset({",", "and", "&", ";", "a", "an", "the", "as", "well", "one", "(", ")", '"', "“", "”", "namely"})
_LONGEST = 3  # words between two members that are no part of either
_LARGEST = 40


def lists(cast: "Cast", phrases: Iterable[Phrase]) -> None:
    """Give every counted group the members that its sentence lists."""
    held = sorted((each for each in phrases if each.is_people and each.form is not Form.PRONOUN), key=_place)
    for at, phrase in enumerate(held):
        group = _figure(cast, phrase)
        if group is None or phrase.kind is not EntityKind.GROUP:
            continue
        members = _after(phrase, held[at + 1 :]) or _before(phrase, held[:at])
        if members:
            found = [_figure(cast, each) for each in members]
            group.members = tuple(dict.fromkeys(each for each in found if each is not None and each is not group))
            group.is_listed = bool(group.members)
        elif at and _is_part(phrase):
            group.part_of = _whole(cast, phrase, held[:at])
        elif at and _goes_with(phrase, held[at - 1]):
            before = _figure(cast, held[at - 1])
            group.part_of = before.part_of if before is not None else None
        if group.part_of is not None and group.part_of.kind is EntityKind.GROUP and group is not group.part_of:
            group.part_of.members = tuple(dict.fromkeys((*group.part_of.members, group)))


def _place(phrase: Phrase) -> tuple[int, int]:
    return int(phrase.doc.start), phrase.first


def _figure(cast: "Cast", phrase: Phrase) -> "Figure | None":
    return cast.at(phrase.doc[phrase.heads[-1]])


def _after(group: Phrase, following: Sequence[Phrase]) -> list[Phrase]:
    """The phrases right after the group that add up to it."""
    doc, wanted = group.doc, group.count
    if (
        wanted is None
        or not 1 < wanted <= _LARGEST
        or group.last + 2 >= len(doc)
        or doc[group.last + 1].text not in _OPENS
    ):
        return []
    found: list[Phrase] = []
    at, total = group.last + 2, 0
    while total < wanted and at < len(doc):
        total, at = _unnamed(doc, at, total)
        ahead = next((each for each in following if each.doc is doc and each.first >= at), None)
        if ahead is None or ahead.first - at > _LONGEST or not _may_pass(doc, at, ahead.first):
            break
        total += 1 if ahead.kind is EntityKind.PERSON else ahead.count or _LARGEST
        found.append(ahead)
        at = _past(doc, ahead.last + 1)
    return found if total == wanted else []


def _unnamed(doc: Doc, at: int, total: int) -> tuple[int, int]:
    """Read "three of Pakistani nationality": as many, without a word for them."""
    start = at
    while start < len(doc) and doc[start].lower_ in {"and", ","}:
        start += 1
    if start + 2 >= len(doc) or doc[start + 1].lower_ not in {"of", "from", "with", "holding"}:
        return total, at
    count = number_of(doc[start])
    if count is None:
        return total, at
    end = start + 2
    while end < len(doc) and doc[end].lower_ not in {"and", ","}:
        end += 1
    return total + count, end


def _may_pass(doc: Doc, first: int, end: int) -> bool:
    return all(doc[at].lower_ in _PASSED or doc[at].is_punct for at in range(first, end))


def _past(doc: Doc, at: int) -> int:
    """Step over an age or a bracket after a member."""
    while at < len(doc) and (doc[at].text in {",", "("} and at + 1 < len(doc) and doc[at + 1].text.isdigit()):
        at += 2
        while at < len(doc) and doc[at].text in {",", ")"}:
            at += 1
    return at


def _before(group: Phrase, preceding: Sequence[Phrase]) -> list[Phrase]:
    """The persons before "both Serbian citizens" and "all Danes"."""
    doc = group.doc
    word = doc[group.first].lower_
    if group.first and doc[group.first - 1].lower_ in {"both", "all"}:
        word = doc[group.first - 1].lower_
    start = group.first - 1 - (doc[group.first].lower_ != word)
    if word not in {"both", "all"} or start < 1 or doc[start].text not in {",", "(", "-", "–"}:
        return []
    found: list[Phrase] = []
    end = start
    for each in reversed(preceding):
        if each.doc is not doc or end - each.last > _LONGEST + 2 or each.kind is not EntityKind.PERSON:
            break
        found.insert(0, each)
        end = each.first
    return found if len(found) > 1 else []


def _is_part(group: Phrase) -> bool:
    """Read "most of them Tanzanians", "two of whom were Danes"."""
    doc = group.doc
    words = [doc[at].lower_ for at in range(max(0, group.first - 4), group.last + 1)]
    return any(one == "of" and other in {"them", "whom"} for one, other in pairwise(words))


def _goes_with(group: Phrase, before: Phrase) -> bool:
    """Read "of whom nine are Jordanians and two Egyptians": the second is as much a part as the first."""
    return group.doc is before.doc and [each.lower_ for each in group.doc[before.last + 1 : group.first]] == ["and"]


def _whole(cast: "Cast", group: Phrase, preceding: Sequence[Phrase]) -> "Figure | None":
    """The group spoken of right before, in the same passage."""
    for each in reversed(preceding):
        if each.doc is not group.doc:
            return None
        if each.kind is EntityKind.GROUP and each.last < group.first - 2:
            return _figure(cast, each)
    return None
