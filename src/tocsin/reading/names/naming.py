"""Naming: the grammar of names (kunyas, titles, "... province", "Ministry of ..."), one opinion beside the model's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.domain.entity import EntityKind
from tocsin.reading import lexicon
from tocsin.reading.grammar.parse import Doc, Token, lemma
from tocsin.reading.grammar.phrases import words_of
from tocsin.reading.lexicon import Known
from tocsin.vocabulary.country import country_named, country_of_demonym

_FOLLOWERS = frozenset(
    {"member", "militant", "fighter", "leader", "commander", "operative", "cell", "supporter", "branch", "wing"}
)
_ARMED = frozenset(
    {"militant", "fighter", "gunman", "operative", "terrorist", "jihadist", "insurgent", "rebel", "cell"}
)
_BODIES = frozenset({"organization", "organisation", "group", "movement", "network", "cell", "faction", "gang"})
_SEATS = frozenset({"governor", "mayor", "prefect", "emir"})  # whose seat stands before them
_INITIAL = re.compile(r"[A-Z]\.?(?:[A-Z]\.?)?")
_JOINTS = frozenset({"of", "for", "the", "and", "&", "-", "'s", "’s"})


@dataclass(frozen=True, slots=True)
class Guess:
    """Somebody's opinion about a stretch of words; the lower the rank, the more it counts."""

    first: int
    last: int
    kind: EntityKind
    rank: int
    known: Known | None = None
    country: str | None = None
    place_kind: str | None = None


def is_name_word(token: Token) -> bool:
    """Say whether a word is written as one of a name."""
    return token.text[:1].isupper() and token.is_alpha and token.lower_ not in {"the", "a", "an", "mr", "mrs"}


def is_surname(token: Token) -> bool:
    """Say whether a word goes on a person's name, be it one that the tagger takes for a verb ("Omar Said met her")."""
    is_name = token.tag_ == "NNP" or token.lower_ in lexicon.words("people", "given", "names")
    return is_name and is_name_word(token) and token.text.istitle() and not token.is_sent_start


def kunyas(doc: Doc) -> Iterator[Guess]:
    """Read "Abu Omar al-Tunisi" as one person; "Abu Bakr Street" is left to other rules."""
    heads = lexicon.words("people", "kunya", "heads")
    articles = lexicon.words("people", "kunya", "articles")
    for token in doc:
        if token.lower_ not in heads or not token.text[0].isupper() or token.i + 1 >= len(doc):
            continue
        last = _run_on(doc, token.i, articles)
        if last > token.i and not (token.i and doc[token.i - 1].text == "-"):
            first = token.i
            while first and is_name_word(doc[first - 1]) and doc[first - 1].ent_type_ == "PERSON":
                first -= 1
            yield Guess(first, last, EntityKind.PERSON, 2)


def kin(doc: Doc) -> Iterator[Guess]:
    """Read "the brothers Emil and Karl Skov" as two persons: one surname does for both."""
    for token in doc:
        if lemma(token) not in lexicon.words("people", "kin", "nouns") or token.i + 4 >= len(doc):
            continue
        first = token.i + 1 + (doc[token.i + 1].text in {",", ":", "–", "—"})
        one, joint, other = doc[first : first + 3]
        if joint.lower_ == "and" and is_name_word(one) and is_name_word(other):
            yield Guess(first, first, EntityKind.PERSON, 2)


def _run_on(doc: Doc, at: int, articles: frozenset[str]) -> int:
    """Follow name words, and articles that a name word follows."""
    while at + 1 < len(doc):
        ahead = doc[at + 1]
        if is_name_word(ahead) and not country_named(ahead.text):
            at += 1
        elif ahead.lower_ in articles and at + 2 < len(doc):
            beyond = at + 3 if doc[at + 2].text in {"-", "‑"} and at + 3 < len(doc) else at + 2
            if not is_name_word(doc[beyond]):
                return at
            at = beyond
        else:
            return at
    return at


def titled(doc: Doc) -> Iterator[Guess]:
    """Take capitalised words after a title for a person."""
    titles = lexicon.words("people", "titles", "before")
    for token in doc:
        if token.lower_.rstrip(".") not in titles or not token.text[0].isupper() or token.i + 1 >= len(doc):
            continue
        first = token.i + 1 + (doc[token.i + 1].text == "." and token.i + 2 < len(doc))
        last = first - 1
        while (step := _step(doc, last + 1)) and doc[last + step].tag_ in {"NNP", "NNPS"}:
            last += step
        is_chain = first <= last and doc[first].lower_ in titles
        if first <= last and not is_chain and not country_named(words_of(doc, first, last)):
            yield Guess(first, last, EntityKind.PERSON, 3)


def _step(doc: Doc, at: int) -> int:
    """How many words on a name goes: two with an initial ("Joseph L. Varga"), three with an article ("al-Karim")."""
    words = [each.text for each in doc[at : at + 3]]
    if not words:
        return 0
    if len(words) > 2 and words[0].lower() in {"al", "el"} and words[1] in {"-", "‑"} and words[2][:1].isupper():
        return 3
    if len(words) > 1 and _INITIAL.fullmatch(words[0]) and is_name_word(doc[at + 1]):
        return 2
    return int(is_name_word(doc[at]))


def is_office(doc: Doc, first: int, last: int) -> bool:
    """Say whether capitalised words are an office and nobody's name: "Foreign Minister", "Minister for Trade"."""
    words = [each.lower_ for each in doc[first : last + 1]]
    end = next((at for at, word in enumerate(words) if word in {"of", "for"}), len(words))
    is_named = end < len(words) and doc[last].ent_type_ == "PERSON"
    return end > 0 and words[end - 1] in lexicon.words("people", "nouns", "office") and not is_named


def by_kind(doc: Doc) -> Iterator[Guess]:
    """Read a name beside "province", "district" or "governor" as a place, whatever it looks like."""
    kinds = lexicon.words("places", "kinds")
    for token in doc:
        if token.lower_ in kinds | _SEATS and token.i and token.nbor(-1).tag_ in {"NNP", "NNPS"}:
            first = _run_back(doc, token.i - 1)
            if _may_be_a_place(doc, first, token):
                yield Guess(first, token.i - 1, EntityKind.PLACE, 3, place_kind=token.lower_)
        if token.lower_ in kinds and token.i + 2 < len(doc) and token.nbor().lower_ == "of":
            last = _run_forward(doc, token.i + 2)
            if last is not None and not country_named(words_of(doc, token.i + 2, last)):
                yield Guess(token.i + 2, last, EntityKind.PLACE, 3, place_kind=token.lower_)


def _may_be_a_place(doc: Doc, first: int, kind: Token) -> bool:
    words = words_of(doc, first, kind.i - 1)
    if country_of_demonym(words) or words in lexicon.organisations() or country_named(words):
        return False
    return doc[kind.i - 1].ent_type_ != "PERSON" or kind.lower_ in {"province", "district"}


def _run_back(doc: Doc, last: int) -> int:
    first = last
    while first > 0:
        ahead = doc[first - 1]
        if ahead.text in {"-", "‑"} and first > 1 and doc[first - 2].lower_ in {"al", "el", "ad", "ash", "as"}:
            first -= 2
        elif ahead.tag_ == "NNP" and ahead.text[0].isupper() and not country_of_demonym(ahead.text):
            if ahead.text in lexicon.organisations():
                return first
            first -= 1
        else:
            return first
    return first


def _run_forward(doc: Doc, first: int) -> int | None:
    last = None
    at = first
    while at < len(doc):
        token = doc[at]
        is_article = token.lower_ in {"al", "el", "ad", "ash", "as"} and at + 2 < len(doc) and doc[at + 1].text == "-"
        if is_article and is_name_word(doc[at + 2]):
            at += 2
        elif not (is_name_word(token) and token.tag_ in {"NNP", "NNPS"}):
            return last
        last = at
        at += 1
    return last


def institutions(doc: Doc) -> Iterator[Guess]:
    """Read capitalised words that end or begin with "Ministry", "Brigade", "Front" as an organisation."""
    heads = lexicon.words("organisations", "nouns", "heads")
    for token in doc:
        if token.lower_ not in heads or not token.text[0].isupper() or (token.is_sent_start and not token.i):
            continue
        first = token.i
        while first > 0 and is_name_word(doc[first - 1]) and doc[first - 1].pos_ in {"PROPN", "ADJ", "NOUN"}:
            first -= 1
        last = token.i
        while (step := _joined(doc, last)) is not None:
            last = step
            while last + 1 < len(doc) and is_name_word(doc[last + 1]):
                last += 1
        if first < last and not (last - first == 1 and country_of_demonym(doc[first].text)):
            yield Guess(first, last, EntityKind.ORGANISATION, 4)


def _joined(doc: Doc, last: int) -> int | None:
    """Return where the next word of a name stands after "of" or "for the", if one follows."""
    at = last + 1
    while at < len(doc) and at - last < 3 and doc[at].lower_ in _JOINTS:
        at += 1
    return at if last + 1 < at < len(doc) and is_name_word(doc[at]) else None


def occasions(doc: Doc) -> Iterator[Guess]:
    """Read capitalised words that end in "Ball", "Summit" as an event, in "Airport", "Basilica" as a facility."""
    gatherings = lexicon.words("places", "gatherings")
    facilities = lexicon.words("places", "facilities")
    for token in doc:
        if (
            lemma(token) in gatherings | facilities
            and token.text[0].isupper()
            and token.i
            and is_name_word(token.nbor(-1))
        ):
            first = token.i
            while first > 0 and is_name_word(doc[first - 1]) and doc[first - 1].pos_ in {"PROPN", "ADJ", "NOUN"}:
                first -= 1
            if not country_of_demonym(words_of(doc, first, token.i - 1)):
                kind = EntityKind.EVENT if lemma(token) in gatherings else EntityKind.FACILITY
                yield Guess(first, token.i, kind, 4)


def unknown_runs(doc: Doc) -> Iterator[Guess]:
    """Take capitalised words that nobody knows for a name: "the Ash Column" an organisation, "Ilmar Toss" a person."""
    at = 0
    while at < len(doc):
        first = at
        while at < len(doc) and is_name_word(doc[at]) and doc[at].tag_ in {"NNP", "NNPS"}:
            at += 1
        while first < at < len(doc) and is_surname(doc[at]):
            at += 1
        if at > first:
            yield from _named_run(doc, first, at - 1)
        at += 1


def armed_bodies(doc: Doc) -> Iterator[Guess]:
    """Read "Ash Column militants", "the Ash Column terrorist organisation": people do not have militants."""
    for token in doc:
        if token.i < 2 or not _follows_a_body(doc, token):
            continue
        first = token.i
        while first and is_name_word(doc[first - 1]) and not country_of_demonym(doc[first - 1].text):
            first -= 1
        if token.i - first > 1 and not country_named(words_of(doc, first, token.i - 1)):
            yield Guess(first, token.i - 1, EntityKind.ORGANISATION, 3)


def _follows_a_body(doc: Doc, token: Token) -> bool:
    is_plural = token.tag_ == "NNS" and lemma(token) in _ARMED
    is_kind = token.lower_ in {"terrorist", "militant", "armed"} and token.i + 1 < len(doc)
    return is_plural or (is_kind and lemma(doc[token.i + 1]) in _BODIES)


def _named_run(doc: Doc, first: int, last: int) -> Iterator[Guess]:
    before = doc[first - 1] if first else None
    words = words_of(doc, first, last)
    is_known = country_of_demonym(doc[first].text) or country_of_demonym(words) or country_named(words)
    if before is None or is_known or doc[first].is_sent_start:
        return
    if (before.lower_ == "the" and last > first) or (
        before.lower_ in {"of", "for", "with"} and lemma(before.head) in _FOLLOWERS
    ):
        yield Guess(first, last, EntityKind.ORGANISATION, 8)
    elif 0 < last - first < 4:
        yield Guess(first, last, EntityKind.PERSON, 8)
