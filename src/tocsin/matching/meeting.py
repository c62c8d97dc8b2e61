"""Meetings: how far one part of a name may stand for a part of another, and by which rule."""

from enum import StrEnum
from functools import cache

from tocsin.matching.letters import likeness
from tocsin.matching.parts import Head, Part, Sort
from tocsin.matching.script import sounds
from tocsin.matching.words import table


class Rule(StrEnum):
    """Why two parts of names may be the same."""

    SAME = "same"
    SCRIPT = "transliteration"
    SPELLING = "spelling"
    NICKNAME = "nickname"
    SHORTENED = "shortened"
    INITIAL = "initial"
    JOINED = "joined"
    ACRONYM = "acronym"
    KUNYA = "kunya"
    ORDER = "order"
    MISSING = "missing part"


def meet(one: Part, other: Part) -> tuple[float, Rule]:
    """Compare two parts: how alike, from 0 to 1, and why."""
    if {Sort.NUMBER, Sort.ACRONYM} & {one.sort, other.sort}:
        return (1.0 if one.word == other.word else 0.0), Rule.SAME
    if Sort.INITIAL in {one.sort, other.sort}:
        return _initial(one, other)
    score, rule = _words(one, other)
    if Head.PARENT in {one.head, other.head}:
        return _kunya(one, other, score)
    if Head.SERVANT in {one.head, other.head} and one.head is not other.head:
        whole = likeness(one.whole, other.whole, bare=one.bare or other.bare)
        return max((0.7 * score, rule), (whole, Rule.SPELLING))
    return score, rule


def _words(one: Part, other: Part) -> tuple[float, Rule]:
    if one.word == other.word:
        return 1.0, Rule.SAME
    bare = one.bare or other.bare
    score = likeness(one.signs, other.signs, bare=bare)
    if one.whole != one.signs or other.whole != other.signs:
        score = max(score, likeness(one.whole, other.whole, bare=bare))
    rule = Rule.SCRIPT if one.text.isascii() != other.text.isascii() else Rule.SPELLING
    if one.given and other.given:
        return (max(score, 0.95), rule) if one.given & other.given else (min(score, 0.5), rule)
    if score < 0.9 and _nicknames(one.signs) & _nicknames(other.signs):
        return 0.9, Rule.NICKNAME
    if score < 0.8 and _shortened(one, other):
        return 0.8, Rule.SHORTENED
    return score, rule


def _initial(one: Part, other: Part) -> tuple[float, Rule]:
    same = one.signs[:1] == other.signs[:1] or one.word[:1] == other.word[:1]
    return (1.0 if same else 0.0), Rule.INITIAL


def _kunya(one: Part, other: Part, score: float) -> tuple[float, Rule]:
    """A kunya is one name: "Abu Hamza" is "Abou Hamza", is hardly "Hamza", and may be written "Abuhamza"."""
    if one.head is other.head:
        return score, Rule.KUNYA
    whole = likeness(one.whole, other.whole, bare=one.bare or other.bare)
    return (whole, Rule.SPELLING) if whole > 0.85 else (0.65 * score, Rule.KUNYA)


def _shortened(one: Part, other: Part) -> bool:
    short, long = sorted((one.word, other.word), key=len)
    return len(short) >= 3 and long.startswith(short)


@cache
def _nickname_sets() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, names in enumerate(table("nicknames")["sets"]):
        for name in names:
            found.setdefault(sounds(name), set()).add(number)
    return {signs: frozenset(numbers) for signs, numbers in found.items()}


def _nicknames(signs: str) -> frozenset[int]:
    return _nickname_sets().get(signs, frozenset())
