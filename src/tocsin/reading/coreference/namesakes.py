"""Namesakes: which names of a report name the same one: the same words, a surname, another known spelling."""

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from tocsin.domain.entity import EntityKind
from tocsin.domain.ground import Rule
from tocsin.reading.coreference.ties import Tie
from tocsin.reading.grammar.phrases import Phrase

if TYPE_CHECKING:
    from tocsin.reading.coreference.coreference import Cast, Figure


def place_names(cast: "Cast", names: Iterable[Phrase]) -> None:
    """Give every name its figure. Persons are looked for under each of their words, all else under one key."""
    known: dict[Hashable, Figure] = {}
    by_word: dict[str, list[Phrase]] = {}
    for phrase in names:
        same = known.get(_key(phrase))
        figure = same or _namesake(cast, phrase, by_word)
        if figure is None:
            figure = cast.introduce(phrase)
        else:
            cast.add(phrase, figure, _tie(phrase, figure, is_same=same is not None))
        if _key(phrase) not in known and phrase.kind is EntityKind.PERSON:
            for word in _bare(phrase.name):
                by_word.setdefault(word, []).append(phrase)
        known.setdefault(_key(phrase), figure)


def _tie(phrase: Phrase, figure: "Figure", *, is_same: bool) -> Tie:
    last = figure.phrases[-1]
    if not is_same:
        return Tie(Rule.PART_OF_NAME, last)
    return Tie(Rule.SAME_NAME if _bare(phrase.name) == _bare(last.name) else Rule.OTHER_NAME, last)


def _key(phrase: Phrase) -> Hashable:
    if phrase.known is not None:
        return phrase.kind, "known", phrase.known.name
    if phrase.country is not None:
        return phrase.kind, "country", phrase.country
    return phrase.kind, _bare(phrase.name)


def _namesake(cast: "Cast", phrase: Phrase, by_word: dict[str, list[Phrase]]) -> "Figure | None":
    """A person of whose name this is a part, or the other way round; of several, none by a middle name."""
    if phrase.kind is not EntityKind.PERSON:
        return None
    near = [other for word in _bare(phrase.name) for other in by_word.get(word, ())]
    short = _bare(phrase.name)
    for other in near:
        full = _bare(other.name)
        if _is_part(short, full) or _is_part(full, short):
            return cast.home(other)
    found = {id(cast.home(other)): cast.home(other) for other in near if _is_in_middle(short, _bare(other.name))}
    return next(iter(found.values())) if len(found) == 1 else None


def _is_in_middle(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether it is "Rojas" for "Luis Alberto Rojas Peña": some names carry the family's in the middle."""
    return len(short) == 1 and len(short[0]) > 3 and short[0] in full[1:] and full[0] not in {"abu", "umm"}


def _bare(name: str) -> tuple[str, ...]:
    words = name.casefold().replace("-", " ").replace("’", "'").replace(".", " ").split()
    return tuple(word for word in words if word not in {"the", "al", "el"})


def _is_part(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """A surname alone, or first and last name without the middle; "Abu" alone is nobody."""
    if not short or len(short) >= len(full) or (short[0] in {"abu", "umm", "bin", "ibn"} and len(short) < 2):
        return False
    if len(short) == 1:
        return short[0] in {full[-1], full[0]} and len(short[0]) > 2 and full[0] not in {"abu", "umm"}
    return (short[0] == full[0] and short[-1] == full[-1]) or full[-len(short) :] == short
