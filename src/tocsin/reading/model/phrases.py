"""The network's marks among the phrases: what the rules overlooked, and where a description begins and ends."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tocsin.domain.entity import EntityKind, Form
from tocsin.reading import lexicon
from tocsin.reading.coreference.nominals import is_person_demonym
from tocsin.reading.grammar.parse import Doc, Token, lemma
from tocsin.reading.grammar.phrases import Phrase, words_of
from tocsin.reading.model.sights import Sight, Sights
from tocsin.reading.names.naming import Guess, is_surname
from tocsin.reading.names.telling import is_sizeable
from tocsin.reading.text.english import is_english
from tocsin.vocabulary.country import country_named, country_of_demonym

_SURE, _SURER = 0.5, 0.7
_MENTIONED = frozenset({"Organisation", "Weapon"})
_NAMED = {
    "Person": EntityKind.PERSON,
    "Organisation": EntityKind.ORGANISATION,
    "Location": EntityKind.PLACE,
    "Victim": EntityKind.PERSON,
    "PerpOrg": EntityKind.ORGANISATION,
}
_LABELS = {"Person": "PERSON", "Organisation": "ORG", "Location": "GPE"}  # as spaCy calls them
_ACTING = frozenset({"Victim", "PerpOrg"})
_SURELY, _PERHAPS = 5, 7  # before and after what spaCy thinks
_SETTLED = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.PLACE, EntityKind.EVENT})
_THINGS = {"Target": EntityKind.FACILITY, "Weapon": EntityKind.WEAPON}


def guesses(doc: Doc, sights: Sights) -> Iterator[Guess]:
    """Return the names that the network sees in a passage, as one opinion among others."""
    for sight in (*sights.mentions, *sights.fillers):
        kind = _NAMED.get(sight.marked.label)
        if sight.doc is not doc or kind is None or sight.marked.score < _SURE:
            continue
        first, last = _name(doc, sight)
        words = words_of(doc, first, last)
        if first > last or (first == last < sight.last) or any(_is_of_people(doc[at]) for at in range(first, last + 1)):
            continue
        if country_named(words) and kind is not EntityKind.PLACE:
            continue
        yield Guess(first, last, kind, _SURELY if _is_agreed(sight, kind, sights) else _PERHAPS)


def enter_names(sights: Sights) -> None:
    """Enter into each passage the names that the network mentions, the surest first."""
    for sight in sorted(sights.mentions, key=lambda each: -each.marked.score):
        label = _LABELS.get(sight.marked.label)
        first, last = _name(sight.doc, sight)
        if label is None or sight.marked.score < _SURE or first > last or (last < sight.last and label != "GPE"):
            continue  # "the Latakia attaché" ends in no name
        if label == "PERSON" and sight.first < first and sight.doc[first - 1].lower_ in {"the", "of", "a", "an"}:
            continue  # "a founder of the Ash Column" is described by another's name
        stretches = [_whole(sight.doc, first, last)] if label == "PERSON" else _parts(sight.doc, first, last)
        for start, end in stretches:
            if start <= end and not any(_is_of_people(sight.doc[at]) for at in range(start, end + 1)):
                sight.doc.name(start, end, "GPE" if _is_place(words_of(sight.doc, start, end), label) else label)


def _parts(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The names in "Oslo's Frogner", "Lombok, Indonesia" and "Nineveh province of Iraq"."""
    for at in range(first, last):
        if doc[at].tag_ in {"POS", ",", "NN"}:
            yield first, at - 1
            first = at + 1
    yield first, last


def _is_place(words: str, label: str) -> bool:
    return bool(country_named(words)) or (label == "ORG" and is_sizeable(words))


def _whole(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """A person's name without the office before it, with the article and the surname that the network left out."""
    words = [each.lower_ for each in doc[first : last + 1]]
    if "of" in words or "for" in words:
        first = next((first + at for at, word in enumerate(words) if not is_english(word)), first)
    articles = lexicon.words("people", "kunya", "articles")
    if first > 1 and doc[first - 1].text in {"-", "‑"} and doc[first - 2].lower_ in articles:
        first -= 2
    while first and is_surname(doc[first - 1]) and not is_english(doc[first - 1].lower_):
        first -= 1
    while last + 1 < len(doc) and is_surname(doc[last + 1]):
        last += 1
    return first, last


def is_weapon(doc: Doc, guess: Guess, sights: Sights) -> bool:
    """Say whether the network sees the words used as a weapon: nobody's name then, unless it is a short form."""
    return not doc[guess.first].text.isupper() and any(
        each.doc is doc and each.first <= guess.first and guess.last <= each.last
        for each in sights.fillers
        if each.marked.label == "Weapon" and each.marked.score >= _SURER
    )


def _is_agreed(sight: Sight, kind: EntityKind, sights: Sights) -> bool:
    """Say whether the network marks the words twice over: as filling a role, and as a name of that kind."""
    if sight.marked.label not in _ACTING or sight.marked.score < _SURER:
        return False
    if kind is EntityKind.ORGANISATION and _is_in_full_name(sight):
        return False
    return any(
        _NAMED.get(each.marked.label) is kind and each.first <= sight.last and sight.first <= each.last
        for each in sights.of(sight.doc)
    )


def _is_in_full_name(sight: Sight) -> bool:
    people = (each for each in sight.doc.ents if each.label_ == "PERSON" and len(each) > 1)
    return any(each.start <= sight.first < each.end for each in people)


def _name(doc: Doc, sight: Sight) -> tuple[int, int]:
    """The words of a mention from its first capital to its last."""
    first, last = sight.first, sight.last
    while first <= last and not _is_capital(doc[first]):
        first += 1
    while last >= first and not _is_capital(doc[last]):
        last -= 1
    return first, last


def _is_capital(token: Token) -> bool:
    is_proper = token.tag_ in {"NNP", "NNPS"} or not token.is_sent_start
    return token.text[:1].isupper() and is_proper and token.lower_ not in {"the", "a", "an", "i"}


def _is_of_people(token: Token) -> bool:
    return country_of_demonym(token.text) is not None or is_person_demonym(token)


def fitted(phrases: Sequence[Phrase], named: Iterable[Phrase], sights: Sights) -> list[Phrase]:
    """Let descriptions reach as far as the network sees them, and add those that the rules overlooked."""
    taken = {(id(each.doc), at) for each in named for at in range(each.first, each.last + 1)}
    found = list(phrases)
    by_head = {(id(each.doc), head): at for at, each in enumerate(found) for head in each.heads}
    for sight in _describing(sights):
        head = sight.doc[sight.first : sight.last + 1].root
        at = by_head.get((id(sight.doc), head.i))
        if (id(sight.doc), head.i) in taken:
            continue
        if at is None:
            by_head[id(sight.doc), head.i] = len(found)
            found.append(_new(sight, head))
        elif found[at].form is Form.NOMINAL and sight.marked.label not in _MENTIONED - {"Weapon"}:
            found[at] = _adjusted(found[at], sight)
    return found


def _describing(sights: Sights) -> Iterator[Sight]:
    """The marks that may be descriptions; a victim is marked by name, and places are the rules' to describe."""
    for sight in sights.fillers:
        if sight.marked.score >= _SURE and sight.marked.label != "Victim":
            yield sight
    for sight in sights.mentions:
        words = (sight.doc[at] for at in range(sight.first, sight.last + 1))
        if sight.marked.score >= _SURER and sight.marked.label in _MENTIONED and not any(map(_is_of_people, words)):
            yield sight


def _adjusted(phrase: Phrase, sight: Sight) -> Phrase:
    kind = phrase.kind
    if phrase.kind not in _SETTLED and sight.marked.label in _THINGS:
        kind = _THINGS[sight.marked.label]
    if sight.marked.score >= _SURER and all(sight.first <= head <= sight.last for head in phrase.heads):
        return replace(phrase, first=sight.first, last=sight.last, kind=kind)
    return replace(phrase, first=min(phrase.first, sight.first), last=max(phrase.last, sight.last), kind=kind)


def _new(sight: Sight, head: Token) -> Phrase:
    plural = head.tag_ in {"NNS", "NNPS"}
    people = EntityKind.GROUP if plural else EntityKind.PERSON
    is_body = sight.marked.label in {"PerpOrg", "Organisation"}
    kind = EntityKind.ORGANISATION if is_body else _THINGS.get(sight.marked.label, people)
    words = words_of(sight.doc, sight.first, sight.last)
    return Phrase(
        doc=sight.doc, first=sight.first, last=sight.last, heads=(head.i,), kind=kind, form=Form.NOMINAL, name=words,
        noun=lemma(head), plural=plural,
    )  # fmt: skip
