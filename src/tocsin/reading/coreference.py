"""Coreference: which phrases of a report mean the same thing.

Sieves, the surest first: the same name; a part of a person's name; an acronym or other spelling; what grammar
equates (appositions, "X (Y)", "X, known as Y", "X is a Y"); then pronouns and descriptions, nearest first.
A phrase that is sure of nothing stays alone: two persons made one do more harm than one made two.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tocsin.domain.entity import EntityKind, Form
from tocsin.reading import equations, lexicon
from tocsin.reading.antecedents import antecedents
from tocsin.reading.parse import Doc, Token
from tocsin.reading.phrases import Phrase
from tocsin.reading.together import fulfil
from tocsin.reading.trees import conjuncts


@dataclass(slots=True, eq=False)
class Figure:
    """An entity in the making: phrases that mean one thing, and for a group its known members."""

    phrases: list[Phrase]
    members: tuple["Figure", ...] = ()
    aliases: list[Phrase] = field(default_factory=list)
    part_of: "Figure | None" = None  # "the other two men"
    is_listed: bool = False  # the text lists its members: what it says of the group, it says of each

    @property
    def kind(self) -> EntityKind:
        """Return the kind that its names give, else its first phrase."""
        return self.best.kind

    @property
    def best(self) -> Phrase:
        """Return the phrase to call it by: the longest name, else the fullest first description."""
        own = [phrase for phrase in self.phrases if phrase not in self.aliases] or self.phrases
        names = [phrase for phrase in own if phrase.form is Form.NAME]
        if names:
            return max(names, key=lambda phrase: (len(phrase.name.split()), not phrase.name.isupper(), -phrase.start))
        nominals = [phrase for phrase in own if phrase.form is Form.NOMINAL]
        return nominals[0] if nominals else own[0]

    @property
    def is_people(self) -> bool:
        """Say whether it is a human being or several."""
        return self.kind in {EntityKind.PERSON, EntityKind.GROUP}

    @property
    def is_named(self) -> bool:
        """Say whether any phrase names it."""
        return any(phrase.form is Form.NAME for phrase in self.phrases)


@dataclass(slots=True)
class Cast:
    """All figures of a report, and which word of the grammar means which."""

    figures: list[Figure] = field(default_factory=list)
    by_head: dict[tuple[int, int], Figure] = field(default_factory=dict)
    several: dict[tuple[int, int], tuple[Figure, ...]] = field(default_factory=dict)

    def at(self, token: Token) -> Figure | None:
        """Return the figure that a word stands for."""
        return self.by_head.get((token.doc.user_data["start"], token.i))

    def all_at(self, token: Token) -> tuple[Figure, ...]:
        """Return everybody a word stands for: "the two" is a group and also each of the two."""
        figure = self.at(token)
        if figure is None:
            return ()
        return (figure, *figure.members)

    def add(self, phrase: Phrase, figure: Figure) -> None:
        """Count a phrase among a figure's."""
        figure.phrases.append(phrase)
        self.note(phrase, figure)

    def note(self, phrase: Phrase, figure: Figure) -> None:
        """Let the words of a phrase mean a figure; a name's head is never overruled by a description around it."""
        for head in phrase.heads:
            self.by_head.setdefault((phrase.doc.user_data["start"], head), figure)

    def merge(self, into: Figure, other: Figure) -> None:
        """Make two figures one."""
        if into is other:
            return
        into.phrases += other.phrases
        into.aliases += other.aliases
        into.members = tuple(dict.fromkeys((*into.members, *other.members)))
        into.is_listed = into.is_listed or other.is_listed
        self.figures.remove(other)
        into.part_of = into.part_of or other.part_of
        for figure in self.figures:
            figure.part_of = into if figure.part_of is other and figure is not into else figure.part_of
            if other in figure.members:
                kept = (into if each is other else each for each in figure.members)
                figure.members = tuple(each for each in dict.fromkeys(kept) if each is not figure)
        for key, figure in list(self.by_head.items()):
            if figure is other:
                self.by_head[key] = into


def resolve(docs: Iterable[Doc], names: Iterable[Phrase], nominals: Iterable[Phrase]) -> Cast:
    """Decide who is meant, in the whole report."""
    cast = Cast()
    named = sorted(names, key=lambda phrase: phrase.start)
    for phrase in named:
        _place_name(cast, phrase)
    others = sorted(nominals, key=lambda phrase: phrase.start)
    for phrase in others:
        figure = Figure(phrases=[])
        cast.figures.append(figure)
        cast.add(phrase, figure)
    for doc in docs:
        for equation in equations.equations(doc):
            _equate(cast, equation)
    antecedents(cast, others)
    fulfil(cast)
    for figure in cast.figures:
        figure.phrases.sort(key=lambda phrase: phrase.start)
    cast.figures.sort(key=lambda figure: figure.phrases[0].start)
    return cast


def _place_name(cast: Cast, phrase: Phrase) -> None:
    for is_same in (_same_name, _is_one_of_several_surnames):
        found = [figure for figure in cast.figures if any(is_same(phrase, other) for other in figure.phrases)]
        if found and (is_same is _same_name or len(found) == 1):
            cast.add(phrase, found[-1] if is_same is _same_name else found[0])
            return
    figure = Figure(phrases=[])
    cast.figures.append(figure)
    cast.add(phrase, figure)


def _same_name(one: Phrase, other: Phrase) -> bool:
    if one.kind is not other.kind:
        return False
    if one.known is not None and other.known is not None:
        return one.known.name == other.known.name
    if one.country is not None or other.country is not None:
        return one.country == other.country
    first, second = _bare(one.name), _bare(other.name)
    if first == second:
        return True
    return one.kind is EntityKind.PERSON and (_is_part(first, second) or _is_part(second, first))


def _is_one_of_several_surnames(one: Phrase, other: Phrase) -> bool:
    """Read "Rojas" for "Luis Alberto Rojas Peña": some full names carry the family's in the middle."""
    if one.kind is not other.kind or one.kind is not EntityKind.PERSON:
        return False
    short, full = _bare(one.name), _bare(other.name)
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


def _equate(cast: Cast, equation: equations.Equation) -> None:
    one, other = cast.at(equation.one), cast.at(equation.other)
    if one is None or other is None or one is other:
        return
    is_list = one.kind is EntityKind.GROUP and other.kind is EntityKind.PERSON and not equation.is_alias
    is_part = equation.is_part and one.is_people and other.is_people
    if is_part or (is_list and one.best.noun not in lexicon.words("people", "nouns", "group")):
        several = (cast.at(each) for each in conjuncts(equation.other))
        one.is_listed = not is_part
        one.members = tuple(dict.fromkeys((*one.members, *(each for each in several if each and each is not one))))
        return
    if not _may_equal(one, other, is_alias=equation.is_alias):
        return
    if equation.is_alias and one.is_named and other.is_named:
        one.aliases += other.phrases
    keep, lose = (one, other) if one.is_named or not other.is_named else (other, one)
    cast.merge(keep, lose)


def _may_equal(one: Figure, other: Figure, *, is_alias: bool) -> bool:
    if one.is_people != other.is_people or (not one.is_people and one.kind is not other.kind):
        return False
    if one.is_named and other.is_named and not is_alias:
        return False
    plural = [figure for figure in (one, other) if figure.kind is EntityKind.GROUP]
    if len(plural) == 1:
        return False
    countries = {each.country for figure in (one, other) for each in figure.phrases if each.country}
    return not countries and not (one.kind is EntityKind.PLACE and one.is_named and other.is_named)
