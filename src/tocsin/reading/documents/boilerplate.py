"""Boilerplate: stretches in which a page speaks of itself; marked so that nobody reads them as news, never removed.

The text is taken apart into sentences, mending lines that break in odd places. Each sentence is scored by the cues
in data/boilerplate.toml. Strong ones are marked wherever they stand, weak ones only beside them; and in the run
at the end of a page, short scraps between marked sentences go with them.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from tocsin.domain.report import Stretch
from tocsin.vocabulary.country import fold

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\w+")
_SOMETHING = re.compile(r"\S")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)")
_ENDED = (".", "!", "?", "…", ":", ";", '."', ".”", ".’", ".»", ".)", "?”", "!”")
_WORDS_A_POINT = 12  # a sentence of 36 words needs 3 points, one of 72 needs 6
_SCRAP_WORDS = 6
_WEAK_WORDS = {1: 6, 2: 20}  # how long a sentence with so few points may be to go with its neighbour
_LONGEST_SENTENCE = 3000  # characters: more is no sentence, and no boilerplate
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|copyright\b|telif hakk|&copy;).{0,120}$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|©")


@dataclass(slots=True)
class _Sentence:
    start: int
    end: int
    points: int
    words: int
    is_ended: bool
    is_marked: bool


def mark(text: str) -> tuple[Stretch, ...]:
    """Find the boilerplate of a text, in order; neighbouring sentences in one stretch."""
    sentences = [_judge(text, start, end) for start, end in _sentences(text)]
    _spread(sentences)
    _close_the_tail(sentences)
    return tuple(_stretches(sentences))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _passages(text):
        at = start
        for stop in _SENTENCE_END.finditer(text, start, end):
            begins = _after_space(text, stop.end(), end)
            if begins < end and (text[begins].islower() or text[begins].isdigit()):  # "No. 6698"
                continue
            yield at, stop.end()
            at = begins
        if at < end:
            yield at, end


def _after_space(text: str, at: int, end: int) -> int:
    found = _SOMETHING.search(text, at, end)
    return found.start() if found else end


def _passages(text: str) -> Iterator[tuple[int, int]]:
    """Lines, with those joined that were one before something broke them: no full stop, then a small letter."""
    held: tuple[int, int] | None = None
    for line in _LINE.finditer(text):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        end = line.end() - (len(line[0]) - len(line[0].rstrip()))
        if start >= end:
            continue
        if held is not None and _goes_on(text, held, start):
            held = (held[0], end)
            continue
        if held is not None:
            yield held
        held = (start, end)
    if held is not None:
        yield held


def _goes_on(text: str, held: tuple[int, int], start: int) -> bool:
    between = text[held[1] : start]
    is_next_line = between.count("\n") <= 1 and between.count("\r") <= 1
    return is_next_line and text[start].islower() and not text.endswith(_ENDED, held[0], held[1])


def _judge(text: str, start: int, end: int) -> _Sentence:
    if end - start > _LONGEST_SENTENCE:
        return _Sentence(start, end, 0, _LONGEST_SENTENCE, is_ended=True, is_marked=False)
    sentence = text[start:end]
    folded = _words(sentence)
    words = max(1, folded.count(" ") + 1)
    points = _points(folded)
    is_marked = (points >= 3 and words <= _WORDS_A_POINT * points) or _is_furniture(sentence, folded)
    return _Sentence(start, end, points, words, is_ended=sentence.endswith(_ENDED), is_marked=is_marked)


def _words(sentence: str) -> str:
    return " ".join(_WORD.findall(fold(sentence)))


def _points(folded: str) -> int:
    cues = _lexicon()
    found = {match[0] for match in cues.pattern.finditer(folded)}
    return sum(cues.points(word) for word in found)


def _is_furniture(sentence: str, folded: str) -> bool:
    if folded in _lexicon().furniture and not sentence.endswith((".", "?", "!")):
        return True
    return _COPYRIGHT.match(sentence) is not None and _YEAR.search(sentence) is not None


def _spread(sentences: list[_Sentence]) -> None:
    """Weak sentences beside marked ones go with them, downwards and then upwards."""
    for run in (sentences, sentences[::-1]):
        for before, sentence in pairwise(run):
            if before.is_marked and not sentence.is_marked:
                sentence.is_marked = sentence.words <= _WEAK_WORDS.get(min(sentence.points, 2), 0)


def _close_the_tail(sentences: list[_Sentence]) -> None:
    """From the first marked sentence after the body's last to the end, scraps are part of the run."""
    at = len(sentences)
    while at and (sentences[at - 1].is_marked or _is_scrap(sentences[at - 1])):
        at -= 1
    while at < len(sentences) and not sentences[at].is_marked:
        at += 1
    for sentence in sentences[at:]:
        sentence.is_marked = True


def _is_scrap(sentence: _Sentence) -> bool:
    return sentence.words <= _SCRAP_WORDS and not sentence.is_ended


def _stretches(sentences: Iterable[_Sentence]) -> Iterator[Stretch]:
    start, end = None, 0
    for sentence in sentences:
        if sentence.is_marked:
            start = sentence.start if start is None else start
            end = sentence.end
        elif start is not None:
            yield Stretch(start=start, end=end)
            start = None
    if start is not None:
        yield Stretch(start=start, end=end)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    pattern: re.Pattern[str]
    exact: Mapping[str, int]
    beginnings: tuple[tuple[str, int], ...]  # the longest first
    furniture: frozenset[str]

    def points(self, found: str) -> int:
        if found in self.exact:
            return self.exact[found]
        return next(points for beginning, points in self.beginnings if found.startswith(beginning))


@cache
def _lexicon() -> _Lexicon:
    raw = tomllib.loads(files("tocsin.reading").joinpath("data/boilerplate.toml").read_text("utf-8"))
    points = {cue: int(worth) for worth, lists in raw["cues"].items() for cues in lists.values() for cue in cues}
    exact = {cue: worth for cue, worth in points.items() if not cue.endswith("*")}
    beginnings = {cue[:-1]: worth for cue, worth in points.items() if cue.endswith("*")}
    forms = [re.escape(cue) + r"(?!\w)" for cue in exact] + [re.escape(cue) for cue in beginnings]
    forms.sort(key=len, reverse=True)
    return _Lexicon(
        re.compile(rf"(?<!\w)(?:{'|'.join(_by_first_letter(forms))})"),
        exact,
        tuple(sorted(beginnings.items(), key=lambda each: -len(each[0]))),
        frozenset(_words(line) for lines in raw["furniture"].values() for line in lines),
    )


def _by_first_letter(forms: Iterable[str]) -> Iterator[str]:
    """Group alternatives so that a word is tried only against those that begin like it."""
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(form[0], []).append(form[1:])
    for letter, endings in groups.items():
        yield f"{letter}(?:{'|'.join(endings)})"
