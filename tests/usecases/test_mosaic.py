"""What two counterparts hold has nothing in common but what is meant to match; what one holds singles nobody out."""

import json
import re
from collections.abc import Iterable

from stories import (
    a_federation,
    decide,
    known_as,
    open_notice,
    preview,
)
from tocsin.domain.claim import AttributeKind
from tocsin.domain.entity import EntityKind
from tocsin.domain.ids import EntityId
from tocsin.domain.leaks.counting import remainders
from tocsin.domain.tearline import Tearline
from worlds import a_claim, said
from worlds import an_entity as somebody

ENTROPY = 64  # bits from which a token cannot be there by chance
_TOKEN = re.compile(r"[A-Za-z0-9_\-]{11,}")


def tokens(tearline: Tearline) -> set[str]:
    """Every stretch of letters and digits of at least 64 bits that is no word of a sentence."""
    return {each for each in _TOKEN.findall(_leaves(json.loads(tearline.body))) if _is_random(each)}


def _leaves(value: object) -> str:
    match value:
        case dict():
            return "\n".join(map(_leaves, value.values()))
        case list():
            return "\n".join(map(_leaves, value))
        case _:
            return str(value)


def _is_random(token: str) -> bool:
    """Hex of 16 digits or more, or base64url in which digits and capitals stand among small letters."""
    if re.fullmatch(r"[0-9a-f]{16,}", token):
        return True
    kinds = [any(map(test, token)) for test in (str.isdigit, str.isupper, str.islower)]
    return all(kinds) and len(token) * 6 >= ENTROPY


def test_two_counterparts_tearlines_of_one_notice_share_no_identifier():
    _, _, [alpha, *_] = a_federation()
    notice = open_notice(alpha)
    for key in ("IE:target", "NO:target"):
        decide(alpha, notice, key)
    to_ireland, to_norway = (preview(alpha, notice, known_as(alpha, name)) for name in ("Bravo", "Charlie"))
    assert len(tokens(to_ireland)) >= 4  # a salt, the notice's name, at least one claim's, the assessment's commitment
    assert tokens(to_ireland) & tokens(to_norway) == set()


def test_a_second_preview_has_the_same_names_and_another_salt():
    _, _, [alpha, *_] = a_federation()
    notice = open_notice(alpha)
    decide(alpha, notice, "IE:target")
    first, second = (preview(alpha, notice, known_as(alpha, "Bravo")) for _ in range(2))
    old, new = (json.loads(each.body) for each in (first, second))
    assert old["notice"] == new["notice"]
    assert old["salt"] != new["salt"]


MEN = EntityId("group of 4 porters")
HIDDEN = EntityId("Baba Kidege")
NAMED = ("Salim Faru", "Tomas Lund", "Ann Ravn")
PEOPLE = {each.id: each for each in (somebody(name, EntityKind.PERSON) for name in (HIDDEN, *NAMED))}
GROUP = {MEN: somebody(MEN, EntityKind.GROUP, 4)}
MEMBERS = tuple(a_claim(f"m-{name}", said(name, AttributeKind.MEMBERSHIP, MEN)) for name in (HIDDEN, *NAMED))


def rest(*told: str, entities: Iterable[str] = (MEN,)) -> list[str]:
    """The groups that leave the hidden man over."""
    known = {**PEOPLE, **GROUP, EntityId("group of 3 porters"): somebody("group of 3 porters", EntityKind.GROUP, 3)}
    every = frozenset(EntityId(each) for each in (*told, *entities))
    extra = a_claim("m-3", said(HIDDEN, AttributeKind.MEMBERSHIP, "group of 3 porters"))
    found = remainders((*MEMBERS, extra), known, told=every, hidden=frozenset({HIDDEN}))
    return [each.group for each in found]


def test_four_men_of_whom_three_are_named_leave_one():
    assert rest(*NAMED) == [MEN]


def test_four_men_of_whom_two_are_named_leave_nobody_in_particular():
    assert rest(*NAMED[:2]) == []


def test_four_men_told_of_once_and_three_another_time_leave_one():
    assert rest(entities=(MEN, "group of 3 porters")) == [MEN]
