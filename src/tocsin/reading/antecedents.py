"""Antecedents: whom a pronoun or a description takes up again ("he", "the two", "the group", "the country")."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tocsin.domain.entity import EntityKind, Form
from tocsin.reading import lexicon
from tocsin.reading.parse import Token
from tocsin.reading.phrases import Phrase

if TYPE_CHECKING:
    from tocsin.reading.coreference import Cast, Figure

_FAR = 900  # characters: beyond this a description stands for itself
_PLEASURE = frozenset({"it", "its", "itself"})
_FOLLOW = frozenset({"this", "that", "these", "those"})


def antecedents(cast: "Cast", phrases: Iterable[Phrase]) -> None:
    """Let every pronoun and definite description join the figure it most likely means."""
    for phrase in phrases:
        figure = _figure_of(cast, phrase)
        if figure is None or figure.is_named or figure.phrases[0] is not phrase:
            continue
        if figure.is_people and _modifiers(phrase) & _OTHERS:
            figure.part_of = _group_before(cast, phrase, figure)
        elif phrase.kind is EntityKind.PLACE and phrase.plural:
            figure.members = tuple(_places_together(cast, phrase))
        else:
            _take_up(cast, phrase, figure)


def _take_up(cast: "Cast", phrase: Phrase, figure: "Figure") -> None:
    """Merge a phrase into whom it means; where that is several by name, they are its members."""
    if phrase.form is Form.PRONOUN:
        found = _of_pronoun(cast, phrase)
        if phrase.plural and _speaks_of_several(cast, phrase, found):
            figure.members = tuple(_people_together(cast, phrase))
            return
    elif phrase.count is not None and phrase.noun in _BARE_NOUNS and phrase.definite:
        found = _of_number(cast, phrase, figure)
    else:
        found = _of_description(cast, phrase)
    if found is not None and found is not figure:
        cast.merge(found, figure)
    elif found is None and phrase.kind is EntityKind.GROUP and phrase.definite and not figure.members:
        figure.members = tuple(_people_together(cast, phrase))


_OTHERS = frozenset({"other", "others", "remaining"})
_BARE_NOUNS = frozenset({"", "man", "woman", "suspect", "people", "person", "militant", "brother", "individual"})


def _group_before(cast: "Cast", phrase: Phrase, figure: "Figure") -> "Figure | None":
    """The group of which "the other two men" are the rest."""
    for other, each in _before(cast, phrase):
        is_near = phrase.start - other.start <= _FAR and each is not figure
        if (
            is_near
            and each.kind is EntityKind.GROUP
            and other.noun not in lexicon.words("people", "nouns", "authority")
        ):
            return each
    return None


def _figure_of(cast: "Cast", phrase: Phrase) -> "Figure | None":
    return next((figure for figure in cast.figures if phrase in figure.phrases), None)


def _before(cast: "Cast", phrase: Phrase) -> Iterator[tuple[Phrase, "Figure"]]:
    """Everything spoken of before, nearest first; subjects of one sentence before its other words."""
    pairs = [
        (other, figure)
        for figure in cast.figures
        for other in figure.phrases
        if (other.start < phrase.start and other.form is not Form.PRONOUN)
        or (other.form is Form.PRONOUN and len(figure.phrases) > 1 and other.start < phrase.start)
    ]
    yield from sorted(pairs, key=lambda pair: _distance(pair[0], phrase))


def _distance(other: Phrase, phrase: Phrase) -> tuple[int, int, int]:
    """Sentences between the two, then how high it stands in its sentence, then characters."""
    sentences = _sentence(phrase) - _sentence(other) if other.doc is phrase.doc else 20 + phrase.start - other.start
    return sentences, _height(other), phrase.start - other.start


def _height(other: Phrase) -> int:
    """A subject of the main clause comes first, then other subjects, then the rest."""
    head = other.doc[other.heads[0]]
    while head.dep_ in {"conj", "appos"} and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    if head.dep_ not in {"nsubj", "nsubjpass"}:
        return 2
    return 0 if head.head.dep_ in {"ROOT", "ccomp", "conj"} else 1


def _sentence(phrase: Phrase) -> int:
    return sum(1 for token in phrase.doc[: phrase.first + 1] if token.is_sent_start)


def _of_pronoun(cast: "Cast", phrase: Phrase) -> "Figure | None":
    if phrase.name in _PLEASURE and _is_dummy(phrase.doc[phrase.first]):
        return None
    for other, figure in _before(cast, phrase):
        if phrase.start - other.start > _FAR:
            continue
        if _fits(phrase, figure) and not any(_is_bound(phrase, each) for each in figure.phrases):
            return figure
    return None


def _is_dummy(token: Token) -> bool:
    """In "it has been revealed that" nobody is meant."""
    verb = token.head
    return token.dep_ in {"nsubj", "nsubjpass", "expl"} and any(
        child.dep_ in {"ccomp", "acomp"} for child in verb.children
    )


def _fits(phrase: Phrase, figure: "Figure") -> bool:
    kind = figure.kind
    if phrase.kind is EntityKind.PERSON:
        genders = {each.gender for each in figure.phrases if each.gender}
        return kind is EntityKind.PERSON and (phrase.gender is None or not genders or phrase.gender in genders)
    if phrase.plural:
        return kind is EntityKind.GROUP or (
            kind is EntityKind.ORGANISATION and any(p.plural or (p.known and p.known.armed) for p in figure.phrases)
        )
    return kind is EntityKind.ORGANISATION and not any(p.plural for p in figure.phrases)


def _is_bound(phrase: Phrase, other: Phrase) -> bool:
    """An object pronoun cannot mean the subject of its own verb, nor a word inside its own phrase."""
    if other.doc is not phrase.doc:
        return False
    token, head = phrase.doc[phrase.first], other.doc[other.heads[0]]
    if token.dep_ == "poss":
        return token.head == head
    if token.dep_ not in {"dobj", "pobj", "iobj", "dative"} or token.lower_.endswith(("self", "selves")):
        return False
    verb = token.head
    while verb.dep_ in {"xcomp", "prep"}:
        verb = verb.head
    return head.head in {token.head, verb} and head.dep_ in {"nsubj", "nsubjpass", "dobj"}


def _of_number(cast: "Cast", phrase: Phrase, figure: "Figure") -> "Figure | None":
    """Take "the two" for the last two persons named together, and for the group of two spoken of before."""
    people = _last_named_together(cast, phrase, phrase.count or 0)
    group = next(
        (
            each
            for other, each in _before(cast, phrase)
            if each.kind is EntityKind.GROUP
            and other.count == phrase.count
            and each is not figure
            and phrase.start - other.start < _FAR
        ),
        None,
    )
    if group is not None:
        group.members = tuple(people) or group.members
        return group
    figure.members = tuple(people)
    return None


def _last_named_together(cast: "Cast", phrase: Phrase, count: int) -> Sequence["Figure"]:
    """The persons of the nearest sentence before that speaks of exactly so many by name."""
    by_sentence: dict[tuple[int, int], list[Figure]] = {}
    for other, figure in _before(cast, phrase):
        if figure.kind is EntityKind.PERSON and phrase.start - other.start <= _FAR:
            key = (-other.doc.user_data["start"], -_sentence(other))
            held = by_sentence.setdefault(key, [])
            if figure not in held:
                held.append(figure)
    for key in sorted(by_sentence):
        if len(by_sentence[key]) == count:
            return by_sentence[key]
    return ()


def _of_description(cast: "Cast", phrase: Phrase) -> "Figure | None":
    """Take "the militants" for militants spoken of before; "the country" for the last country."""
    if not phrase.definite or phrase.form is not Form.NOMINAL or _has_own_content(phrase):
        return None
    for other, figure in _before(cast, phrase):
        if phrase.start - other.start > _FAR:
            continue
        is_sort = figure.kind is phrase.kind or (phrase.noun == "group" and figure.kind is EntityKind.ORGANISATION)
        if is_sort and _may_describe(phrase, figure, other):
            return figure
    return None


def _places_together(cast: "Cast", phrase: Phrase) -> Iterator["Figure"]:
    """Take "the countries" for the places last named in one breath."""
    if not phrase.definite:
        return
    wants_country = phrase.noun in {"country", "nation", "state"}
    for other, figure in _before(cast, phrase):
        if other.form is Form.NAME and figure.kind is EntityKind.PLACE and bool(other.country) == wants_country:
            head = other.doc[other.heads[0]]
            while head.dep_ == "conj":
                head = head.head
            together = [cast.at(each) for each in _joined(head)]
            if len(together) > 1:
                yield from (each for each in together if each is not None and each.kind is EntityKind.PLACE)
                return


def _speaks_of_several(cast: "Cast", phrase: Phrase, found: "Figure | None") -> bool:
    """Say whether persons named together stand nearer than the group that would fit."""
    together = tuple(_people_together(cast, phrase))
    if not together or found is None:
        return bool(together)
    nearest = next((figure for _, figure in _before(cast, phrase) if figure in together or figure is found), None)
    return nearest is not found and nearest is not None


def _people_together(cast: "Cast", phrase: Phrase) -> Iterator["Figure"]:
    """Take "the hostages", "them" for the people last named in one breath."""
    if phrase.form is Form.NOMINAL and phrase.noun not in lexicon.words("people", "taken_up", "several"):
        return
    for other, figure in _before(cast, phrase):
        if not figure.is_people or phrase.start - other.start > _FAR:
            continue
        head = other.doc[other.heads[0]]
        while head.dep_ == "conj":
            head = head.head
        together = [cast.at(each) for each in _joined(head)]
        if len(together) > 1:
            yield from (each for each in together if each is not None and each.is_people and phrase not in each.phrases)
            return


def _joined(token: Token) -> Iterator[Token]:
    yield token
    for each in token.children:
        if each.dep_ == "conj":
            yield from _joined(each)


def _has_own_content(phrase: Phrase) -> bool:
    """A description that says more ("the Latakia governor") introduces its own figure; so does "its militants"."""
    head = phrase.doc[phrase.heads[0]]
    if any(child.dep_ == "poss" for child in head.lefts):
        return True
    if any((child.dep_ == "prep" and child.lower_ == "of") or child.dep_ == "relcl" for child in head.rights):
        return phrase.kind is not EntityKind.PERSON
    return False


def _may_describe(phrase: Phrase, figure: "Figure", other: Phrase) -> bool:
    nouns = {each.noun for each in figure.phrases if each.noun}
    if phrase.noun in nouns:
        return (
            _modifiers(phrase) <= {word for each in figure.phrases for word in _modifiers(each)}
            or phrase.kind is EntityKind.PERSON
        )
    if phrase.kind is EntityKind.PLACE:
        return _is_such_a_place(phrase, other)
    taken_up = lexicon.table("people")["taken_up"]
    if figure.kind is EntityKind.ORGANISATION:
        return phrase.noun in taken_up["organisation"] and other.form is Form.NAME and _is_alike(phrase, other)
    if nouns & set(taken_up["never"]) or nouns & lexicon.words("people", "nouns", "authority"):
        return False
    if phrase.kind is EntityKind.PERSON:
        return phrase.noun in taken_up["person"] and _genders_agree(phrase, figure)
    return phrase.kind is EntityKind.GROUP and phrase.noun in taken_up["group"]


def _is_alike(phrase: Phrase, other: Phrase) -> bool:
    """Read "The group" that a person reads about is the one that fights; "the agency" is any."""
    is_armed = other.known is not None and other.known.armed
    return not phrase.plural or (is_armed and phrase.noun == "group")


def _modifiers(phrase: Phrase) -> set[str]:
    small = {"the", "a", "an", "this", "these", "those", "that", "two", "-", ","}
    return {token.lower_ for token in phrase.doc[phrase.first : phrase.last] if token.lower_ not in small}


def _genders_agree(phrase: Phrase, figure: "Figure") -> bool:
    genders = {each.gender for each in figure.phrases if each.gender}
    return phrase.gender is None or not genders or phrase.gender in genders


def _is_such_a_place(phrase: Phrase, other: Phrase) -> bool:
    if other.form is not Form.NAME or phrase.plural:
        return False
    if phrase.noun in {"country", "nation", "homeland"}:
        return other.country is not None
    return other.country is None and (
        other.place_kind == phrase.noun or (other.place_kind is None and phrase.noun in {"city", "town", "village"})
    )
