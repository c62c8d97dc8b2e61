"""Parts: what a name is made of, and how much each part tells."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tocsin.matching.given import is_common, lines
from tocsin.matching.script import clean, is_bare, plain, sounds
from tocsin.matching.tokens import (
    Word,
    abbreviated,
    initials,
    number,
    numbers_joined,
    split,
    usual,
    without_legal_forms,
)
from tocsin.matching.words import table, words

MOST_PARTS = 24


class Sort(StrEnum):
    """What a part of a name is."""

    NAME = "name"
    INITIAL = "initial"
    NUMBER = "number"
    GENERIC = "generic"
    ACRONYM = "acronym"
    """One that stands in brackets behind the name it stands for."""


class Head(StrEnum):
    """What stands before a word and belongs to it."""

    NONE = ""
    ARTICLE = "article"
    SERVANT = "servant"
    PARENT = "parent"
    CHILD = "child"


_COMMON = 0.7  # what agreeing on a very common name weighs, where another name weighs 1
_WEIGHTS = {Sort.GENERIC: 0.5, Sort.INITIAL: 0.4, Sort.ACRONYM: 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a name: a word with what belongs to it."""

    text: str
    word: str
    """The last word in plain Latin letters, or a number in digits."""
    stem: str
    """The word without a head that has grown together with it."""
    signs: str
    """The stem by its sounds."""
    whole: str
    """The signs with the head in front, as names that grew together are written."""
    sort: Sort = Sort.NAME
    head: Head = Head.NONE
    bare: bool = False
    given: frozenset[int] = frozenset()
    """The lines of `given.toml` that have it."""
    weight: float = 1.0
    shouted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name taken apart."""

    text: str
    parts: tuple[Part, ...]
    legal: frozenset[str]
    body: bool
    """Whether its words say that it is an organisation."""


@lru_cache(maxsize=16384)
def take_apart(name: str) -> Name:
    """Take a name apart."""
    text = clean(name)
    tokens = split(text)[: 2 * MOST_PARTS]
    tokens = numbers_joined(abbreviated(tokens))
    tokens, legal = without_legal_forms(tokens)
    body = bool(legal) or any(usual(each.entry) in words("generic", "words") for each in tokens)
    if not body:
        tokens = [letter for each in tokens for letter in initials(each)]
        tokens = [each for each in tokens if each.entry not in words("titles", "words")] or tokens
    kept = [each for each in tokens if each.entry not in words("stop", "words") or len(each.word) == 1] or tokens
    parts = _repeated_once(_parts(text, kept, body=body))[:MOST_PARTS]
    return Name(text=" ".join(text.split()), parts=tuple(parts), legal=legal, body=body)


def _parts(text: str, tokens: list[Word], *, body: bool) -> list[Part]:
    """Join heads to the words behind them, and say what each part is."""
    parts: list[Part] = []
    heads: list[Word] = []
    for index, token in enumerate(tokens):
        if index + 1 < len(tokens) and _head(token) is not None:
            heads.append(token)
            continue
        parts.append(_part(text, [*heads, token], body=body))
        heads = []
    return parts


def _head(token: Word) -> Head | None:
    """Say what a word is in front of another one; nothing, if it is a name itself."""
    lists = table("words")["heads"]
    bare = is_bare(token.text)
    for head in (Head.PARENT, Head.SERVANT, Head.CHILD, Head.ARTICLE):
        if token.word in (lists["bare"] if bare else lists)[head]:
            return head
    if token.text in {"u", "e", "i"}:  # Shams-u-Rahman, Lashkar-e-Something
        return Head.ARTICLE
    return Head.NONE if not bare and token.word in lists["particle"] and len(token.word) > 1 else None


def _part(text: str, tokens: list[Word], *, body: bool) -> Part:
    last = tokens[-1]
    found = {_head(each) for each in tokens[:-1]}
    head = next((each for each in (Head.PARENT, Head.SERVANT, Head.CHILD, Head.ARTICLE) if each in found), Head.NONE)
    bare = is_bare(last.text)
    stem, grown = _grown(last, bare=bare)
    signs = sounds(stem)
    sort, word = _sort(last, body=body)
    return Part(
        text=text[tokens[0].start : last.end],
        word=word,
        stem=plain(stem),
        signs=signs,
        whole="".join(sounds(each.text) for each in tokens),
        sort=sort,
        head=grown if head in {Head.NONE, Head.ARTICLE, Head.CHILD} and grown is not Head.NONE else head,
        bare=bare or _is_skeleton(last.word),
        given=lines(stem),
        weight=_weight(word, stem, sort),
        shouted=last.text.isupper() and len(last.text) > 1,
    )


def _is_skeleton(word: str) -> bool:
    return len(word) > 2 and not set(word) & set("aeiouy") and word.isalpha()


_SERVANT = re.compile(
    r"abd(?:[ueaio]|ou)?(?:l(?=.)|r(?=r)|s(?=s)|n(?=n)|d(?=d)|z(?=z)|t(?=t))?(?=[a-z]{4})(?!ull?ah|all?ah)"
)
_BARE_SERVANT = re.compile(r"(?:عبدال|عبد)(?=\w{3})(?!له\b|الله)")
_BARE_ARTICLE = re.compile(r"(?:ال)(?=\w{3})(?!له\b)")


def _grown(token: Word, *, bare: bool) -> tuple[str, Head]:
    """Separate a head that has grown together with its word: Abdurrahman, عبدالرحمن, الهادي."""
    if bare:
        for pattern, head in ((_BARE_SERVANT, Head.SERVANT), (_BARE_ARTICLE, Head.ARTICLE)):
            if match := pattern.match(token.text):
                return token.text[match.end() :], head
    elif match := _SERVANT.match(token.word):
        return token.word[match.end() :], Head.SERVANT
    return token.text, Head.NONE


def _sort(token: Word, *, body: bool) -> tuple[Sort, str]:
    digits = number(token.word, body=body)
    if digits is not None:
        return Sort.NUMBER, digits
    if len(token.word) == 1 and not body:
        return Sort.INITIAL, token.word
    if token.bracketed and token.text.isupper():
        return Sort.ACRONYM, token.word
    word = usual(token.entry)
    if body and word in words("generic", "words"):
        return Sort.GENERIC, word
    return Sort.NAME, token.word if word == token.entry else word


def _weight(word: str, stem: str, sort: Sort) -> float:
    if sort is not Sort.NAME:
        return _WEIGHTS.get(sort, 1.0)
    return _COMMON if word in words("common", "words") or is_common(stem) else 1.0


def _repeated_once(parts: list[Part]) -> list[Part]:
    """Keep one of neighbours that are the same: a word that was typed twice."""
    pairs = zip([None, *parts], parts, strict=False)
    return [part for before, part in pairs if before is None or (before.word, before.head) != (part.word, part.head)]
