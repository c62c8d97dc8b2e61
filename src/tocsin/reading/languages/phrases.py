"""Phrases: who and what a sentence speaks of, as its language's grammar builds them from tagged words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tocsin.domain.claim import AttributeKind
from tocsin.domain.entity import EntityKind
from tocsin.reading.languages.phrasebook import key_of
from tocsin.reading.languages.sentences import Sentence
from tocsin.reading.languages.tongue import Tongue
from tocsin.reading.languages.units import Names, Unit, tags, units

_KINDS = {
    "facility": EntityKind.FACILITY,
    "gathering": EntityKind.EVENT,
    "people": EntityKind.PERSON,
    "organisation": EntityKind.ORGANISATION,
    "place": EntityKind.PLACE,
    "weapon": EntityKind.WEAPON,
}
_LONGEST_MARK = 4
_WHERE = frozenset({EntityKind.PLACE, EntityKind.FACILITY, EntityKind.EVENT})


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a phrase says of whom it means, and the words that say it."""

    kind: AttributeKind
    value: str
    first: int
    last: int


@dataclass(slots=True)
class Phrase:
    """Words that mean somebody or something. `mark` is how it stands in its sentence: at, to, against, of …"""

    sentence: Sentence
    kind: EntityKind
    first: int
    last: int
    units: tuple[Unit, ...]
    mark: str = ""
    said: list[Said] = field(default_factory=list)
    name: tuple[int, int] | None = None
    count: int | None = None
    count_text: str | None = None
    is_again: bool = False

    @property
    def is_people(self) -> bool:
        """Say whether it means human beings."""
        return self.kind in {EntityKind.PERSON, EntityKind.GROUP}

    @property
    def is_armed(self) -> bool:
        """Say whether it names an armed group."""
        return self.kind is EntityKind.ORGANISATION and any(unit.tag == "R" for unit in self.units)

    @property
    def country(self) -> str | None:
        """Return the country in which a place or building lies, as the phrase itself says."""
        return next((each.value for each in self.said if each.kind is AttributeKind.COUNTRY), None)

    @property
    def is_bare(self) -> bool:
        """Say whether it may be the subject or the object of a verb."""
        return self.mark == ""


def phrases(tongue: Tongue, sentence: Sentence, names: Names, dated: frozenset[int]) -> Iterator[Phrase]:
    """Find the phrases of a sentence, in order; words of a date belong to none."""
    found = [
        unit if not dated & set(range(unit.first, unit.last + 1)) else Unit(unit.first, unit.last, ".")
        for unit in units(tongue, sentence, names)
    ]
    written, owners = tags(tongue, found)
    for match in tongue.grammar.finditer(written):
        inside = tuple(found[owner] for owner in dict.fromkeys(owners[match.start() : match.end()]))
        if match.lastgroup == "belonging":
            yield _made(tongue, sentence, EntityKind.IDENTIFIER, inside)
        elif match.lastgroup is not None:
            yield _made(tongue, sentence, _KINDS[match.lastgroup], inside)


def _made(tongue: Tongue, sentence: Sentence, kind: EntityKind, inside: tuple[Unit, ...]) -> Phrase:
    phrase = Phrase(sentence, kind, inside[0].first, inside[-1].last, inside)
    phrase.mark = _mark_after(tongue, phrase) if tongue.verb_is_last else _mark_before(tongue, phrase)
    if kind in _WHERE:
        phrase.said.extend(_whereabouts(inside))
    else:
        phrase.said.extend(_belongings(tongue, inside))
    if kind is EntityKind.PERSON:
        _people(tongue, phrase)
    phrase.name = _name(tongue, inside, phrase.kind)
    return phrase


def _name(tongue: Tongue, inside: Sequence[Unit], kind: EntityKind) -> tuple[int, int] | None:
    """Which of its words are a name."""
    naming = {EntityKind.PERSON: "X", EntityKind.PLACE: "LC", EntityKind.ORGANISATION: "RX"}.get(kind, "")
    held = [
        unit
        for at, unit in enumerate(inside)
        if unit.tag in naming and (tongue.verb_is_last or not at or inside[at - 1].tag != "o")
    ]
    return (held[-1].first, held[-1].last) if held else None


def _mark_before(tongue: Tongue, phrase: Phrase) -> str:
    for length in range(_LONGEST_MARK, 0, -1):
        start = phrase.first - length
        if start >= 0:
            found = tongue.marks.first(phrase.sentence.words[: phrase.first], start)
            if found is not None and found.length == length:
                return found.value
    return "of?" if phrase.units[0].tag == "s" else ""


def _mark_after(tongue: Tongue, phrase: Phrase) -> str:
    words = phrase.sentence.words
    found = tongue.marks.first(words, phrase.last + 1) if phrase.last + 1 < len(words) else None
    return found.value if found is not None else phrase.units[-1].case


def _belongings(tongue: Tongue, inside: Sequence[Unit]) -> Iterator[Said]:
    """Whose national somebody is, and apart from that, where they come from or were born."""
    for at, unit in enumerate(inside):
        next_to = at + 1 if tongue.verb_is_last else at - 1
        beside = inside[next_to] if 0 <= next_to < len(inside) else None
        tag = beside.tag if beside is not None else ""
        ends = sorted([unit, beside if tag in {"u", "o", "b"} and beside is not None else unit], key=lambda u: u.first)
        if tag in {"o", "b"} and unit.tag in {"A", "C", "L", "N"}:
            yield Said(AttributeKind.ORIGIN, unit.value, ends[0].first, ends[1].last)
        elif unit.tag in {"A", "N"} or (unit.tag == "C" and tag == "u"):
            yield Said(AttributeKind.NATIONALITY, unit.value, ends[0].first, ends[1].last)


def _whereabouts(inside: Sequence[Unit]) -> Iterator[Said]:
    """Where it lies, and whose it is: a mission is its state's, and lies where another name says."""
    is_mission = any(unit.tag == "D" for unit in inside)
    is_place = not any(unit.tag in {"D", "F", "E"} for unit in inside)
    places = [unit for unit in inside if unit.tag in {"C", "L"}]
    owners = [unit for unit in inside if unit.tag == "A"]
    if is_mission and not owners:
        owners = [unit for unit in places if unit.tag == "C"][:1]
        places = [unit for unit in places if unit not in owners]
    if is_place or any(unit.tag == "K" for unit in inside):
        places = places or owners
    for unit in places[-1:]:
        yield Said(AttributeKind.COUNTRY, unit.value, unit.first, unit.last)
    for unit in owners if not is_place and places[-1:] != owners[-1:] else ():
        yield Said(AttributeKind.NATIONALITY, unit.value, unit.first, unit.last)


def _people(tongue: Tongue, phrase: Phrase) -> None:
    """One or several, how many, how old, and what they are called by the words themselves."""
    is_group = False
    for at, unit in enumerate(phrase.units):
        after = phrase.units[at + 1].tag if at + 1 < len(phrase.units) else ""
        words = " ".join(word.text for word in phrase.sentence.words[unit.first : unit.last + 1])
        if (
            unit.tag == "1"
            and after in {"y", "&"}
            and (at == 0 or phrase.units[at - 1].tag in {"f", "z", ",", "j"} or tongue.verb_is_last)
        ):
            phrase.said.append(Said(AttributeKind.AGE, unit.value, unit.first, unit.last))
        elif unit.tag == "1" and phrase.count is None and after != "y":
            phrase.count, phrase.count_text = int(unit.value) or None, words
            is_group = is_group or phrase.count != 1
        elif unit.tag == "G" or (unit.tag in {"P", "N", "u"} and _is_many(tongue, words)):
            is_group = True
        if unit.tag in {"P", "G"} and unit.value:
            phrase.said.append(Said(AttributeKind.ROLE, unit.value, unit.first, unit.last))
        elif unit.tag == "R":
            phrase.said.append(Said(AttributeKind.ROLE, "member of an armed group", unit.first, unit.last))
        phrase.is_again = phrase.is_again or unit.is_again
    phrase.said.extend(_by_adjective(tongue, phrase))
    if is_group and not any(unit.tag == "X" for unit in phrase.units):
        phrase.kind = EntityKind.GROUP


def _is_many(tongue: Tongue, words: str) -> bool:
    return words.casefold().endswith(("s", "x")) if not tongue.verb_is_last else "lar" in words or "ler" in words


def _by_adjective(tongue: Tongue, phrase: Phrase) -> Iterator[Said]:
    roles = tongue.data["adjective_roles"]
    for unit in phrase.units:
        form = phrase.sentence.words[unit.first].key
        for word, role in roles.items() if unit.tag == "j" else ():
            if form.startswith(key_of(word.rstrip("*"))):
                yield Said(AttributeKind.ROLE, role, unit.first, unit.last)
