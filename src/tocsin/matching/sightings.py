"""Sightings: where names stand in a running text, whole or in part, in whatever spelling.

Of a person every part of the name tells; of anything else the whole name does, or its initials. A word in small
letters is looked for letter by letter, one with a capital or in another script by its sound too.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise

from anyascii import anyascii

from tocsin.domain.leak import Sighting
from tocsin.matching.meeting import meet
from tocsin.matching.parts import Head, Name, Part, Sort, take_apart
from tocsin.matching.tokens import Word, split, usual
from tocsin.matching.words import table, words

_SHORTEST = 3  # letters of a part that is looked for by itself
_BY_SOUND = 4  # letters from which a part is looked for by its sound
_GROWN = 6  # letters from which a part is found inside a longer word
_LIKE = 0.88  # sounds less alike than this are two names; a comparison calls 0.87 alike
_LIKE_ELSEWHERE = 0.8  # the same of another script, which has not every sound
_LONGEST_ENDING = 3
_MOST_JOINED = 4
_NEVER_ALONE = frozenset({Sort.INITIAL, Sort.NUMBER, Sort.GENERIC, Sort.ACRONYM})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of the text, or several that may be one."""

    start: int
    end: int
    text: str
    word: str
    is_joined: bool = False

    @property
    def is_proper(self) -> bool:
        """Whether it is written as names are."""
        return self.text != self.text.lower() or not self.text.isascii()


def sightings(text: str, *, people: Iterable[str], others: Iterable[str]) -> list[Sighting]:
    """Return every place of a text where one of these names stands, or enough of it to tell it."""
    seen, places = _legible(text)
    tokens = split(seen)
    found = [*_of_people(tokens, tuple(people)), *_of_others(tokens, tuple(others))]
    return [
        Sighting(start=places[start], end=places[end - 1] + 1, name=name, met=met) for start, end, name, met in found
    ]


_Found = tuple[int, int, str, tuple[str, ...]]


def _of_people(tokens: Sequence[Word], names: Sequence[str]) -> Iterator[_Found]:
    sought = [(name, part) for name in names for part in _telling(take_apart(name))]
    for piece in (*_singles(tokens), *_joined(tokens), *_spelled(tokens)):
        for name, part in sought:
            if _stands(part, piece):
                yield piece.start, piece.end, name, (part.text,)
    for piece in _pairs(tokens):
        for name, part in sought:
            if part.head is not Head.NONE and _sounds_like(part, piece.text):
                yield piece.start, piece.end, name, (part.text,)
    for name in names:
        yield from _grown_together(tokens, name)
        yield from _as_initials(tokens, name)


def _telling(name: Name) -> list[Part]:
    """The parts of a person's name that tell it by themselves; what looks like a legal form is a name here."""
    each = (part for word in name.text.split() for part in take_apart(word).parts) if name.body else name.parts
    return [part for part in each if part.sort not in _NEVER_ALONE and len(part.word) >= _SHORTEST]


def _stands(part: Part, piece: _Piece) -> bool:
    forms = _forms(part)
    if piece.word in forms:
        return piece.is_proper or piece.word not in _listed("ordinary")
    if piece.is_joined or len(piece.word) < _SHORTEST:
        return False
    if any(_with_affix(piece.word, form) or (len(form) >= _BY_SOUND and piece.word == form[::-1]) for form in forms):
        return True
    if any(len(form) >= _GROWN and form in piece.word for form in forms):
        return True
    return piece.is_proper and len(part.word) >= _BY_SOUND <= len(piece.word) and _sounds_like(part, piece.text)


def _with_affix(word: str, part: str) -> bool:
    if len(part) < _SHORTEST + 1 and len(word) > len(part) + 3:
        return False
    return (word.startswith(part) and word[len(part) :] in _listed("endings")) or (
        word.endswith(part) and word[: -len(part)] in _listed("beginnings")
    )


@lru_cache(maxsize=65536)
def _forms(part: Part) -> frozenset[str]:
    """How a part is written in small Latin letters: as it is usually transliterated, and merely without its accents."""
    bare = "".join(sign for sign in anyascii(part.text).lower() if sign.isalnum())
    return frozenset(form for form in (part.word, part.stem, bare) if len(form) >= _SHORTEST)


@lru_cache(maxsize=65536)
def _sounds_like(part: Part, text: str) -> bool:
    for written, like in _readings(text):
        for other in take_apart(written).parts[:1]:
            if other.sort is Sort.NAME and meet(part, other)[0] >= like:
                return True
    return False


@lru_cache(maxsize=16384)
def _readings(text: str) -> tuple[tuple[str, float], ...]:
    """How a word may have to be read before it is compared: without its ending, two letters of it as one sound."""
    stems = {text: _LIKE, re.split("['’]", text, maxsplit=1)[0]: _LIKE}
    if not _LATIN.search(text):
        for pair, sound in table("sightings")["digraphs"].items():
            text = text.replace(pair, sound).replace(pair.title(), sound.title())
        lengths = range(min(_LONGEST_ENDING, len(text) - _BY_SOUND) + 1)
        stems |= {text[: len(text) - length]: _LIKE_ELSEWHERE for length in lengths}
    return tuple(stems.items())


_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def _of_others(tokens: Sequence[Word], names: Sequence[str]) -> Iterator[_Found]:
    pieces = _singles(tokens)
    for name in names:
        apart = take_apart(name)
        parts = [part for part in apart.parts if part.sort is not Sort.ACRONYM]
        if any(part.sort is not Sort.GENERIC for part in parts):
            yield from _in_a_row(pieces, name, parts)
        if len(parts) == 1 and parts[0].sort not in _NEVER_ALONE:
            for piece in (*_joined(tokens), *_spelled(tokens)):
                if _stands(parts[0], piece):
                    yield piece.start, piece.end, name, (parts[0].text,)
        yield from _as_acronym(tokens, name)
        yield from _grown_together(tokens, name)


def _in_a_row(pieces: Sequence[_Piece], name: str, parts: Sequence[Part]) -> Iterator[_Found]:
    """Every part, one behind the other; small words may stand between them, and words that many share may be left."""
    needed = [part for part in parts if part.sort is not Sort.GENERIC] if len(parts) > 2 else list(parts)
    first = needed[0]
    for at, piece in enumerate(pieces):
        if not _is(first, piece):
            continue
        end = at
        for part in needed[1:]:
            reach = range(end + 1, min(end + 4, len(pieces)))
            end = next((next_ for next_ in reach if _is(part, pieces[next_])), -1)
            if end < 0:
                break
        if end >= 0:
            yield piece.start, pieces[end].end, name, tuple(part.text for part in needed)


def _is(part: Part, piece: _Piece) -> bool:
    if part.word in {piece.word, usual(piece.word)}:
        return True
    if part.sort is Sort.NAME:
        return len(part.word) >= _SHORTEST and _stands(part, piece)
    return any(piece.word == form or _with_affix(piece.word, form) for form in _forms(part))


def _as_acronym(tokens: Sequence[Word], name: str) -> Iterator[_Found]:
    """A name of several words by its initials, and initials by the words they may stand for."""
    initials = {"".join(each.word[0] for each in some) for some in _heads(name)}
    for token in tokens:
        letters = token.word.replace(".", "")
        if 1 < len(letters) <= 6 and letters in initials and token.text.replace(".", "").isupper():
            yield token.start, token.end, name, tuple(each.text for each in split(name))
    if name.isupper() and name.isalpha() and 2 < len(name) <= 6:
        capitals = [token for token in tokens if token.text[:1].isupper()]
        for at in range(len(capitals) - len(name) + 1):
            run = capitals[at : at + len(name)]
            is_close = run[-1].end - run[0].start < 20 * len(name)
            if is_close and "".join(each.text[0] for each in run).casefold() == name.casefold():
                yield run[0].start, run[-1].end, name, (name,)


def _heads(name: str) -> list[list[Word]]:
    every = split(name)
    without = [each for each in every if each.word not in words("stop", "words") and each.word not in {"al", "el"}]
    return [some for some in (every, without) if len(some) > 1]


def _as_initials(tokens: Sequence[Word], name: str) -> Iterator[_Found]:
    """A person as "S. F." or "S.F."; without the points only where there are three."""
    parts = split(name)
    letters = "".join(each.word[0] for each in parts)
    for at, token in enumerate(tokens):
        if token.text.isupper() and token.word.replace(".", "") == letters and ("." in token.text or len(letters) > 2):
            yield token.start, token.end, name, (token.text,)
        run = tokens[at : at + len(parts)]
        if len(parts) > 1 and [each.word[0] for each in run if len(each.text) == 1] == list(letters):
            yield run[0].start, run[-1].end, name, tuple(each.text for each in run)


def _grown_together(tokens: Sequence[Word], name: str) -> Iterator[_Found]:
    """A whole name written as one word: salimfaru@…, #SalimFaru."""
    parts = [each.word for each in split(name)]
    whole = {"".join(parts), "".join(reversed(parts))}
    for token in tokens:
        if len(parts) > 1 and any(len(each) >= _GROWN and each in token.word for each in whole):
            yield token.start, token.end, name, tuple(each.text for each in split(name))


def _singles(tokens: Sequence[Word]) -> list[_Piece]:
    return [_Piece(each.start, each.end, each.text, each.word.replace(".", "")) for each in tokens]


def _pairs(tokens: Sequence[Word]) -> Iterator[_Piece]:
    """Two neighbours with capitals, for names like Abu Hamza, of which a word does not tell by its sound."""
    for first, second in pairwise(tokens):
        if first.text != first.text.lower() or not first.text.isascii():
            yield _Piece(first.start, second.end, f"{first.text} {second.text}", first.word + second.word)


def _joined(tokens: Sequence[Word]) -> Iterator[_Piece]:
    """Neighbours that may be one word: "Kid ege", "Ki-de-ge"."""
    for at in range(len(tokens)):
        for length in range(2, min(_MOST_JOINED, len(tokens) - at) + 1):
            run = tokens[at : at + length]
            if run[-1].end - run[0].start > sum(len(each.text) for each in run) + 2 * length:
                break
            word = "".join(each.word for each in run)
            if len(word) >= _BY_SOUND and not all(each.word in _listed("ordinary") for each in run):
                yield _Piece(run[0].start, run[-1].end, "".join(each.text for each in run), word, is_joined=True)


def _spelled(tokens: Sequence[Word]) -> Iterator[_Piece]:
    """A run of single letters, or of the words of a radio alphabet."""
    for letters in (_runs(tokens, _is_letter), _runs(tokens, _is_signal)):
        for run in letters:
            word = "".join(each.word[0] for each in run)
            for start in range(len(word) - _SHORTEST + 1):
                for end in range(start + _SHORTEST, len(word) + 1):
                    yield _Piece(run[start].start, run[end - 1].end, word[start:end].upper(), word[start:end])


def _is_letter(token: Word) -> bool:
    return len(token.word) == 1


def _is_signal(token: Word) -> bool:
    return token.word in _listed("spelling")


def _runs(tokens: Sequence[Word], belongs: Callable[[Word], bool]) -> Iterator[Sequence[Word]]:
    for is_run, run in groupby(tokens, key=belongs):
        found = list(run)
        if is_run and len(found) >= _SHORTEST:
            yield found


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("sightings")[name]["words"])


def _legible(text: str) -> tuple[str, list[int]]:
    """What can be seen of a text in one form of each letter, and where each sign of it stands in the whole."""
    seen, places = [], []
    for at, sign in enumerate(text):
        if unicodedata.category(sign) in {"Cf", "Mn"}:
            continue
        for each in unicodedata.normalize("NFKC", sign):
            seen.append(each)
            places.append(at)
    return "".join(seen), places
