"""Cast: which phrases of a report mean the same person, group or place, by name and by the commonest ways of saying
"the two men"; and what is said of each.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tocsin.domain.claim import AttributeKind
from tocsin.domain.entity import EntityKind
from tocsin.domain.ids import EntityId
from tocsin.reading.languages.phrases import Phrase, Said
from tocsin.reading.languages.sentences import Sentence
from tocsin.reading.languages.tongue import Tongue

_FEW = 30  # so many others are looked at, however long the report
_BETWEEN = 3  # words that may stand between two parts of a list


@dataclass(slots=True)
class Figure:
    """Somebody or something in the report: the phrases that mean it, and what they say."""

    id: EntityId
    kind: EntityKind
    phrases: list[Phrase] = field(default_factory=list)
    said: list[tuple[Phrase, Said]] = field(default_factory=list)

    @property
    def best(self) -> Phrase:
        """Return the phrase that names it best: the longest name, else the first."""
        named = [phrase for phrase in self.phrases if phrase.name is not None]
        return max(
            named,
            key=lambda each: each.last - each.first if each.name is None else _length(each),
            default=self.phrases[0],
        )


@dataclass(slots=True)
class Cast:
    """Everybody in the report."""

    figures: list[Figure] = field(default_factory=list)
    _of: dict[int, tuple[Figure, ...]] = field(default_factory=dict)  # by the identity of a phrase
    company: dict[int, tuple[Phrase, ...]] = field(default_factory=dict)  # a phrase with those it is listed with
    by_word: dict[str, list[Figure]] = field(default_factory=dict)  # of their names
    by_nation: dict[str, list[Figure]] = field(default_factory=dict)
    topics: dict[int, tuple[Phrase, ...]] = field(default_factory=dict)  # who was spoken of before a sentence

    def of(self, phrase: Phrase) -> tuple[Figure, ...]:
        """Return whom a phrase means."""
        return self._of.get(id(phrase), ())

    def with_company(self, phrase: Phrase) -> Iterator[Figure]:
        """Return whom a phrase means and those who are listed with it."""
        for each in self.company.get(id(phrase), (phrase,)):
            yield from self.of(each)

    def add(self, phrase: Phrase) -> Figure:
        """Take in somebody new."""
        figure = Figure(EntityId(f"e{len(self.figures) + 1}"), phrase.kind)
        self.figures.append(figure)
        self.means(phrase, (figure,))
        return figure

    def means(self, phrase: Phrase, figures: tuple[Figure, ...]) -> None:
        """Note that a phrase means somebody."""
        self._of[id(phrase)] = figures
        for figure in figures:
            figure.phrases.append(phrase)
            self.tell(phrase, figure)
            for word in _keys(phrase):
                if figure not in self.by_word.setdefault(word, [])[-_FEW:]:
                    self.by_word[word].append(figure)

    def tell(self, phrase: Phrase, figure: Figure) -> None:
        """Note what a phrase says of somebody."""
        for each in phrase.said:
            figure.said.append((phrase, each))
            if each.kind is AttributeKind.NATIONALITY:
                self.by_nation.setdefault(each.value, []).append(figure)


def cast(tongue: Tongue, read: Sequence[tuple[Sentence, Sequence[Phrase]]]) -> Cast:
    """Go through the report once, from its beginning."""
    made = Cast()
    recent: list[tuple[Phrase, ...]] = []
    for sentence, phrases in read:
        made.topics[id(sentence)] = recent[-1] if recent else ()
        lists = list(_lists(tongue, phrases))
        for together in lists:
            for phrase in together:
                made.company[id(phrase)] = together
        for at, phrase in enumerate(phrases):
            _place(tongue, made, phrase, phrases, at, recent)
        recent.extend(together for together in lists if together[0].is_people and made.of(together[0]))
    return made


def _place(
    tongue: Tongue, made: Cast, phrase: Phrase, phrases: Sequence[Phrase], at: int, recent: Sequence[tuple[Phrase, ...]]
) -> None:
    if phrase.kind is EntityKind.IDENTIFIER or _is_predicate(tongue, phrase):
        subject = _subject_of(tongue, made, phrase, phrases, at, recent)
        for figure in subject:
            made.tell(phrase, figure)
        if subject or phrase.kind is EntityKind.IDENTIFIER:
            return
    if made.of(phrase):
        return
    phrase.said.extend(_as_one_of(made, phrase, phrases[at - 1] if at else None, recent))
    known = _named_before(made, phrase) or _meant_again(tongue, made, phrase, recent)
    if known:
        made.means(phrase, known)
    else:
        made.add(phrase)


def _as_one_of(
    made: Cast, phrase: Phrase, before: Phrase | None, recent: Sequence[tuple[Phrase, ...]]
) -> Iterator[Said]:
    """ "Two of them, …", "şüphelilerden …": what the whole is said to be, its part is."""
    word = next((unit for unit in phrase.units if unit.tag == "e"), None)
    several = (each for each in reversed(recent[-_FEW:]) if len(each) > 1 or each[0].kind is EntityKind.GROUP)
    whole: tuple[Phrase, ...] = next(several, ()) if word is not None else ()
    if before is not None and before.is_people and before.mark == "from" and before.last + 1 == phrase.first:
        whole = (before,)
    for each in (said for other in whole for figure in made.of(other) for _, said in figure.said):
        if each.kind is AttributeKind.ROLE and phrase.is_people:
            at = word if word is not None else phrase.units[0]
            yield Said(each.kind, each.value, at.first, at.last)


def _lists(tongue: Tongue, phrases: Sequence[Phrase]) -> Iterator[tuple[Phrase, ...]]:
    """People joined by "and"; each list once, whoever is alone as a list of one."""
    held: list[Phrase] = []
    for phrase in phrases:
        if held and not _continues(tongue, held[-1], phrase):
            yield tuple(held)
            held = []
        held.append(phrase)
    if held:
        yield tuple(held)


def _continues(tongue: Tongue, before: Phrase, phrase: Phrase) -> bool:
    if before.is_people != phrase.is_people or before.is_again:
        return False
    if not phrase.is_people and before.kind is not phrase.kind:
        return False
    between = [word.key for word in phrase.sentence.words[before.last + 1 : phrase.first]]
    ands = tongue.keys("tags", "&")
    joins = bool(between) and len(between) <= _BETWEEN and between[0] in ands
    if before.mark == "with" and tongue.verb_is_last and not between:
        return True
    is_same = phrase.mark in {before.mark, ""} or (tongue.verb_is_last and before.mark == "")
    return (joins or between == ["ainsi", "que"]) and (is_same or phrase.mark == "of")


def _named_before(made: Cast, phrase: Phrase) -> tuple[Figure, ...]:
    """A name that was given before, whole or by one of its words."""
    own = _keys(phrase)
    for figure in made.by_word.get(own[-1], ())[:_FEW] if own else ():
        is_same_kind = figure.kind is phrase.kind or (phrase.is_people and figure.kind is EntityKind.PERSON)
        theirs = next((_keys(each) for each in figure.phrases if each.name is not None), ())
        is_part = phrase.is_people and 1 in {len(own), len(theirs)}
        if is_same_kind and (own == theirs or is_part):
            return (figure,)
    return ()


def _keys(phrase: Phrase) -> tuple[str, ...]:
    if phrase.name is None:
        return ()
    return tuple(word.key for word in phrase.sentence.words[phrase.name[0] : phrase.name[1] + 1])


def _length(phrase: Phrase) -> int:
    return len(_keys(phrase))


def _meant_again(
    tongue: Tongue, made: Cast, phrase: Phrase, recent: Sequence[tuple[Phrase, ...]]
) -> tuple[Figure, ...]:
    """ "The two men", "şüpheliler": those spoken of last, where the words add nothing of their own."""
    is_definite = phrase.sentence.words[phrase.first].key in tongue.keys("definite")
    if phrase.name is not None or not (is_definite or (tongue.verb_is_last and phrase.count is None)):
        return ()
    nations = {each.value for each in phrase.said if each.kind is AttributeKind.NATIONALITY}
    if nations:
        return _of_nation(made, phrase, nations)
    if not phrase.is_again:
        return ()
    is_many = phrase.kind is EntityKind.GROUP
    for together in reversed(recent[-_FEW:]):
        figures = tuple(figure for each in together for figure in made.of(each))
        if is_many == (len(figures) > 1 or figures[0].kind is EntityKind.GROUP):
            return figures
    return ()


def _of_nation(made: Cast, phrase: Phrase, nations: AbstractSet[str]) -> tuple[Figure, ...]:
    """ "The Egyptian suspect": the one Egyptian of whom the report has spoken."""
    fitting = [
        figure
        for figure in {id(each): each for each in made.by_nation.get(min(nations), ())[:_FEW]}.values()
        if figure.kind in {EntityKind.PERSON, phrase.kind}
        and {said.value for _, said in figure.said if said.kind is AttributeKind.NATIONALITY} == nations
    ]
    return (fitting[0],) if len(fitting) == 1 and fitting[0].phrases[0].is_people else ()


def _is_predicate(tongue: Tongue, phrase: Phrase) -> bool:
    """ "… is a Nigerian", "… üyesi olduğu": the words say what somebody is, they do not mean another one."""
    words = phrase.sentence.words
    if not phrase.is_people or phrase.name is not None:
        return False
    if tongue.verb_is_last:
        after = words[phrase.last + 1].key if phrase.last + 1 < len(words) else ""
        return any(after.startswith(each) for each in tongue.keys("copulas"))
    before = [word.key for word in words[max(0, phrase.first - 2) : phrase.first]]
    return bool(set(before[-1:]) & tongue.keys("copulas"))


def _subject_of(
    tongue: Tongue, made: Cast, phrase: Phrase, phrases: Sequence[Phrase], at: int, recent: Sequence[tuple[Phrase, ...]]
) -> tuple[Figure, ...]:
    later = follower(tongue, phrase.sentence, phrase.last, phrases)
    if later is not None:
        return made.of(later) or (made.add(later),)
    for other in reversed(phrases[:at]):
        if other.is_people and (other.is_bare or other.mark == "of"):
            return tuple(made.with_company(other))
    return tuple(figure for each in (recent[-1] if recent else ()) for figure in made.of(each))


def follower(tongue: Tongue, sentence: Sentence, last: int, phrases: Iterable[Phrase]) -> Phrase | None:
    """Whom a clause describes that ends in a participle right before them ("… olduğu belirlenen iki kişi")."""
    if not tongue.verb_is_last:
        return None
    later = next((phrase for phrase in phrases if phrase.first > last), None)
    if later is None or not later.is_people or later.first - last > 7:
        return None
    between = sentence.words[last : later.first]
    if any(word.text in {",", ";"} for word in between):
        return None
    return later if tongue.participle.search(between[-1].form) else None
