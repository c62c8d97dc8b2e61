"""Together: what stands before a phrase, nearest first, and who was named there in one breath."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.domain.entity import EntityKind, Form
from tocsin.reading import lexicon
from tocsin.reading.grammar.phrases import Phrase
from tocsin.reading.grammar.trees import conjuncts

if TYPE_CHECKING:
    from tocsin.reading.coreference.coreference import Cast, Figure


FAR = 900  # characters: beyond this a description stands for itself


def before(cast: "Cast", phrase: Phrase) -> Iterator[tuple[Phrase, "Figure"]]:
    """Everything spoken of not long before, nearest first; subjects of one sentence before its other words."""
    pairs = [(other, cast.home(other)) for other in cast.before(phrase, FAR) if other.start < phrase.start]
    meant = (pair for pair in pairs if pair[0].form is not Form.PRONOUN or len(pair[1].phrases) > 1)
    yield from sorted(meant, key=lambda pair: _distance(pair[0], phrase))


def _distance(other: Phrase, phrase: Phrase) -> tuple[int, int, int]:
    """Sentences between the two, then how high it stands in its sentence, then characters."""
    sentences = sentence(phrase) - sentence(other) if other.doc is phrase.doc else 20 + phrase.start - other.start
    return sentences, _height(other), phrase.start - other.start


def _height(other: Phrase) -> int:
    """A subject of the main clause comes first, then other subjects, then the rest."""
    head = other.doc[other.heads[0]]
    while head.dep_ in {"conj", "appos"} and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ == "to" and head.head.head.lower_ == "according":
        return 3  # whoever is quoted is not who is spoken of
    if head.dep_ not in {"nsubj", "nsubjpass"}:
        return 2
    return 0 if head.head.dep_ in {"ROOT", "ccomp", "conj"} else 1


def sentence(phrase: Phrase) -> int:
    """Count the sentences of the passage up to the phrase."""
    return phrase.doc[phrase.first].sentence


def places_together(cast: "Cast", phrase: Phrase) -> Iterator["Figure"]:
    """Take "the countries" for the places last named in one breath."""
    if not phrase.definite:
        return
    wants_country = phrase.noun in {"country", "nation", "state"}
    for other, figure in before(cast, phrase):
        if other.form is Form.NAME and figure.kind is EntityKind.PLACE and bool(other.country) == wants_country:
            head = other.doc[other.heads[0]]
            while head.dep_ == "conj":
                head = head.head
            together = [cast.at(each) for each in conjuncts(head)]
            if len(together) > 1:
                yield from (each for each in together if each is not None and each.kind is EntityKind.PLACE)
                return


def speaks_of_several(cast: "Cast", phrase: Phrase, found: "Figure | None") -> bool:
    """Say whether persons named together stand nearer than the group that would fit."""
    together = tuple(people_together(cast, phrase))
    if not together or found is None:
        return bool(together)
    nearest = next((figure for _, figure in before(cast, phrase) if figure in together or figure is found), None)
    return nearest is not found and nearest is not None


def people_together(cast: "Cast", phrase: Phrase) -> Iterator["Figure"]:
    """Take "the hostages", "them" for the people last named in one breath."""
    if phrase.form is Form.NOMINAL and phrase.noun not in lexicon.words("people", "taken_up", "several"):
        return
    for other, figure in before(cast, phrase):
        if not figure.is_people or phrase.start - other.start > FAR:
            continue
        head = other.doc[other.heads[0]]
        while head.dep_ == "conj":
            head = head.head
        together = [cast.at(each) for each in conjuncts(head)]
        if len(together) > 1:
            yield from (each for each in together if each is not None and each.is_people and phrase not in each.phrases)
            return


def fulfil(cast: "Cast") -> None:
    """Give "three schoolgirls" their names, where so many are named in one breath soon after."""
    for phrase in cast.timeline:
        figure = cast.home(phrase) if phrase.form is Form.NAME and phrase.kind is EntityKind.PERSON else None
        head = phrase.doc[phrase.heads[0]]
        if figure is None or figure.kind is not EntityKind.PERSON or head.dep_ == "conj":
            continue
        people = dict.fromkeys(each for word in conjuncts(head) if (each := cast.at(word)) is not None)
        together = tuple(each for each in people if each.kind is EntityKind.PERSON)
        if len(together) > 1 and all(min(p.start for p in each.phrases) >= phrase.start for each in together):
            _name_group(cast, phrase, together)


def _name_group(cast: "Cast", phrase: Phrase, people: tuple["Figure", ...]) -> None:
    for other in cast.before(phrase, FAR):
        group = cast.home(other)
        if group.kind is EntityKind.GROUP and group.best.count == len(people) and not group.members:
            group.members, group.is_listed = people, True
            return


def adding_up(cast: "Cast", phrase: Phrase, number: int) -> Iterator["Figure"]:
    """Take "all three" for "two missionaries and their driver"."""
    for other, figure in before(cast, phrase):
        if not figure.is_people or phrase.start - other.start > FAR:
            continue
        head = other.doc[other.heads[0]]
        while head.dep_ == "conj":
            head = head.head
        together = [each for each in map(cast.at, conjuncts(head)) if each is not None and each.is_people]
        if len(together) > 1 and sum(each.best.count or 1 for each in together) == number:
            yield from together
            return


def is_of_office(figure: "Figure") -> bool:
    """Officials who speak are not "the pair" they speak of."""
    nouns = {each.noun for each in figure.phrases}
    return bool(nouns & (lexicon.words("people", "nouns", "authority") | lexicon.words("people", "taken_up", "never")))
