"""Ringleaders: who stands behind a plot without a deed of their own (leaders, handlers, people in hiding)."""

from collections.abc import Iterator
from functools import cache

from tocsin.domain.claim import Claim
from tocsin.domain.entity import EntityKind
from tocsin.reading import lexicon
from tocsin.reading.attributes.suspicion import LEADING, WANTED, suspected
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.events.frames import violent_verbs
from tocsin.reading.grammar.doers import doer, undergoer
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.phrases import Phrase
from tocsin.reading.grammar.trees import child, conjuncts

_HANDLING = "handler"
_BEING = frozenset({"be", "live", "stay", "reside", "wait", "remain"})


def ringleaders(scene: Scene) -> Iterator[Claim]:
    """Find who leads, steers, pays or is hidden; only where the report speaks of violence at all."""
    if not any(lemma(token) in violent_verbs() for doc in scene.docs for token in doc):
        return
    telling = _telling()
    for doc in scene.docs:
        for token in doc:
            if lemma(token) not in telling and not _is_before_of(token):
                continue
            for subject, role in _behind(scene, token):
                if not _is_official(scene, subject):
                    yield from suspected(scene, subject, token, role)


@cache
def _telling() -> frozenset[str]:
    """Every word at which it is worth looking."""
    names = ("steering", "orders", "heads", "leaders", "concealing", "fleeing")
    listed = frozenset(word for name in names for word in lexicon.words("suspicion", name))
    hunted = {"look", "search", "hunt", "see", "spot", "sight", "locate", "whereabouts"}
    return listed | hunted | _BEING | {"train", "study", "serve", "fight", "charge", "among"}


def _is_before_of(token: Token) -> bool:
    return token.pos_ in {"NOUN", "ADJ"} and token.i + 1 < len(token.doc) and token.nbor().lower_ == "of"


def _behind(scene: Scene, token: Token) -> Iterator[tuple[Token, str]]:
    own = lemma(token)
    yield from ((each, _HANDLING) for each in (*_steering(token, own), *_ordering(token, own)))
    yield from ((each, WANTED) for each in _one_of(scene, token))
    yield from ((each, LEADING) for each in (*_heading(token, own), *_among(token, own)))
    yield from ((each, WANTED) for each in (*_looked_for(token, own), *_in_hiding(scene, token, own)))


def _steering(verb: Token, own: str) -> Iterator[Token]:
    """Read "was steered by a Dane", "trained under a Saudi"."""
    if own in lexicon.words("suspicion", "steering"):
        agent = child(verb, "agent")
        person = child(agent, "pobj") if agent is not None else None
        if person is not None:
            yield person
    if own in {"train", "study", "serve", "fight"}:
        yield from _after(verb, {"under"})


def _ordering(noun: Token, own: str) -> Iterator[Token]:
    """Read "instructions relayed by X", "took orders from X", "the commission came from X"."""
    if own not in lexicon.words("suspicion", "orders"):
        return
    yield from _after(noun, {"from"})
    verb = noun.head
    if noun.dep_ == "nsubjpass" or verb.dep_ == "acl":
        agent = child(verb, "agent")
        person = child(agent, "pobj") if agent is not None else None
        if person is not None:
            yield person
    is_got = noun.dep_ == "dobj" and lemma(verb) in {"take", "receive", "get", "obtain", "accept", "follow", "await"}
    if is_got or (noun.dep_ == "nsubj" and lemma(verb) in {"come", "originate", "emanate", "stem", "issue"}):
        yield from _after(verb, {"from"})


def _heading(noun: Token, own: str) -> Iterator[Token]:
    """Read "the leader of the cell", "the kidnappers' leader", "a gang boss", "in charge is X"."""
    if own == "charge" and noun.i and noun.nbor(-1).lower_ == "in":
        verb = noun.head.head
        subject = child(verb, "nsubj", "attr") if lemma(verb) == "be" else None
        if subject is not None:
            yield subject
    if own in lexicon.words("suspicion", "leaders") and _is_introduced(noun):
        yield noun
    if own in lexicon.words("suspicion", "heads") and any(map(_is_led, _owners(noun))):
        yield noun
        verb = noun.head
        if noun.dep_ in {"nsubj", "attr"} and lemma(verb) == "be":
            yield from (each for each in verb.children if each.dep_ in {"attr", "nsubj"} and each is not noun)


def _is_introduced(noun: Token) -> bool:
    """Read "the leader, Omar Kesh, …" where the report speaks of a band, a cell or a plot."""
    words = {lemma(each) for each in noun.doc}
    is_named = any(each.dep_ == "appos" and each.pos_ == "PROPN" for each in noun.children)
    is_bare = child(noun, "prep", "poss", "compound") is None
    return is_named and is_bare and bool(words & lexicon.words("suspicion", "led"))


def _owners(noun: Token) -> Iterator[Token]:
    yield from (each for each in noun.children if each.dep_ in {"poss", "compound", "nmod"})
    yield from _after(noun, {"of"})


def _is_led(owner: Token) -> bool:
    return lemma(owner) in lexicon.words("suspicion", "led") | lexicon.words("people", "nouns", "outlaws")


def _among(preposition: Token, own: str) -> Iterator[Token]:
    """Read "among the band's chiefs figures a Malian", "among them four Danes"."""
    if own != "among" or preposition.dep_ != "prep":
        return
    group = child(preposition, "pobj")
    if group is None or not (_is_led(group) or any(map(_is_led, _owners(group)))):
        return
    verb = preposition.head
    if lemma(verb) in {"be", "figure", "rank", "feature", "count"}:
        yield from (each for each in verb.children if each.dep_ in {"nsubj", "attr", "dobj"} and each is not group)


def _one_of(scene: Scene, noun: Token) -> Iterator[Token]:
    """Read "the elder of the pair", "the leader of the four", where those plan violence."""
    for group in _after(noun, {"of"}):
        figure = scene.cast.at(group)
        is_counted = group.lower_ in lexicon.numbers() or lemma(group) in {"pair", "duo", "trio", "quartet"}
        if is_counted and figure is not None and any(map(_does_violence, figure.phrases)):
            yield noun


def _does_violence(phrase: Phrase) -> bool:
    """Read "two men plan to bomb": the verb that the people do, or one that hangs on it, is violent."""
    verb = phrase.doc[phrase.heads[0]].head
    below = (verb, *verb.children, *(inner for each in verb.children for inner in each.children))
    return any(each.dep_ != "nsubjpass" and lemma(each) in violent_verbs() and each.pos_ == "VERB" for each in below)


def _looked_for(verb: Token, own: str) -> Iterator[Token]:
    """Read "are looking for a Somali", "launched a search for the pair"."""
    if own in {"look", "search", "hunt"}:
        yield from _after(verb, {"for"})


def _in_hiding(scene: Scene, verb: Token, own: str) -> Iterator[Token]:
    """Read "is thought to be hiding", "may be holed up", "his whereabouts are unknown", "was last seen in"."""
    if own == "whereabouts":
        owner = child(verb, "poss")
        if owner is not None:
            yield owner.head.head.head if owner.lower_ == "whose" else owner
        return
    is_guess = any(each.tag_ == "MD" for each in verb.children) or lemma(verb.head) in lexicon.words(
        "status", "basis", "verbs"
    )
    is_last = own in {"see", "spot", "sight", "locate"} and any(each.lower_ == "last" for each in verb.children)
    is_somewhere = own in _BEING and lemma(verb.head) in lexicon.words("status", "basis", "verbs") and _is_there(verb)
    is_gone = own in lexicon.words("suspicion", "fleeing") or _is_still_free(verb)
    if is_last or is_gone or is_somewhere or (is_guess and own in lexicon.words("suspicion", "concealing")):
        subject = doer(scene, verb) or undergoer(scene, verb)
        if subject is not None:
            yield subject


def _is_still_free(verb: Token) -> bool:
    """Read "is still free", "remains free": said of nobody but the wanted."""
    is_still = lemma(verb) == "remain" or any(each.lower_ == "still" for each in verb.children)
    return is_still and any(each.dep_ == "acomp" and each.lower_ == "free" for each in verb.children)


def _is_there(verb: Token) -> bool:
    """Read "is believed to be in Basra", not "to be alive in the jungle"."""
    is_at = any(each.dep_ == "prep" and each.lower_ in {"in", "at", "on", "near", "with"} for each in verb.children)
    return is_at and child(verb, "attr", "acomp") is None


def _after(word: Token, prepositions: set[str]) -> Iterator[Token]:
    for each in word.children:
        if each.dep_ in {"prep", "dative"} and each.lower_ in prepositions:
            person = child(each, "pobj")
            if person is not None:
                yield from conjuncts(person)


def _is_official(scene: Scene, word: Token) -> bool:
    figure = scene.cast.at(word)
    if figure is None or figure.kind not in {EntityKind.PERSON, EntityKind.GROUP}:
        return True
    nouns = {each.noun for each in figure.phrases}
    unlikely = lexicon.words("people", "nouns", "authority") | lexicon.words("people", "taken_up", "never")
    return bool(nouns & (unlikely - {"soldier", "troop", "force"}))
