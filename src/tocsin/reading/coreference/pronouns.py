"""Pronouns: whom "he", "they" and "it" take up, and who stands nearer and is not meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.domain.entity import EntityKind
from tocsin.domain.ground import Doubt, Rejected
from tocsin.reading import lexicon
from tocsin.reading.coreference.together import FAR, before
from tocsin.reading.grammar.parse import Token
from tocsin.reading.grammar.phrases import Phrase

if TYPE_CHECKING:
    from tocsin.reading.coreference.coreference import Cast, Figure

_PLEASURE = frozenset({"it", "its", "itself"})
_MOST = 3  # others that somebody cares to read


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Who is taken up, by which phrase, and who else was weighed."""

    figure: "Figure"
    phrase: Phrase
    rejected: tuple[Rejected, ...] = ()


def of_pronoun(cast: "Cast", phrase: Phrase) -> Antecedent | None:
    """Take the nearest figure that fits."""
    if phrase.name in _PLEASURE and _is_dummy(phrase.doc[phrase.first]):
        return None
    doubts: dict[str, Doubt] = {}
    pairs = before(cast, phrase)
    for other, figure in pairs:
        if phrase.start - other.start > FAR:
            continue
        doubt = _doubt(phrase, figure)
        if doubt is None:
            doubts |= _farther(phrase, figure, pairs)
            rejected = (Rejected(answer=name, why=why) for name, why in doubts.items() if name != figure.best.name)
            return Antecedent(figure, other, tuple(rejected))
        if figure.is_people and len(doubts) < _MOST:
            doubts[figure.best.name] = doubt
    return None


def _farther(phrase: Phrase, found: "Figure", rest: "Iterable[tuple[Phrase, Figure]]") -> dict[str, Doubt]:
    """Name the next that would have fitted."""
    for other, figure in rest:
        is_other = figure is not found and phrase.start - other.start <= FAR
        if is_other and _doubt(phrase, figure) is None:
            return {figure.best.name: Doubt.FARTHER}
    return {}


def _doubt(phrase: Phrase, figure: "Figure") -> Doubt | None:
    """Say why somebody cannot be meant."""
    if not _fits(phrase, figure):
        return Doubt.DOES_NOT_FIT
    if any(_is_bound(phrase, each) for each in figure.phrases):
        return Doubt.SAME_CLAUSE
    return Doubt.OWN_CAPTIVE if _is_harmed(phrase) and _does_harm(figure) else None


_HARM = frozenset(
    {
        "hold",
        "free",
        "release",
        "kidnap",
        "abduct",
        "kill",
        "shoot",
        "execute",
        "behead",
        "ransom",
        "rescue",
        "seize",
        "harm",
    }
)


def _is_harmed(phrase: Phrase) -> bool:
    """Say whether "they" are held, freed or killed by somebody."""
    token = phrase.doc[phrase.first]
    return token.dep_ in {"nsubjpass", "dobj"} and token.head.lemma_ in _HARM


def _does_harm(figure: "Figure") -> bool:
    """Kidnappers and those who speak for them are not the ones whom they hold."""
    nouns = lexicon.words("people", "nouns", "outlaws") | {"spokesman", "spokeswoman", "negotiator", "commander"}
    return any(each.noun in nouns for each in figure.phrases)


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
