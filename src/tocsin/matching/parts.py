"""Parts: what a name is made of, and how much each part tells."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from tocsin.matching.script import clean, is_bare, plain, sounds
from tocsin.matching.words import table, words

MOST_PARTS = 24


class Sort(StrEnum):
    """What a part of a name is."""

    NAME = "name"
    INITIAL = "initial"
    NUMBER = "number"
    GENERIC = "generic"


class Head(StrEnum):
    """What stands before a word and belongs to it."""

    NONE = ""
    ARTICLE = "article"
    SERVANT = "servant"
    PARENT = "parent"
    CHILD = "child"


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


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    word: str
    start: int
    end: int


@lru_cache(maxsize=16384)
def take_apart(name: str) -> Name:
    """Take a name apart."""
    text = clean(name)
    tokens = _split(text)[: 2 * MOST_PARTS]
    tokens, legal = _without_legal_forms(tokens)
    body = bool(legal) or any(each.word in words("generic", "words") for each in tokens)
    if not body:
        tokens = [each for each in tokens if each.word not in words("titles", "words")] or tokens
    kept = [each for each in tokens if each.word not in words("stop", "words") or len(each.word) == 1] or tokens
    parts = _repeated_once(_parts(text, kept, body=body))[:MOST_PARTS]
    return Name(text=" ".join(text.split()), parts=tuple(parts), legal=legal, body=body)


_TOKEN = re.compile(r"(?:\w\.){2,}\w?\b|[^\W_]+(?:['`´‘’ʻʼʿʾ][^\W_]+)*")


def _split(text: str) -> list[_Word]:
    """Split at spaces and signs; an apostrophe is part of a word, and points join single letters."""
    found = (_Word(match.group(), plain(match.group()), *match.span()) for match in _TOKEN.finditer(text))
    return [each for each in found if each.word]


def _without_legal_forms(tokens: list[_Word]) -> tuple[list[_Word], frozenset[str]]:
    """Take legal forms out, if anything is left without them."""
    rest, found, at = [], set(), 0
    while at < len(tokens):
        length, form = _legal_form(tokens, at)
        if length:
            found.add(form)
        else:
            rest.append(tokens[at])
        at += max(length, 1)
    return (rest, frozenset(found)) if rest and found else (tokens, frozenset())


def _legal_form(tokens: list[_Word], at: int) -> tuple[int, str]:
    for length in range(min(5, len(tokens) - at), 0, -1):
        phrase = " ".join(each.word for each in tokens[at : at + length])
        form = _legal().get(phrase)
        if form is not None and (len(phrase) > 2 or at in {0, len(tokens) - length}):
            return length, form
    return 0, ""


@cache
def _legal() -> dict[str, str]:
    return {phrase: form for form in ("company", "shares", "limited") for phrase in table("words")["legal"][form]}


def _parts(text: str, tokens: list[_Word], *, body: bool) -> list[Part]:
    """Join heads to the words behind them, and say what each part is."""
    parts: list[Part] = []
    heads: list[_Word] = []
    for index, token in enumerate(tokens):
        if index + 1 < len(tokens) and _head(token) is not None:
            heads.append(token)
            continue
        parts.append(_part(text, [*heads, token], body=body))
        heads = []
    return parts


def _head(token: _Word) -> Head | None:
    bare = is_bare(token.text)
    for head in (Head.PARENT, Head.SERVANT, Head.CHILD, Head.ARTICLE):
        if token.word in words("heads", head) or (bare and token.word in _bare_heads().get(head, ())):
            return head
    return Head.NONE if token.word in words("heads", "particle") and len(token.word) > 1 else None


@cache
def _bare_heads() -> dict[str, list[str]]:
    return dict(table("words")["heads"]["bare"])


def _part(text: str, tokens: list[_Word], *, body: bool) -> Part:
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
        weight=_weight(word, signs, sort),
        shouted=last.text.isupper() and len(last.text) > 1,
    )


def _is_skeleton(word: str) -> bool:
    return len(word) > 2 and not set(word) & set("aeiouy") and word.isalpha()


_SERVANT = re.compile(
    r"abd(?:[ueaio]|ou)?(?:l(?=.)|r(?=r)|s(?=s)|n(?=n)|d(?=d)|z(?=z)|t(?=t))?(?=[a-z]{4})(?!ull?ah|all?ah)"
)
_BARE_SERVANT = re.compile(r"(?:عبدال|عبد)(?=\w{3})(?!له\b|الله)")
_BARE_ARTICLE = re.compile(r"(?:ال)(?=\w{3})(?!له\b)")


def _grown(token: _Word, *, bare: bool) -> tuple[str, Head]:
    """Separate a head that has grown together with its word: Abdurrahman, عبدالرحمن, الهادي."""
    if bare:
        for pattern, head in ((_BARE_SERVANT, Head.SERVANT), (_BARE_ARTICLE, Head.ARTICLE)):
            if match := pattern.match(token.text):
                return token.text[match.end() :], head
    elif match := _SERVANT.match(token.word):
        return token.word[match.end() :], Head.SERVANT
    return token.text, Head.NONE


def _sort(token: _Word, *, body: bool) -> tuple[Sort, str]:
    number = _number(token.word, body=body)
    if number is not None:
        return Sort.NUMBER, number
    if len(token.word) == 1 and not body:
        return Sort.INITIAL, token.word
    generic = body and (token.word in words("generic", "words"))
    return (Sort.GENERIC if generic else Sort.NAME), _same().get(token.word, token.word)


@cache
def _same() -> dict[str, str]:
    return {word: group[0] for group in table("words")["same"] for word in group}


def _number(word: str, *, body: bool) -> str | None:
    """Return a number in digits, however it is written."""
    if match := re.fullmatch(r"0*(\d+)(?:st|nd|rd|th)?", word):
        return match[1]
    return _number_words().get(word) if body or word not in words("numbers", "roman") else None


@cache
def _number_words() -> dict[str, str]:
    lists = table("words")["numbers"]
    found = {word: str(value) for value, word in enumerate(lists["units"])}
    found |= {word: str(value) for value, word in enumerate(lists["ordinals"])}
    found |= {word: str(20 + 10 * value) for value, word in enumerate(lists["tens"])}
    return found | {word: str(value) for value, word in enumerate(lists["roman"], start=1) if len(word) > 1}


def _weight(word: str, signs: str, sort: Sort) -> float:
    if sort is Sort.GENERIC:
        return 0.5
    if sort is Sort.INITIAL:
        return 0.4
    return 0.7 if word in words("common", "words") or signs in _common() else 1.0


@cache
def _common() -> frozenset[str]:
    return frozenset(sounds(word) for word in words("common", "words"))


def _repeated_once(parts: list[Part]) -> list[Part]:
    """Keep the first of parts that are written twice; but twice the only part stays."""
    kept: list[Part] = []
    for part in parts:
        if all(part.word != each.word or part.head is not each.head for each in kept):
            kept.append(part)
    return kept
