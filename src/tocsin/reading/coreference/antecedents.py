"""Antecedents: whom a pronoun or a description takes up again ("he", "the two", "the group", "the country")."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tocsin.domain.entity import EntityKind, Form
from tocsin.domain.ground import Rule
from tocsin.reading import lexicon
from tocsin.reading.coreference.pronouns import Antecedent, of_pronoun
from tocsin.reading.coreference.ties import Tie
from tocsin.reading.coreference.together import (
    FAR,
    adding_up,
    before,
    is_of_office,
    people_together,
    places_together,
    sentence,
    speaks_of_several,
)
from tocsin.reading.grammar.parse import lemma
from tocsin.reading.grammar.phrases import Phrase
from tocsin.vocabulary.country import country_of_demonym
from tocsin.vocabulary.duty import SUSPECT_WORDS

if TYPE_CHECKING:
    from tocsin.reading.coreference.coreference import Cast, Figure

_FOLLOW = frozenset({"this", "that", "these", "those"})


def antecedents(cast: "Cast", phrases: Iterable[Phrase]) -> None:
    """Let every pronoun and definite description join the figure it most likely means."""
    for phrase in phrases:
        figure = cast.home(phrase)
        if phrase.kind is EntityKind.PERSON and _modifiers(phrase) & _ORDINALS.keys() and figure.part_of is None:
            group = _group_before(cast, phrase, figure)
            figure.part_of = group if group is not None and _has_room(group, phrase) else None
        if min(each.start for each in figure.phrases) != phrase.start:
            continue
        if figure.is_named:
            _name_late(cast, phrase, figure)
            continue
        if figure.is_people and _modifiers(phrase) & _OTHERS:
            figure.part_of = _group_before(cast, phrase, figure)
        elif phrase.kind is EntityKind.PLACE and phrase.plural:
            figure.members = tuple(places_together(cast, phrase))
        else:
            _take_up(cast, phrase, figure)


def _name_late(cast: "Cast", phrase: Phrase, figure: "Figure") -> None:
    """In "a man was held … The suspect, named as X" the man has a name from then on."""
    if phrase.kind is EntityKind.PERSON and phrase.noun in lexicon.words("people", "taken_up", "person"):
        found = _of_description(cast, phrase, unnamed=True)
        if found is not None and found.figure is not figure and not _are_of_two_nations(figure, found.figure):
            cast.merge(figure, found.figure, Tie(Rule.TAKES_UP, phrase))


def _are_of_two_nations(one: "Figure", other: "Figure") -> bool:
    """Read "a Swiss colleague … the leader was X, a Libyan": nobody is both, unless the text says so in one breath."""
    nations, others = _nations(one), _nations(other)
    return bool(nations and others) and not nations & others


def _nations(figure: "Figure") -> set[str]:
    words = (each.doc[at] for each in figure.phrases for at in range(each.first, each.last + 1))
    own = (each.text for each in words if each.i + 1 == len(each.doc) or each.nbor().text not in {"-", "‑"})
    return {code for word in own if (code := country_of_demonym(word)) is not None}


def _take_up(cast: "Cast", phrase: Phrase, figure: "Figure") -> None:
    """Merge a phrase into whom it means; where that is several by name, they are its members."""
    if phrase.form is Form.PRONOUN:
        found = of_pronoun(cast, phrase)
        if phrase.plural and speaks_of_several(cast, phrase, found.figure if found is not None else None):
            figure.members = tuple(people_together(cast, phrase))
            return
    elif phrase.definite and _number(phrase) is not None:
        found = _of_number(cast, phrase, figure)
    else:
        found = _of_description(cast, phrase)
    if found is not None and found.figure is not figure:
        cast.merge(found.figure, figure, Tie(Rule.TAKES_UP, found.phrase, found.rejected))
    elif found is None and phrase.kind is EntityKind.GROUP and phrase.definite and not figure.members:
        figure.members = tuple(people_together(cast, phrase))


_OTHERS = frozenset({"other", "others", "remaining"})
_SAYING = frozenset({"say", "tell", "announce", "add", "report"})
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7} | dict.fromkeys(
    ("another", "further", "additional"), 0
)
_VIOLENT = frozenset({"terrorist", "militant", "jihadist", "extremist", "armed"})
_BARE_NOUNS = frozenset({"", "man", "woman", "suspect", "people", "person", "militant", "brother", "individual"})


_ANYBODY = frozenset({"national", "citizen", "subject", "member", "friend", "cousin", "foreigner", "student"})
_ARRESTING = frozenset({"arrest", "detain", "apprehend"})
_SIZES = {"pair": 2, "duo": 2, "couple": 2, "trio": 3, "threesome": 3, "quartet": 4, "foursome": 4, "quintet": 5}


def _number(phrase: Phrase) -> int | None:
    """How many "the two", "all three men" and "the trio" are."""
    if phrase.noun in _SIZES and not any(each.dep_ == "prep" for each in phrase.doc[phrase.last].children):
        return _SIZES[phrase.noun]
    return phrase.count if phrase.noun in _BARE_NOUNS else None


def _group_before(cast: "Cast", phrase: Phrase, figure: "Figure") -> "Figure | None":
    """The group of which "the other two men" are the rest."""
    for other, each in before(cast, phrase):
        is_near = phrase.start - other.start <= FAR and each is not figure
        if (
            is_near
            and each.kind is EntityKind.GROUP
            and other.noun not in lexicon.words("people", "nouns", "authority")
            and other.noun not in lexicon.words("people", "nouns", "protected")
            and other.noun not in lexicon.words("people", "taken_up", "never")
        ):
            return each
    return None


def _has_room(group: "Figure", phrase: Phrase) -> bool:
    """Say whether the group counts so many: "two men … a third" is none of the two."""
    counts = [each.count for each in group.phrases if each.count is not None]
    wanted = max(_ORDINALS.get(word, 0) for word in _modifiers(phrase))
    return not counts or wanted <= max(counts)


def _of_number(cast: "Cast", phrase: Phrase, figure: "Figure") -> Antecedent | None:
    """Take "the two" for the last two persons named together, and for the group of two spoken of before."""
    number = _number(phrase) or 0
    people = tuple(adding_up(cast, phrase, number)) or _last_named_together(cast, phrase, number)
    group = next(
        (
            Antecedent(each, other)
            for other, each in before(cast, phrase)
            if each.kind is EntityKind.GROUP
            and (other.count or _SIZES.get(other.noun)) == number
            and not is_of_office(each)
            and each is not figure
            and phrase.start - other.start < FAR
        ),
        None,
    )
    if group is not None:
        named = tuple(each for each in people if each.is_named)
        group.figure.members = (named if len(named) == len(people) else ()) or group.figure.members
        return group
    figure.members = tuple(people)
    return None


def _last_named_together(cast: "Cast", phrase: Phrase, count: int) -> Sequence["Figure"]:
    """The persons of the nearest sentence before that speaks of exactly so many by name."""
    by_sentence: dict[tuple[int, int], list[Figure]] = {}
    for other, figure in before(cast, phrase):
        if figure.kind is EntityKind.PERSON and phrase.start - other.start <= FAR:
            key = (-other.doc.start, -sentence(other))
            held = by_sentence.setdefault(key, [])
            if figure not in held:
                held.append(figure)
    for key in sorted(by_sentence):
        if len(by_sentence[key]) == count:
            return by_sentence[key]
    return ()


def _of_description(cast: "Cast", phrase: Phrase, *, unnamed: bool = False) -> Antecedent | None:
    """Take "the militants" for militants spoken of before; "the country" for the last country."""
    if not phrase.definite or phrase.form is not Form.NOMINAL or _has_own_content(phrase):
        return None
    is_body = phrase.noun in lexicon.words("people", "taken_up", "organisation")
    if (is_body or not phrase.is_people) and (inside := _named_inside(cast, phrase)):
        return inside if is_body and inside.figure.kind is EntityKind.ORGANISATION else None
    found = _describable(cast, phrase, unnamed=unnamed)
    if phrase.doc[phrase.first].lower_ != "this" and phrase.noun not in lexicon.words("people", "nouns", "group"):
        return next(found, None)
    held = list(found)  # "this cell" is rather what was called a cell than nearer engineers
    alike = (each for each in held if any(phrase.noun == one.noun for one in each.figure.phrases))
    return next(alike, held[0] if held else None)


def _describable(cast: "Cast", phrase: Phrase, *, unnamed: bool) -> Iterator[Antecedent]:
    """What was spoken of before and may be described so, nearest first."""
    for other, figure in before(cast, phrase):
        if phrase.start - other.start > FAR:
            continue
        if (unnamed and figure.is_named) or phrase in figure.phrases:
            continue
        if phrase.kind is EntityKind.PLACE and other.first and other.doc[other.first - 1].lower_ == "from":
            continue  # "the country" is where somebody is, not whence they came
        is_sort = figure.kind is phrase.kind or (phrase.noun == "group" and figure.kind is EntityKind.ORGANISATION)
        if is_sort and _may_describe(phrase, figure, other):
            yield Antecedent(figure, other)


def _has_own_content(phrase: Phrase) -> bool:
    """A description that says more ("the Latakia governor") introduces its own figure; so does "its militants"."""
    head = phrase.doc[phrase.heads[0]]
    if any(child.dep_ == "poss" for child in head.lefts):
        return True
    if any((child.dep_ == "prep" and child.lower_ == "of") or child.dep_ == "relcl" for child in head.rights):
        return phrase.kind is not EntityKind.PERSON
    return False


def _named_inside(cast: "Cast", phrase: Phrase) -> Antecedent | None:
    """The name in a description: "the Ash Column militant group" is the Ash Column and nobody spoken of before."""
    for token in phrase.doc[phrase.first : phrase.last]:
        figure = cast.at(token)
        if figure is not None and figure.is_named:
            return Antecedent(figure, cast.phrase_at(token))
    return None


def _may_describe(phrase: Phrase, figure: "Figure", other: Phrase) -> bool:
    nouns = {each.noun for each in figure.phrases if each.noun}
    if phrase.noun in nouns:
        return _modifiers(phrase) <= {word for each in figure.phrases for word in _modifiers(each)} or (
            phrase.kind is EntityKind.PERSON and phrase.noun not in lexicon.words("people", "nouns", "office")
        )
    if phrase.kind is EntityKind.PLACE:
        return _is_such_a_place(phrase, other)
    taken_up = lexicon.table("people")["taken_up"]
    if figure.kind is EntityKind.ORGANISATION:
        return phrase.noun in taken_up["organisation"] and other.form is Form.NAME and _is_alike(phrase, other)
    if nouns & set(taken_up["never"]) or nouns & lexicon.words("people", "nouns", "authority"):
        return False
    if phrase.kind is EntityKind.PERSON:
        return phrase.noun in taken_up["person"] and _genders_agree(phrase, figure) and not _speaks(figure)
    is_group = phrase.kind is EntityKind.GROUP and phrase.noun in taken_up["group"] and not _seizes(figure)
    return is_group and not _are_others(phrase, nouns)


def _are_others(phrase: Phrase, nouns: set[str]) -> bool:
    """Say whether "the cell" and "the kidnappers" are not the engineers they mean to kidnap."""
    table = lexicon.table("people")
    outlaws = set(table["nouns"]["outlaws"])
    may_be = (
        outlaws
        | set(SUSPECT_WORDS)
        | set(table["taken_up"]["group"])
        | set(table["taken_up"]["person"])
        | _BARE_NOUNS
        | _ANYBODY
    )
    is_band = phrase.noun in outlaws | set(table["nouns"]["group"])
    return is_band and bool(nouns) and nouns <= set(table["nouns"]["person"]) - may_be


def _speaks(figure: "Figure") -> bool:
    """Whoever announces an arrest is not "the suspect"."""
    heads = [(each, each.doc[each.heads[0]]) for each in figure.phrases]
    titles = lexicon.words("people", "titles", "before")
    titled = (each for each, _ in heads if each.form is Form.NAME and each.first)
    return any(head.dep_ == "nsubj" and lemma(head.head) in _SAYING for _, head in heads) or any(
        each.doc[each.first - 1].lower_.rsplit("-", 1)[-1].rstrip(".") in titles for each in titled
    )


def _seizes(figure: "Figure") -> bool:
    """Whoever arrests people is not "the detainees"."""
    heads = (each.doc[each.heads[0]] for each in figure.phrases)
    return any(head.dep_ == "nsubj" and lemma(head.head) in _ARRESTING for head in heads)


def _is_alike(phrase: Phrase, other: Phrase) -> bool:
    """Read "The group" that a person reads about is the one that fights; "the agency" is any."""
    is_armed = other.known is not None and other.known.armed
    is_institution = other.name.casefold().split()[-1] in lexicon.words("people", "nouns", "organisation")
    if _modifiers(phrase) & _VIOLENT and not is_armed and (other.known is not None or is_institution):
        return False  # "this terrorist group" is no coalition, army or agency
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
