"""Telling: what stands beside a name and tells what it names: "in", an age, "a little-known group", quotation marks."""

from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from tocsin.domain.entity import EntityKind
from tocsin.reading import lexicon
from tocsin.reading.grammar.parse import Doc, lemma
from tocsin.reading.grammar.phrases import words_of
from tocsin.reading.names.naming import Guess, is_name_word
from tocsin.reading.times.times import is_month
from tocsin.vocabulary.country import capital_of, country_named, country_of_demonym, is_ambiguous

_SIZEABLE = 4.3  # some 20,000 people, or a district
_BODIES = frozenset((
    "group", "organisation", "organization", "militia", "movement", "faction", "network",
    "outfit", "gang", "cartel", "party", "agency", "company", "newspaper",
))  # fmt: skip
_INSIDE = frozenset({"in", "near", "inside", "outside", "into", "via", "through", "towards", "toward", "across", "at"})


def located(doc: Doc) -> Iterator[Guess]:
    """Take a name after "in" or "near" for a place, where the gazetteer knows a sizeable one of that name."""
    for token in doc:
        if token.lower_ not in _INSIDE or token.i + 1 >= len(doc):
            continue
        first = token.i + 1
        last = first - 1
        while last + 1 < len(doc) and is_name_word(doc[last + 1]) and doc[last + 1].tag_ in {"NNP", "NNPS"}:
            last += 1
        if doc[first].ent_type_ in {"DATE", "TIME"}:
            continue
        ahead = doc[last + 1].text if last + 1 < len(doc) else ""
        if first <= last < first + 3 and ahead not in {"'s", "’s", "-"} and is_sizeable(words_of(doc, first, last)):
            yield Guess(first, last, EntityKind.PLACE, 4)


def seats(doc: Doc) -> Iterator[Guess]:
    """Read a capital's name as a place, and what is on the map before an office or after "from": "the Oslo envoy"."""
    offices = lexicon.words("people", "nouns", "office")
    for token in doc:
        if token.tag_ != "NNP" or is_ambiguous(token.text):
            continue
        is_seat = token.dep_ in {"compound", "nmod"} and lemma(token.head) in offices
        is_whence = token.dep_ == "pobj" and token.i > 0 and doc[token.i - 1].lower_ in {"from", "to", "of", "on"}
        if capital_of(token.text) or ((is_seat or is_whence) and is_sizeable(token.text)):
            yield Guess(token.i, token.i, EntityKind.PLACE, 7)


@cache
def is_sizeable(name: str) -> bool:
    """Say whether a place of this name, as it is written, is one that many would mean."""
    from tocsin.reading.places.gazetteer import find

    if name in lexicon.organisations() or country_of_demonym(name) or is_month(name):
        return False
    return any(place.weight >= _SIZEABLE and place.score >= 1 for place in find(name)[:1])


@cache
def is_somewhere(name: str) -> bool:
    """Say whether the gazetteer knows the name at all."""
    from tocsin.reading.places.gazetteer import find

    return bool(country_named(name)) or bool(find(name))


def apposed(doc: Doc) -> Iterator[Guess]:
    """Read "Saraya (SN), a little-known group" and "the group X" as an organisation, whatever it looks like."""
    for ent in doc.ents:
        if ent.label_ not in {"PERSON", "GPE", "LOC", "ORG", "NORP", "PRODUCT", "FAC", "WORK_OF_ART", "EVENT"}:
            continue
        before = doc[ent.start - 1].lower_ if ent.start else ""
        if _described(doc, ent.end) & _BODIES or before in _BODIES - {"party", "company"}:
            yield Guess(ent.start, ent.end - 1, EntityKind.ORGANISATION, 3)
        elif _is_office_holder(doc, ent.start, ent.end, before):
            yield Guess(ent.start, ent.end - 1, EntityKind.PERSON, 3)
    for token in doc:
        if token.pos_ == "NOUN" and token.lower_ in _BODIES and token.i + 2 < len(doc):
            run = list(takewhile(is_name_word, doc[token.i + 1 :]))
            if len(run) > 1 and all(each.tag_ in {"NNP", "NNPS"} for each in run):
                yield Guess(run[0].i, run[-1].i, EntityKind.ORGANISATION, 3)


def _is_office_holder(doc: Doc, first: int, end: int, before: str) -> bool:
    """Read "X Y, the adviser to the council" as a person: two or three words, no article and nothing known of them."""
    words = words_of(doc, first, end - 1)
    is_plain = 1 < end - first < 4 and all(each.text.istitle() for each in doc[first:end]) and before != "the"
    heads = lexicon.words("organisations", "nouns", "heads") | lexicon.words("places", "kinds")
    is_known = country_named(words) or words in lexicon.organisations() or is_sizeable(words)
    offices = lexicon.words("people", "nouns", "office")
    return bool(is_plain and not is_known and doc[end - 1].lower_ not in heads and _described(doc, end) & offices)


def initialled(doc: Doc) -> Iterator[Guess]:
    """Read "Harbour Relief Trust Fund (HRTF)" as an organisation: its initials say how far its name goes."""
    for token in doc:
        at, letters = token.i, token.text
        if not (letters.isalpha() and letters.isupper() and 2 < len(letters) < 9) or at < 3 or at + 1 >= len(doc):
            continue
        if doc[at - 1].text != "(" or doc[at + 1].text != ")":
            continue
        first = _first_of(doc, at - 2, letters)
        if first is not None:
            yield Guess(first, at - 2, EntityKind.ORGANISATION, 1)
            yield Guess(at, at, EntityKind.ORGANISATION, 1)


def _first_of(doc: Doc, last: int, letters: str) -> int | None:
    """Go back over capitalised words that begin with the letters, last first."""
    at = last
    for letter in reversed(letters):
        while at >= 0 and doc[at].lower_ in _SMALL:
            at -= 1
        if at < 0 or not doc[at].text.startswith(letter) or not is_name_word(doc[at]):
            return None
        at -= 1
    words = words_of(doc, at + 1, last)
    return None if country_named(words) else at + 1


_SMALL = frozenset({"of", "and", "for", "the", "in", "on", "&"})
_SHIPS = frozenset({"USS", "USNS", "HMS", "HMAS", "HMCS", "RFA", "MV", "MT", "INS", "ITS", "FS", "TCG"})


def ships(doc: Doc) -> Iterator[Guess]:
    """Read "USS Marlow (DDG 99)" as a ship with its number."""
    for token in doc:
        last = token.i
        while last + 1 < len(doc) and last - token.i < 4 and is_name_word(doc[last + 1]):
            last += 1
        if token.text not in _SHIPS or last == token.i or doc[last].is_sent_end:
            continue
        yield Guess(token.i, last, EntityKind.FACILITY, 3)
        inside = doc[last + 2 : last + 6]
        closing = next((each.i for each in inside if each.text == ")"), None)
        if closing is not None and doc[last + 1].text == "(" and doc[closing - 1].text.isdecimal():
            yield Guess(last + 2, closing - 1, EntityKind.FACILITY, 2)


def aged(doc: Doc) -> Iterator[Guess]:
    """Take "X Y, 38," and "X Y (38)" for a person; so too "the man is X Y"."""
    for token in doc:
        is_age = token.text.isdecimal() and 10 < int(token.text[:3]) < 100 and token.i > 1 and token.i + 1 < len(doc)
        if is_age and doc[token.i - 1].text in {",", "("} and doc[token.i + 1].text in {",", ")", ";", "."}:
            last = token.i - 2
            is_open = doc[token.i - 1].text == "(" or doc[token.i + 1].text != "."
            if is_open and doc[last].text == "." and len(doc[last - 1].text) == 1:
                last -= 1
            yield from _person_up_to(doc, last)
        if token.dep_ == "attr" and token.tag_ == "NNP" and token.head.lemma_ == "be":
            subject = next((each for each in token.head.children if each.dep_ == "nsubj"), None)
            if subject is not None and subject.lemma_ in lexicon.words("people", "nouns", "person"):
                yield from _person_up_to(doc, token.i)


def _person_up_to(doc: Doc, last: int) -> Iterator[Guess]:
    first = last + 1
    while first > 0 and is_name_word(doc[first - 1]) and doc[first - 1].pos_ == "PROPN" and last - first < 3:
        first -= 1
    while first < last and country_of_demonym(doc[first].text):
        first += 1
    words = words_of(doc, first, last)
    if (
        first < last
        and not (country_named(words) or country_of_demonym(words))
        and words not in lexicon.organisations()
    ):
        yield Guess(first, last, EntityKind.PERSON, 3)


def nicknamed(doc: Doc) -> Iterator[Guess]:
    """Take X "Y" Z for one person."""
    for token in doc:
        at = token.i
        if not token.is_quote or at < 1 or at + 3 >= len(doc) or not doc[at + 2].is_quote:
            continue
        if doc[at + 1].text[:1].isupper() and all(
            is_name_word(doc[each]) and doc[each].pos_ == "PROPN" for each in (at - 1, at + 3)
        ):
            yield Guess(at - 1, at + 3, EntityKind.PERSON, 3)


def _described(doc: Doc, at: int) -> set[str]:
    """The nouns that end the description after a name: ", a little-known splinter group"."""
    if at < len(doc) and doc[at].text == "(":
        at = next((i + 1 for i in range(at, min(at + 6, len(doc))) if doc[i].text == ")"), at)
    if at + 1 >= len(doc) or doc[at].text != "," or doc[at + 1].lower_ not in {"a", "an", "the"}:
        return set()
    noun = next((i for i in range(at + 2, min(at + 8, len(doc))) if doc[i].pos_ in {"NOUN", "PROPN"}), None)
    while noun is not None and noun + 1 < len(doc) and doc[noun + 1].pos_ in {"NOUN", "PROPN"}:
        noun += 1
    return {doc[noun].lemma_.lower()} if noun is not None else set()
