"""Tokens: the words of a name as they stand, with phrases read as one word and legal forms set aside."""

import re
from dataclasses import dataclass
from functools import cache

from tocsin.matching.script import is_bare, plain
from tocsin.matching.words import table


@dataclass(frozen=True, slots=True)
class Word:
    """A word, where it stands, and how it is written in plain letters."""

    text: str
    word: str
    start: int
    end: int
    bracketed: bool = False

    @property
    def entry(self) -> str:
        """What to look up in a word-list: a word that lacks its vowels as it stands, any other in plain letters."""
        return self.text if is_bare(self.text) else self.word


_TOKEN = re.compile(r"(?:\w\.){2,}\w?(?!\w)|[^\W_]+(?:['`´‘’ʻʼʿʾ][^\W_]+)*")


def split(text: str) -> list[Word]:
    """Split at spaces and signs; an apostrophe is part of a word, and points join single letters."""
    found = (
        Word(match.group(), plain(match.group()), *match.span(), _is_bracketed(text, *match.span()))
        for match in _TOKEN.finditer(text)
    )
    return [each for each in found if each.word]


def _is_bracketed(text: str, start: int, end: int) -> bool:
    return start > 1 and text[start - 1] == "(" and text[end : end + 1] == ")"


def abbreviated(tokens: list[Word]) -> list[Word]:
    """Put the short form where a name has the long one: "United States", "US"."""
    kept, at = [], 0
    while at < len(tokens):
        phrases = {n: " ".join(each.entry for each in tokens[at : at + n]) for n in (4, 3, 2)}
        length = next((n for n, phrase in phrases.items() if phrase in _same()), 1)
        if length > 1:
            word = _same()[phrases[length]]
            kept.append(Word(word, word, tokens[at].start, tokens[min(at + length, len(tokens)) - 1].end))
        else:
            kept.append(tokens[at])
        at += length
    return kept


def usual(word: str) -> str:
    """Return the form that stands for all forms of a word: "intl" and "international" are one."""
    return _same().get(word, word)


def numbers_joined(tokens: list[Word]) -> list[Word]:
    """Read "forty-four" as one number."""
    lists, kept = table("words")["numbers"], list[Word]()
    for token in tokens:
        if kept and kept[-1].word in lists["tens"] and token.word in [*lists["units"][1:10], *lists["ordinals"][1:10]]:
            tens = kept.pop()
            value = int(_number_words()[tens.word]) + int(_number_words()[token.word])
            kept.append(Word(str(value), str(value), tens.start, token.end))
        else:
            kept.append(token)
    return kept


def initials(token: Word) -> list[Word]:
    """Read "J.R." as two initials, in the name of a person."""
    if "." not in token.text:
        return [token]
    found = re.finditer(r"\w", token.text)
    return [
        Word(each.group(), plain(each.group()), token.start + each.start(), token.start + each.end()) for each in found
    ]


def without_legal_forms(tokens: list[Word]) -> tuple[list[Word], frozenset[str]]:
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


def _legal_form(tokens: list[Word], at: int) -> tuple[int, str]:
    for length in range(min(5, len(tokens) - at), 0, -1):
        phrase = " ".join(each.entry for each in tokens[at : at + length])
        form = _legal().get(phrase)
        if form is not None and (len(phrase) > 2 or at in {0, len(tokens) - length}):
            return length, form
    return 0, ""


@cache
def _legal() -> dict[str, str]:
    return {phrase: form for form in ("company", "shares", "limited") for phrase in table("words")["legal"][form]}


@cache
def _same() -> dict[str, str]:
    return {word: group[0] for group in table("words")["same"]["words"] for word in group}


def number(word: str, *, body: bool) -> str | None:
    """Return a number in digits, however it is written; Roman ones only in the name of an organisation."""
    if match := re.fullmatch(r"0*(\d+)(?:st|nd|rd|th)?", word):
        return match[1]
    return _number_words().get(word) if body or word not in table("words")["numbers"]["roman"] else None


@cache
def _number_words() -> dict[str, str]:
    lists = table("words")["numbers"]
    found = {word: str(value) for value, word in enumerate(lists["units"])}
    found |= {word: str(value) for value, word in enumerate(lists["ordinals"])}
    found |= {word: str(20 + 10 * value) for value, word in enumerate(lists["tens"])}
    return found | {word: str(value) for value, word in enumerate(lists["roman"], start=1) if len(word) > 1}
