"""Units: the words of a sentence, sorted into the tags over which a language's grammar is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.reading.languages.phrasebook import Found, Word, key_of
from tocsin.reading.languages.sentences import Sentence
from tocsin.reading.languages.tongue import Sense, Tongue
from tocsin.reading.places.places import country_called

_WIDELY_KNOWN = 50_000  # people in a place that is meant wherever its name stands alone
_KNOWN = 20_000  # and in one that stands behind a name
_LONGEST_NAME = 5
_THERE = frozenset({"at", "ki", "from", "to"})
_WITHIN = frozenset({"C", "L", "K"})  # what may hold another place: a genitive does not end the phrase


@dataclass(frozen=True, slots=True)
class Unit:
    """Some words with one tag, and what they stand for: a country's code, a number, a role."""

    first: int
    last: int
    tag: str
    value: str = ""
    case: str = ""
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What the report as a whole says of its names: words of people's names, and countries spoken of."""

    known: frozenset[str]
    near: tuple[str, ...]


def names_of(tongue: Tongue, sentences: Iterable[Sentence]) -> Names:
    """Look through the report once for whole names and countries."""
    known: set[str] = set()
    spoken: Counter[str] = Counter()
    for sentence in sentences:
        for unit in units(tongue, sentence, Names(frozenset(), ())):
            if unit.tag == "C":
                spoken[unit.value] += 1
            if unit.tag == "X" and unit.last > unit.first:
                known.update(sentence.words[at].key for at in range(unit.first, unit.last + 1))
    return Names(frozenset(known), tuple(code for code, _ in spoken.most_common(8)))


def units(tongue: Tongue, sentence: Sentence, names: Names) -> tuple[Unit, ...]:
    """Sort the words of a sentence into units."""
    found: list[Unit] = []
    at = 0
    while at < len(sentence.words):
        unit = _listed(tongue, sentence, at) or _named(tongue, sentence, at, names, found) or _plain(sentence, at)
        found.append(unit)
        at = unit.last + 1
    return tuple(found)


def tags(tongue: Tongue, found: Sequence[Unit]) -> tuple[str, tuple[int, ...]]:
    """Write the tags as one text for the grammar, a bar after what ends a phrase; and whose each character is."""
    written: list[str] = []
    owners: list[int] = []
    closing = frozenset(tongue.data.get("cases", {}).get("closing", ()))
    for at, unit in enumerate(found):
        written.append(unit.tag)
        owners.append(at)
        if unit.case in closing or (unit.case == "of" and unit.tag not in _WITHIN):
            written.append("|")
            owners.append(at)
    return "".join(written), tuple(owners)


def _listed(tongue: Tongue, sentence: Sentence, at: int) -> Unit | None:
    word = sentence.words[at]
    if word.text.isdigit() and len(word.text) < 4:
        return Unit(at, at, "1", word.text)
    return _is_noun(tongue, sentence, at)


def _is_verb(tongue: Tongue, sentence: Sentence, at: int) -> bool:
    """ "A prévenu Lisbonne", "ont été détenus": after an auxiliary stands what they did, not who they are."""
    before = sentence.words[at - 1].key if at else ""
    return any(before in tongue.keys("voice", kind) for kind in tongue.data["voice"])


def _is_noun(tongue: Tongue, sentence: Sentence, at: int) -> Unit | None:
    deed = tongue.deeds.first(sentence.words, at)
    is_verb = deed is not None and _is_verb(tongue, sentence, at)
    for found in tongue.senses.at(sentence.words, at):
        if deed is not None and (is_verb or deed.weight > found.weight):
            return None
        unit = _unit(tongue, sentence, at, found)
        if unit is not None:
            return unit
    return None


def _unit(tongue: Tongue, sentence: Sentence, at: int, found: Found[Sense]) -> Unit | None:
    """The unit that an entry makes here, if its ending and its capital allow it."""
    sense, tail, word = found.value, found.tail, sentence.words[at]
    if sense.is_proper and not word.is_capital:
        return None
    last = at + found.length - 1
    if not tongue.verb_is_last:
        is_noun = sense.tag == "A" and word.is_capital and not sentence.is_capitals
        return Unit(at, last, "N" if is_noun else sense.tag, sense.value, "", sense.is_again)
    tag = sense.tag
    if tag == "C" and tail[:2] in {"li", "lu"}:
        tag, tail = "A", tail[2:]
    case = tongue.case(tail)
    if tag == "C" and tail and not case:
        return None
    return Unit(at, last, tag, sense.value, case, sense.is_again)


def _plain(sentence: Sentence, at: int) -> Unit:
    text = sentence.words[at].text
    return Unit(at, at, text if text in {",", "(", ")"} else ".")


def _named(tongue: Tongue, sentence: Sentence, at: int, names: Names, before: Sequence[Unit]) -> Unit | None:
    """A run of capitals that no list knows: a place, or somebody's name."""
    run = list(_run(tongue, sentence, at))
    if not run:
        return None
    words = [sentence.words[each] for each in run]
    case = tongue.case(words[-1].suffix)
    is_first = not any(word.text[0].isalnum() for word in sentence.words[:at])
    is_alone = len(run) == 1 and is_first and not words[0].suffix
    is_person = words[0].key in names.known or (is_alone and not tongue.verb_is_last)
    if len(run) > 1 or not is_person:
        code = _place(tongue, sentence, words, names, before, run[-1])
        if code is not None:
            return Unit(at, run[-1], "L", code, case)
    if sentence.is_capitals or (is_alone and words[0].key not in names.known):
        return None
    if len(run) > 1 and case in _THERE and country_called(words[-1].text, names.near, _KNOWN) is not None:
        return Unit(at, run[-2], "X")  # "Ali Demir Kilis'te": a name, and then a place
    return Unit(at, run[-1], "X", "", case)


def _run(tongue: Tongue, sentence: Sentence, at: int) -> Iterator[int]:
    for each in range(at, min(at + _LONGEST_NAME, len(sentence.words))):
        word = sentence.words[each]
        if not word.is_capital or not word.text[0].isalpha() or len(word.text) == 1:
            return
        if _is_noun(tongue, sentence, each) is not None or (each == 0 and tongue.deeds.first(sentence.words, 0)):
            return
        yield each
        if word.suffix:
            return


def _place(
    tongue: Tongue, sentence: Sentence, words: Sequence[Word], names: Names, before: Sequence[Unit], last: int
) -> str | None:
    name = " ".join(word.text for word in words)
    exonyms = {key_of(each): other for each, other in tongue.data["exonyms"].items()}
    name = exonyms.get(key_of(name), name)
    if sentence.is_capitals:
        name = name.title()
    is_there = bool(before) and before[-1].tag in {"a", "K"}
    follows = _is_noun(tongue, sentence, last + 1) if last + 1 < len(sentence.words) else None
    is_there = is_there or (follows is not None and follows.tag in {"K", "D"})
    is_there = is_there or tongue.case(words[-1].suffix) in _THERE
    if sentence.is_capitals and not is_there:
        return None
    return country_called(name, names.near, 0 if is_there else _WIDELY_KNOWN)


def relabelled(unit: Unit, tag: str) -> Unit:
    """Return the unit under another tag."""
    return replace(unit, tag=tag)
