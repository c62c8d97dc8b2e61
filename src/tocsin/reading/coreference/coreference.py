"""Coreference: which phrases of a report mean the same thing.

Sieves, the surest first: the same name; a part of a person's name; an acronym or other spelling; what grammar
equates (appositions, "X (Y)", "X, known as Y", "X is a Y"); then pronouns and descriptions, nearest first.
A phrase that is sure of nothing stays alone: two persons made one do more harm than one made two.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tocsin.domain.entity import EntityKind, Form
from tocsin.reading import lexicon
from tocsin.reading.coreference import equations
from tocsin.reading.coreference.antecedents import antecedents
from tocsin.reading.coreference.lists import lists
from tocsin.reading.coreference.namesakes import place_names
from tocsin.reading.coreference.offices import offices
from tocsin.reading.coreference.ties import Tie
from tocsin.reading.coreference.together import fulfil
from tocsin.reading.grammar.parse import Doc, Token
from tocsin.reading.grammar.phrases import Phrase
from tocsin.reading.grammar.trees import conjuncts


@dataclass(slots=True, eq=False)
class Figure:
    """An entity in the making: phrases that mean one thing, and for a group its known members."""

    phrases: list[Phrase]
    members: tuple["Figure", ...] = ()
    aliases: list[Phrase] = field(default_factory=list)
    part_of: "Figure | None" = None  # "the other two men"
    chosen: tuple[int, Phrase] | None = None  # what `best` was for so many phrases
    into: "Figure | None" = None  # what it was found to be the same as
    is_listed: bool = False  # the text lists its members: what it says of the group, it says of each

    @property
    def root(self) -> "Figure":
        """Return what it has become."""
        figure = self
        while figure.into is not None:
            figure = figure.into
        return figure

    @property
    def kind(self) -> EntityKind:
        """Return the kind that its names give, else its first phrase."""
        return self.best.kind

    @property
    def best(self) -> Phrase:
        """Return the phrase to call it by: the longest name, else the fullest first description."""
        size = len(self.phrases) + len(self.aliases)
        if self.chosen is None or self.chosen[0] != size:  # asked again and again while nothing changes
            self.chosen = (size, self._choose())
        return self.chosen[1]

    def _choose(self) -> Phrase:
        aliases = {id(phrase) for phrase in self.aliases}
        own = [phrase for phrase in self.phrases if id(phrase) not in aliases] or self.phrases
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
    by_phrase: dict[int, Figure] = field(default_factory=dict)
    headed: dict[tuple[int, int], Phrase] = field(default_factory=dict)
    ties: dict[int, Tie] = field(default_factory=dict)  # of a phrase, by its identity in memory
    timeline: list[Phrase] = field(default_factory=list)

    def at(self, token: Token) -> Figure | None:
        """Return the figure that a word stands for."""
        figure = self.by_head.get((token.doc.start, token.i))
        return None if figure is None else figure.root

    def phrase_at(self, token: Token) -> Phrase:
        """Return the phrase of which a word is the head; there is one wherever `at` finds a figure."""
        return self.headed[token.doc.start, token.i]

    def all_at(self, token: Token) -> tuple[Figure, ...]:
        """Return everybody a word stands for: "the two" is a group and also each of the two."""
        figure = self.at(token)
        return () if figure is None else (figure, *figure.members)

    def home(self, phrase: Phrase) -> Figure:
        """Return the figure that a phrase is counted among."""
        return self.by_phrase[id(phrase)].root

    def introduce(self, phrase: Phrase) -> Figure:
        """Let a phrase be about somebody new."""
        figure = Figure(phrases=[])
        self.figures.append(figure)
        self.add(phrase, figure)
        return figure

    def add(self, phrase: Phrase, figure: Figure, tie: Tie | None = None) -> None:
        """Count a phrase among a figure's; the head of a name is never overruled by a description around it."""
        if tie is not None:
            self.ties[id(phrase)] = tie
        figure.phrases.append(phrase)
        self.by_phrase[id(phrase)] = figure
        for head in phrase.heads:
            self.by_head.setdefault((phrase.doc.start, head), figure)
            self.headed.setdefault((phrase.doc.start, head), phrase)

    def merge(self, into: Figure, other: Figure, tie: Tie) -> None:
        """Make two figures one; what pointed to the other finds the one through `root`."""
        if into is other:
            return
        self.ties.setdefault(id(other.phrases[0]), tie)
        into.phrases += other.phrases
        into.aliases += other.aliases
        into.members = tuple(dict.fromkeys((*into.members, *other.members)))
        into.is_listed = into.is_listed or other.is_listed
        into.part_of = into.part_of or other.part_of
        other.into = into

    def before(self, phrase: Phrase, reach: int) -> Iterator[Phrase]:
        """Return the phrases that begin within so many characters before another."""
        last = bisect_left(self.timeline, phrase.start, key=lambda each: each.start)
        while last > 0 and phrase.start - self.timeline[last - 1].start <= reach:
            last -= 1
            yield self.timeline[last]

    def settle(self) -> None:
        """Forget the figures that became part of others, and put the rest in the order of the report."""
        self.figures = [figure for figure in self.figures if figure.into is None]
        for figure in self.figures:
            members = dict.fromkeys(each.root for each in figure.members)
            figure.members = tuple(each for each in members if each is not figure)
            whole = figure.part_of.root if figure.part_of is not None else None
            figure.part_of = None if whole is figure else whole
            figure.phrases.sort(key=lambda phrase: phrase.start)
        self.figures.sort(key=lambda figure: figure.phrases[0].start)


def resolve(docs: Iterable[Doc], names: Iterable[Phrase], nominals: Iterable[Phrase]) -> Cast:
    """Decide who is meant, in the whole report."""
    cast = Cast()
    named = sorted(names, key=lambda phrase: phrase.start)
    place_names(cast, named)
    others = sorted(nominals, key=lambda phrase: phrase.start)
    for phrase in others:
        cast.introduce(phrase)
    cast.timeline = sorted((*named, *others), key=lambda phrase: phrase.start)
    lists(cast, [*named, *others])
    offices(cast, [*named, *others])
    for doc in docs:
        for equation in equations.equations(doc):
            _equate(cast, equation)
    antecedents(cast, others)
    fulfil(cast)
    cast.settle()
    return cast


def _equate(cast: Cast, equation: equations.Equation) -> None:
    one, other = cast.at(equation.one), cast.at(equation.other)
    if one is None or other is None or one is other or one in other.members or other in one.members:
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
    if one.is_named or not other.is_named:
        cast.merge(one, other, Tie(equation.rule, cast.phrase_at(equation.one)))
    else:
        cast.merge(other, one, Tie(equation.rule, cast.phrase_at(equation.other)))


def _is_body(figure: Figure) -> bool:
    """A group or an organisation; "Saraya, a little-known group" is one thing under both words."""
    bodies = lexicon.words("people", "taken_up", "organisation") | {
        "cell",
        "gang",
        "faction",
        "militia",
        "network",
        "outfit",
    }
    is_named = figure.kind is EntityKind.ORGANISATION and figure.is_named
    return is_named or (figure.kind in {EntityKind.GROUP, EntityKind.ORGANISATION} and figure.best.noun in bodies)


def _are_listed(one: Figure, other: Figure) -> bool:
    """Read "two vehicles, a building" and "a drone, a bomb" as a list of what there was."""
    is_plural = not one.is_named and not other.is_named and (one.best.plural or other.best.plural)
    return is_plural or (one.kind is EntityKind.WEAPON and one.best.noun != other.best.noun)


def _may_equal(one: Figure, other: Figure, *, is_alias: bool) -> bool:
    if _is_body(one) and _is_body(other) and one.is_named != other.is_named:
        return True
    if one.is_people != other.is_people or (not one.is_people and one.kind is not other.kind):
        return False
    if one.is_named and other.is_named and not is_alias:
        return False
    plural = [figure for figure in (one, other) if figure.kind is EntityKind.GROUP]
    if len(plural) == 1:
        return False
    if not one.is_people and not is_alias and _are_listed(one, other):
        return False
    countries = {each.country for figure in (one, other) for each in figure.phrases if each.country}
    return not countries and not (one.kind is EntityKind.PLACE and one.is_named and other.is_named)
