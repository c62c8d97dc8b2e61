"""Names: which words of a passage name a person, an organisation, a place, a facility or an event.

spaCy's guess is one voice among several. The word-lists speak before it, the grammar of naming (titles,
kunyas, "… province", "Ministry of …") beside it, and the rest of the report after it: what is a person in one
sentence is one in the next.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from tocsin.domain.entity import EntityKind, Form
from tocsin.reading import lexicon
from tocsin.reading.grammar.parse import Doc, grammar
from tocsin.reading.grammar.phrases import Phrase, words_of
from tocsin.reading.model.phrases import guesses as sighted
from tocsin.reading.model.phrases import is_weapon
from tocsin.reading.model.sights import Sights
from tocsin.reading.names.naming import (
    Guess,
    armed_bodies,
    by_kind,
    institutions,
    is_office,
    kin,
    kunyas,
    occasions,
    titled,
    unknown_runs,
)
from tocsin.reading.names.telling import aged, apposed, initialled, is_somewhere, located, nicknamed, seats, ships
from tocsin.reading.places.gazetteer import find
from tocsin.vocabulary.country import COUNTRIES, capital_of, country_named, country_of_demonym, is_ambiguous

_LABELS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.FACILITY,
    "EVENT": EntityKind.EVENT,
    "NORP": EntityKind.ORGANISATION,
}
_OFFICIAL = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION})
_TOWN = 5_000  # people: what is smaller is called like too many other things
_LISTED = 20  # votes that only a word-list gives


def names(docs: Iterable[Doc], sights: Sights) -> list[Phrase]:
    """Find the names in all passages of a report, agreeing with one another."""
    held = list(docs)
    seen = sights.by_doc()
    guesses = [(doc, _settled(doc, seen.get(doc, Sights()))) for doc in held]
    votes = _votes(guesses)
    surnames = _surnames(votes)
    found: list[Phrase] = []
    for doc, each in guesses:
        agreed = [_agree(doc, guess, votes) for guess in each]
        taken = {at for guess in agreed for at in range(guess.first, guess.last + 1)}
        agreed += _overlooked(doc, votes, surnames, taken)
        _enter(doc, agreed)
        found += [_phrase(doc, guess) for guess in sorted(agreed, key=lambda guess: guess.first)]
    return found


def _enter(doc: Doc, agreed: Iterable[Guess]) -> None:
    """Let those who read on see which words are in a body's name."""
    for guess in agreed:
        if guess.kind is EntityKind.ORGANISATION:
            for at in range(guess.first, guess.last + 1):
                doc[at].ent_type_ = "ORG"


def _settled(doc: Doc, sights: Sights) -> list[Guess]:
    """Let the weightier opinion, then the longer stretch, win where two overlap."""
    guesses = [
        *_from_lists(doc),
        *kunyas(doc),
        *kin(doc),
        *titled(doc),
        *by_kind(doc),
        *institutions(doc),
        *occasions(doc),
        *armed_bodies(doc),
        *unknown_runs(doc),
        *located(doc),
        *seats(doc),
        *apposed(doc),
        *aged(doc),
        *nicknamed(doc),
        *(replace(each, kind=_corrected(doc, each.first, each.last, each.kind)) for each in sighted(doc, sights)),
        *initialled(doc),
        *ships(doc),
    ]
    guesses += _from_model(doc)
    guesses = [each for each in guesses if not _names_an_office(doc, each) and not is_weapon(doc, each, sights)]
    guesses.sort(key=lambda guess: (guess.rank, guess.first - guess.last, guess.first))
    taken: set[int] = set()
    kept: list[Guess] = []
    for guess in guesses:
        stretch = set(range(guess.first, guess.last + 1))
        if not stretch & taken:
            taken |= stretch
            kept.append(guess)
    return kept


def _names_an_office(doc: Doc, guess: Guess) -> bool:
    return guess.known is None and guess.kind in _OFFICIAL and is_office(doc, guess.first, guess.last)


def _from_lists(doc: Doc) -> Iterator[Guess]:
    people = [(ent.start, ent.end) for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1]
    for name, first, end in _matches(doc):
        known = lexicon.organisations().get(name)
        if known is not None:
            start = _name_start(doc, first) if known.armed and " " in name else first
            if start < first:
                longer = words_of(doc, start, end - 1)
                known = lexicon.Known(name=longer, spellings=(longer,), armed=True)
            yield Guess(start, end - 1, EntityKind.ORGANISATION, 1, known=known)
            continue
        code = country_named(name)
        is_in_person = any(a <= first and end <= b for a, b in people) and is_ambiguous(name)
        if code is not None and not is_in_person and doc[first].text[:1].isupper():
            yield Guess(first, end - 1, EntityKind.PLACE, 2, country=code)
    wide = lexicon.words("places", "wide")
    for token in doc:
        if token.lower_ in wide and token.text[0].isupper():
            yield Guess(token.i, token.i, EntityKind.PLACE, 2)


def _name_start(doc: Doc, first: int) -> int:
    """The first word of a longer name that ends as a known one does ("West Papua National Liberation Army")."""
    while (
        first and doc[first - 1].ent_type_ == "ORG" and doc[first - 1].tag_ == "NNP" and doc[first].ent_type_ == "ORG"
    ):
        first -= 1
    return first


def _matches(doc: Doc) -> Iterator[tuple[str, int, int]]:
    matcher, names_by_key = _matcher()
    for key, first, end in matcher(doc.source):
        yield names_by_key[key], first, end


@cache
def _matcher() -> tuple[Any, dict[int, str]]:
    from spacy.matcher import PhraseMatcher

    language = grammar()
    matcher = PhraseMatcher(language.vocab, attr="ORTH")
    spelt = [
        *lexicon.organisations(),
        *(name for each in COUNTRIES.values() for name in (each.name, *each.names) if len(name) > 1),
    ]
    keys = {}
    for name in dict.fromkeys(spelt):
        matcher.add(name, [language.make_doc(name)])
        keys[language.vocab.strings[name]] = name
    return matcher, keys


def _from_model(doc: Doc) -> Iterator[Guess]:
    titles = lexicon.words("people", "titles", "before")
    for ent in doc.ents:
        kind = _LABELS.get(ent.label_)
        first, last = ent.start, ent.end - 1
        while first < last and (
            doc[first].lower_.rstrip(".") in titles | {"the", "."} or country_of_demonym(doc[first].text)
        ):
            first += 1
        while first < last and doc[last].text in {"'s", "’s", "'", "’", "-"}:
            last -= 1
        words = words_of(doc, first, last)
        if kind is None or country_of_demonym(words) or not any(char.isalpha() for char in words):
            continue
        if ent.label_ == "NORP" or words.islower() or "\n" in words:
            continue
        if kind is EntityKind.PLACE and _is_rather_somebody(doc, first, last):
            kind = EntityKind.PERSON
        yield Guess(first, last, _corrected(doc, first, last, kind), 6)


def _corrected(doc: Doc, first: int, last: int, kind: EntityKind) -> EntityKind:
    """A capital, or what stands after "in" and is on the map, is a place, whatever the model thinks."""
    words = words_of(doc, first, last)
    if kind in {EntityKind.PLACE, EntityKind.FACILITY, EntityKind.EVENT}:
        return kind
    if capital_of(words) and not is_ambiguous(words):
        return EntityKind.PLACE
    where = _WHITHER if kind is EntityKind.ORGANISATION else {"in", "near"}
    is_where = first > 0 and doc[first - 1].lower_ in where and last - first < 3
    is_known = is_where and any(place.score >= 1 and place.population > _TOWN for place in find(words)[:1])
    return EntityKind.PLACE if is_known else kind


_WHITHER = frozenset({"in", "near", "from", "to", "into", "towards", "toward", "via", "outside"})


def _is_rather_somebody(doc: Doc, first: int, last: int) -> bool:
    """Two capitalised words that no gazetteer knows, and no preposition before them, are a person's."""
    before = doc[first - 1].lower_ if first else ""
    words = [doc[at] for at in range(first, last + 1)]
    if len(words) not in {2, 3} or before in _BEFORE_PLACES or not all(each.text.istitle() for each in words):
        return False
    kinds = lexicon.words("places", "kinds")
    return not any(each.lower_ in kinds for each in words) and not is_somewhere(words_of(doc, first, last))


_BEFORE_PLACES = frozenset((  # no person stands right after these
    "in", "at", "near", "from", "to", "into", "of", "via", "through", "the", "outside", "inside", "around",
    "across", "towards", "toward", "off", "on", "along", "north", "south", "east", "west", "central", "between", "for",
))  # fmt: skip


def _votes(guesses: Iterable[tuple[Doc, list[Guess]]]) -> dict[str, Guess]:
    """For every name, the opinion that the report as a whole supports."""
    ballots: dict[str, Counter[EntityKind]] = {}
    best: dict[tuple[str, EntityKind], Guess] = {}
    for doc, each in guesses:
        for guess in each:
            name = words_of(doc, guess.first, guess.last)
            weight = {1: 50, 2: 30, 3: 10, 4: 6}.get(guess.rank, 1)
            ballots.setdefault(name, Counter())[guess.kind] += weight
            known = best.get((name, guess.kind))
            if known is None or guess.rank < known.rank:
                best[name, guess.kind] = guess
    for name in list(ballots):
        _ask_namesakes(name, ballots)
    chosen = {}
    for name, ballot in ballots.items():
        kind = ballot.most_common(1)[0][0]
        chosen[name] = best.get((name, kind)) or replace(next(g for (n, _), g in best.items() if n == name), kind=kind)
    return chosen


def _ask_namesakes(name: str, ballots: dict[str, Counter[EntityKind]]) -> None:
    """A single word that ends a person's full name elsewhere is that person, unless a list knows better."""
    if " " in name or max(ballots[name].values()) >= _LISTED:
        return
    fuller = sum(ballot[EntityKind.PERSON] for other, ballot in ballots.items() if other.endswith(f" {name}"))
    ballots[name][EntityKind.PERSON] += 3 * fuller


def _agree(doc: Doc, guess: Guess, votes: dict[str, Guess]) -> Guess:
    chosen = votes.get(words_of(doc, guess.first, guess.last))
    if chosen is None or guess.rank <= 3:
        return guess
    return replace(guess, kind=chosen.kind, known=chosen.known, country=chosen.country, place_kind=chosen.place_kind)


def _surnames(votes: dict[str, Guess]) -> dict[str, Guess]:
    return {
        name.rsplit(" ", 1)[-1]: guess
        for name, guess in votes.items()
        if guess.kind is EntityKind.PERSON and " " in name
    }


def _overlooked(doc: Doc, votes: dict[str, Guess], surnames: dict[str, Guess], taken: set[int]) -> Iterator[Guess]:
    """Find the words again that are a name elsewhere in the report, and surnames of its persons."""
    for token in doc:
        if token.i in taken or not token.text[:1].isupper() or (token.is_sent_start and token.tag_ != "NNP"):
            continue
        chosen = votes.get(token.text) or surnames.get(token.text)
        if chosen is not None and len(token.text) > 2 and token.tag_ in {"NNP", "NNPS", "NN", "JJ"}:
            taken.add(token.i)
            yield replace(chosen, first=token.i, last=token.i)


def _phrase(doc: Doc, guess: Guess) -> Phrase:
    span = doc[guess.first : guess.last + 1]
    root = span.root.i
    return Phrase(
        doc=doc,
        first=guess.first,
        last=guess.last,
        heads=tuple(dict.fromkeys((root, guess.last))),
        kind=guess.kind,
        form=Form.NAME,
        name=str(span.text),
        definite=True,
        country=guess.country,
        known=guess.known,
        place_kind=guess.place_kind,
        gender=_gender(doc, guess) if guess.kind is EntityKind.PERSON else None,
    )


def _gender(doc: Doc, guess: Guess) -> str | None:
    female = {"mrs", "ms", "miss", "lady", "dame", "queen", "princess", "spokeswoman"}
    before = doc[guess.first - 1].lower_.rstrip(".") if guess.first else ""
    if before in female or doc[guess.first].lower_ in lexicon.words("people", "given", "female"):
        return "f"
    return "m" if before in {"mr", "sir", "lord", "king", "prince", "spokesman"} else None
