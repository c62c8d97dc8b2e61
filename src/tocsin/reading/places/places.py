"""Places: in which country a name lies, asked of the report first and of the gazetteer then.

"Istanbul's Silivri district" and "the Nineveh province of Iraq" say where they are; what the report places
nowhere is looked up, near the countries that the report speaks of.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from tocsin.domain.entity import EntityKind, Form
from tocsin.reading import lexicon
from tocsin.reading.coreference.coreference import Cast, Figure
from tocsin.reading.coreference.together import before
from tocsin.reading.grammar.parse import Token
from tocsin.reading.grammar.phrases import Phrase
from tocsin.reading.grammar.trees import conjuncts
from tocsin.reading.places.flags import under_flag
from tocsin.vocabulary.country import capital_of, country_of_demonym

_CITY = 100_000  # people: what is smaller is in no other thing's name
_WHERE = frozenset({"between", "in", "of", "near", "outside", "inside", "at", "off", "on"})
_SURE = 0.9  # below this the gazetteer is guessing


@dataclass(slots=True)
class Atlas:
    """The countries of a report's places, worked out once."""

    cast: Cast
    near: tuple[str, ...] = ()
    known: dict[int, tuple[str, Phrase] | None] = field(default_factory=dict)
    looked_up: set[int] = field(default_factory=set)  # what the report places nowhere

    def country_of(self, figure: Figure) -> tuple[str, Phrase] | None:
        """Return the country a place or building lies in, and the words that say so."""
        key = id(figure)
        if key not in self.known:
            self.known[key] = None  # while it is asked: "A in B", "B in A" must end
            self.known[key] = self._ask(figure)
        return self.known[key]

    def _ask(self, figure: Figure) -> tuple[str, Phrase] | None:
        for phrase in figure.phrases:
            if phrase.country is not None:
                self.looked_up |= {id(figure)} if capital_of(phrase.name) else set()
                return phrase.country, phrase
        found = next(under_flag(figure), None) or next(self._held_in(figure), None)
        found = found or next(self._by_demonym(figure), None) or self._there(figure)
        if found is None and figure.kind is EntityKind.EVENT:
            found = next(self._hosted(figure), None)
        if found is None and figure.kind is not EntityKind.PLACE:
            found = self._in_name(figure)
        if found is None:
            found = next(self._looked_up(figure), None)
            self.looked_up |= {id(figure)} if found else set()
        return found

    def _hosted(self, figure: Figure) -> Iterator[tuple[str, Phrase]]:
        """Read "the summit of ministers which Canada will host in Banff": the place after "in", in its sentence."""
        for phrase in figure.phrases:
            sentence = phrase.doc[phrase.last].sent
            is_own = phrase.doc[phrase.first].lower_ in {"his", "her", "their"}  # whose travels are no event
            where = {"in", "at"} if is_own else {"in", "at", "to"}
            for token in phrase.doc[phrase.last + 1 : min(phrase.last + 16, sentence.end)]:
                place = self.cast.at(token) if token.i and token.nbor(-1).lower_ in where else None
                if place is not None and place.kind is EntityKind.PLACE:
                    found = self.country_of(place)
                    if found is not None:
                        yield found

    def _by_demonym(self, figure: Figure) -> Iterator[tuple[str, Phrase]]:
        """Read "the Czech capital", "a Kenyan mall"; an Israeli embassy is Israel's and not in Israel."""
        if figure.kind not in {EntityKind.PLACE, EntityKind.FACILITY}:
            return
        flagged = lexicon.words("places", "flagged")
        for phrase in figure.phrases:
            doc = phrase.doc
            if phrase.noun in flagged or doc[phrase.last].lower_ in flagged:
                continue
            for token in doc[max(phrase.first - 3, 0) : phrase.last]:
                code = country_of_demonym(token.text) if token.text[:1].isupper() else None
                is_own = token.nbor().text not in {"-", "‑"}  # "a Chinese-run port" is not China's
                if code is not None and is_own and (token.i >= phrase.first or _names_kind(token)):
                    yield code, phrase

    def _held_in(self, figure: Figure) -> Iterator[tuple[str, Phrase]]:
        """Ask what the words around a place put it in; a saint in a church's name is no village."""
        for phrase in figure.phrases:
            for token in _within(phrase):
                holder = self.cast.at(token)
                if holder is None or holder is figure or holder.kind not in {EntityKind.PLACE, EntityKind.FACILITY}:
                    continue
                is_in_name = phrase.form is Form.NAME and phrase.first <= token.i <= phrase.last
                if is_in_name and not self._is_city(holder):
                    continue
                found = self.country_of(holder)
                if found is not None:
                    yield found

    def _there(self, figure: Figure) -> tuple[str, Phrase] | None:
        """Read "the Israeli embassy there": in the place last named."""
        if figure.kind is not EntityKind.FACILITY:
            return None
        phrase = figure.phrases[0]
        if phrase.last + 1 >= len(phrase.doc) or phrase.doc[phrase.last + 1].lower_ not in {"there", "here"}:
            return None
        for other, place in before(self.cast, phrase):
            if other.form is Form.NAME and place.kind is EntityKind.PLACE:
                return self.country_of(place)
        return None

    def _is_city(self, figure: Figure) -> bool:
        name = figure.best.name
        return figure.best.country is not None or _find(name, self.near, _CITY) is not None

    def _in_name(self, figure: Figure) -> tuple[str, Phrase] | None:
        """Read "Vienna Opera Ball", "Lisbon Airport": an event or building called after its city."""
        if figure.kind not in {EntityKind.EVENT, EntityKind.FACILITY}:
            return None
        for phrase in figure.phrases:
            first = phrase.name.split()[0] if phrase.form is Form.NAME else ""
            is_city = len(first) > 3 and first.isalpha() and first[0].isupper() and len(phrase.name.split()) > 1
            code = _find(first, self.near, _CITY) if is_city else None
            if code is not None:
                return code, phrase
        return None

    def _looked_up(self, figure: Figure) -> Iterator[tuple[str, Phrase]]:
        for phrase in figure.phrases:
            if phrase.form is not Form.NAME or phrase.name.casefold() in lexicon.words("places", "wide"):
                continue
            name = phrase.name if figure.kind is EntityKind.PLACE else _stem(phrase)
            code = _find(name, self.near) if name else None
            if code is not None:
                yield code, phrase


def atlas(cast: Cast) -> Atlas:
    """Prepare the atlas of a report: the countries it speaks of most come first."""
    counts = Counter(
        phrase.country for figure in cast.figures for phrase in figure.phrases if phrase.country is not None
    )
    return Atlas(cast=cast, near=tuple(code for code, _ in counts.most_common(8) if code))


def _within(phrase: Phrase) -> Iterable[Token]:
    """The words that say in what a place lies: "X in Y", "X, Y", "Y's X", "the X province of Y"."""
    doc = phrase.doc
    if phrase.form is Form.PRONOUN or (phrase.known is not None and phrase.known.armed):
        return
    is_envoys = phrase.noun in lexicon.words("places", "diplomatic")  # Israel's embassy is not in Israel
    inner = {"compound", "nmod"} if is_envoys else {"poss", "compound", "nmod"}
    yield from (doc[at] for at in range(phrase.first, phrase.last) if doc[at].dep_ in inner)
    for each in phrase.heads:
        head = doc[each]
        holders = [head]
        if (
            phrase.kind is EntityKind.PLACE
            and head.dep_ in {"compound", "nmod"}
            and head.head.pos_ in {"NOUN", "PROPN"}
        ):
            holders.append(head.head)
        for holder in holders:
            yield from _beside(holder, head)


def _beside(holder: Token, head: Token) -> Iterator[Token]:
    for child in holder.children:
        where = _WHERE - {"of"} if holder.lemma_ in lexicon.words("places", "flagged") else _WHERE
        if child.dep_ == "prep" and child.lower_ in where and child.i > holder.i:
            yield from (each for inner in child.children if inner.dep_ == "pobj" for each in conjuncts(inner))
        elif _is_holder(child, holder, head):
            yield child


def _is_holder(child: Token, holder: Token, head: Token) -> bool:
    """Read "Y's X" and "X, Y"; a state's embassy is not in that state."""
    if child.dep_ == "poss":
        return holder.lemma_ not in lexicon.words("places", "diplomatic")
    return child.dep_ in {"appos", "npadvmod"} and child.i > head.i


def _names_kind(token: Token) -> bool:
    """Read "the Tanzanian island of Pemba": a demonym before the kind of place that the name is."""
    ahead = [each.lower_ for each in token.doc[token.i + 1 : token.i + 4]]
    return len(ahead) > 1 and ahead[0] in lexicon.words("places", "kinds") and ahead[1] == "of"


def _stem(phrase: Phrase) -> str | None:
    """Read "Kastrup airport" and "Oslo Central Station" as lying where their first words do."""
    words = phrase.name.split()
    facilities = lexicon.words("places", "facilities")
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].casefold() in facilities else None


def country_called(name: str, near: tuple[str, ...], least: int = 0) -> str | None:
    """Return the country in which a place of such a name lies, if so many people live in it."""
    return _find(name, near, least)


@cache
def _find(name: str, near: tuple[str, ...], least: int = 0) -> str | None:
    """Ask the gazetteer; a capital is where everybody thinks it is."""
    from tocsin.reading.places.gazetteer import find

    capital = capital_of(name)
    if capital is not None:
        return capital
    places = find(name, near=near)
    is_sure = bool(places) and places[0].score >= _SURE and places[0].population >= least
    return places[0].country if is_sure else None
