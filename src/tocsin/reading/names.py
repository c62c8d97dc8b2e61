"""Names: which words of a passage name a person, an organisation, a place, a facility or an event.

spaCy's guess is one voice among several. The word-lists speak before it, the grammar of naming (titles,
kunyas, "… province", "Ministry of …") beside it, and the rest of the report after it: what is a person in one
sentence is one in the next.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from tocsin.domain.entity import EntityKind, Form
from tocsin.reading import lexicon
from tocsin.reading.lexicon import Known
from tocsin.reading.parse import Doc, Token, grammar
from tocsin.reading.phrases import Phrase, words_of
from tocsin.vocabulary.country import COUNTRIES, country_named, country_of_demonym, is_ambiguous

_LABELS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.FACILITY,
    "EVENT": EntityKind.EVENT,
    "NORP": EntityKind.ORGANISATION,
}
_SEATS = frozenset({"governor", "mayor", "prefect", "emir"})  # whose seat stands before them
_JOINTS = frozenset({"of", "for", "the", "and", "&", "-", "'s", "’s", "in"})


@dataclass(frozen=True, slots=True)
class _Guess:
    """Somebody's opinion about a stretch of words; the lower the rank, the more it counts."""

    first: int
    last: int
    kind: EntityKind
    rank: int
    known: Known | None = None
    country: str | None = None
    place_kind: str | None = None


def names(docs: Iterable[Doc]) -> list[Phrase]:
    """Find the names in all passages of a report, agreeing with one another."""
    held = list(docs)
    guesses = [(doc, _settled(doc)) for doc in held]
    votes = _votes(guesses)
    found: list[Phrase] = []
    for doc, each in guesses:
        agreed = [_agree(doc, guess, votes) for guess in each]
        taken = {at for guess in agreed for at in range(guess.first, guess.last + 1)}
        agreed += _overlooked(doc, votes, taken)
        found += [_phrase(doc, guess) for guess in sorted(agreed, key=lambda guess: guess.first)]
    return found


def _settled(doc: Doc) -> list[_Guess]:
    """Let the weightier opinion, then the longer stretch, win where two overlap."""
    guesses = [*_from_lists(doc), *_kunyas(doc), *_titled(doc), *_by_kind(doc), *_institutions(doc)]
    guesses += _from_model(doc)
    guesses.sort(key=lambda guess: (guess.rank, guess.first - guess.last, guess.first))
    taken: set[int] = set()
    kept: list[_Guess] = []
    for guess in guesses:
        stretch = set(range(guess.first, guess.last + 1))
        if not stretch & taken:
            taken |= stretch
            kept.append(guess)
    return kept


def _from_lists(doc: Doc) -> Iterator[_Guess]:
    people = [(ent.start, ent.end) for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1]
    for name, first, end in _matches(doc):
        known = lexicon.organisations().get(name)
        if known is not None:
            yield _Guess(first, end - 1, EntityKind.ORGANISATION, 1, known=known)
            continue
        code = country_named(name)
        is_in_person = any(a <= first and end <= b for a, b in people) and is_ambiguous(name)
        if code is not None and not is_in_person and doc[first].text[:1].isupper():
            yield _Guess(first, end - 1, EntityKind.PLACE, 2, country=code)
    wide = lexicon.words("places", "wide")
    for token in doc:
        if token.lower_ in wide and token.text[0].isupper():
            yield _Guess(token.i, token.i, EntityKind.PLACE, 2)


def _matches(doc: Doc) -> Iterator[tuple[str, int, int]]:
    matcher, names_by_key = _matcher()
    for key, first, end in matcher(doc):
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


def _is_name_word(token: Token) -> bool:
    return token.text[:1].isupper() and token.is_alpha and token.lower_ not in {"the", "a", "an", "mr", "mrs"}


def _kunyas(doc: Doc) -> Iterator[_Guess]:
    """Read "Abu Omar al-Tunisi" as one person; "Abu Bakr Street" is left to other rules."""
    heads = lexicon.words("people", "kunya", "heads")
    articles = lexicon.words("people", "kunya", "articles")
    for token in doc:
        if token.lower_ not in heads or not token.text[0].isupper() or token.i + 1 >= len(doc):
            continue
        last = _run_on(doc, token.i, articles)
        if last > token.i and not (token.i and doc[token.i - 1].text == "-"):
            first = token.i
            while first and _is_name_word(doc[first - 1]) and doc[first - 1].ent_type_ == "PERSON":
                first -= 1
            yield _Guess(first, last, EntityKind.PERSON, 2)


def _run_on(doc: Doc, at: int, articles: frozenset[str]) -> int:
    """Follow name words, and articles that a name word follows."""
    while at + 1 < len(doc):
        ahead = doc[at + 1]
        if _is_name_word(ahead) and not country_named(ahead.text):
            at += 1
        elif ahead.lower_ in articles and at + 2 < len(doc):
            beyond = at + 3 if doc[at + 2].text in {"-", "‑"} and at + 3 < len(doc) else at + 2
            if not _is_name_word(doc[beyond]):
                return at
            at = beyond
        else:
            return at
    return at


def _titled(doc: Doc) -> Iterator[_Guess]:
    """Take capitalised words after a title for a person."""
    titles = lexicon.words("people", "titles", "before")
    for token in doc:
        if token.lower_.rstrip(".") not in titles or not token.text[0].isupper() or token.i + 1 >= len(doc):
            continue
        first = token.i + 1 + (doc[token.i + 1].text == "." and token.i + 2 < len(doc))
        last = first - 1
        while last + 1 < len(doc) and _is_name_word(doc[last + 1]) and doc[last + 1].tag_ in {"NNP", "NNPS"}:
            last += 1
        is_chain = first <= last and doc[first].lower_ in titles
        if first <= last and not is_chain and not country_named(words_of(doc, first, last)):
            yield _Guess(first, last, EntityKind.PERSON, 3)


def _by_kind(doc: Doc) -> Iterator[_Guess]:
    """Read a name beside "province", "district" or "governor" as a place, whatever it looks like."""
    kinds = lexicon.words("places", "kinds")
    for token in doc:
        if token.lower_ in kinds | _SEATS and token.i and token.nbor(-1).tag_ in {"NNP", "NNPS"}:
            first = _run_back(doc, token.i - 1)
            if _may_be_a_place(doc, first, token):
                yield _Guess(first, token.i - 1, EntityKind.PLACE, 3, place_kind=token.lower_)
        if token.lower_ in kinds and token.i + 2 < len(doc) and token.nbor().lower_ == "of":
            last = _run_forward(doc, token.i + 2)
            if last is not None and not country_named(words_of(doc, token.i + 2, last)):
                yield _Guess(token.i + 2, last, EntityKind.PLACE, 3, place_kind=token.lower_)


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
        if is_article and _is_name_word(doc[at + 2]):
            at += 2
        elif not (_is_name_word(token) and token.tag_ in {"NNP", "NNPS"}):
            return last
        last = at
        at += 1
    return last


def _institutions(doc: Doc) -> Iterator[_Guess]:
    """Read capitalised words that end or begin with "Ministry", "Brigade", "Front" as an organisation."""
    heads = lexicon.words("organisations", "nouns", "heads")
    for token in doc:
        if token.lower_ not in heads or not token.text[0].isupper() or (token.is_sent_start and not token.i):
            continue
        first = token.i
        while first > 0 and _is_name_word(doc[first - 1]) and doc[first - 1].pos_ in {"PROPN", "ADJ", "NOUN"}:
            first -= 1
        last = token.i
        while last + 2 < len(doc) and doc[last + 1].lower_ in _JOINTS and _is_name_word(doc[last + 2]):
            last += 2
            while last + 1 < len(doc) and _is_name_word(doc[last + 1]):
                last += 1
        if first < last and not (last - first == 1 and country_of_demonym(doc[first].text)):
            yield _Guess(first, last, EntityKind.ORGANISATION, 4)


def _from_model(doc: Doc) -> Iterator[_Guess]:
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
        yield _Guess(first, last, kind, 6)


def _votes(guesses: Iterable[tuple[Doc, list[_Guess]]]) -> dict[str, _Guess]:
    """For every name, the opinion that the report as a whole supports."""
    ballots: dict[str, Counter[EntityKind]] = {}
    best: dict[tuple[str, EntityKind], _Guess] = {}
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
    return {
        name: best[name, kind]
        for name, ballot in ballots.items()
        for kind in [ballot.most_common(1)[0][0]]
        if (name, kind) in best
    }


def _ask_namesakes(name: str, ballots: dict[str, Counter[EntityKind]]) -> None:
    """A single word that ends a person's full name elsewhere is that person."""
    if " " in name or EntityKind.PERSON not in ballots[name]:
        return
    fuller = sum(ballot[EntityKind.PERSON] for other, ballot in ballots.items() if other.endswith(f" {name}"))
    ballots[name][EntityKind.PERSON] += fuller


def _agree(doc: Doc, guess: _Guess, votes: dict[str, _Guess]) -> _Guess:
    chosen = votes.get(words_of(doc, guess.first, guess.last))
    if chosen is None or guess.rank <= 3:
        return guess
    return replace(guess, kind=chosen.kind, known=chosen.known, country=chosen.country, place_kind=chosen.place_kind)


def _overlooked(doc: Doc, votes: dict[str, _Guess], taken: set[int]) -> Iterator[_Guess]:
    """Find the words again that are a name elsewhere in the report, and surnames of its persons."""
    surnames = {
        name.rsplit(" ", 1)[-1]: guess
        for name, guess in votes.items()
        if guess.kind is EntityKind.PERSON and " " in name
    }
    for token in doc:
        if token.i in taken or not token.text[:1].isupper() or (token.is_sent_start and token.tag_ != "NNP"):
            continue
        chosen = votes.get(token.text) or surnames.get(token.text)
        if chosen is not None and len(token.text) > 2 and token.tag_ in {"NNP", "NNPS", "NN", "JJ"}:
            taken.add(token.i)
            yield replace(chosen, first=token.i, last=token.i)


def _phrase(doc: Doc, guess: _Guess) -> Phrase:
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


def _gender(doc: Doc, guess: _Guess) -> str | None:
    female = {"mrs", "ms", "miss", "lady", "dame", "queen", "princess", "spokeswoman"}
    before = doc[guess.first - 1].lower_.rstrip(".") if guess.first else ""
    if before in female or doc[guess.first].lower_ in lexicon.words("people", "given", "female"):
        return "f"
    return "m" if before in {"mr", "sir", "lord", "king", "prince", "spokesman"} else None
