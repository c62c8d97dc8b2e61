"""Stays: where the report says people are now ("are now in Greece", "may be hiding in Erbil", "a Paris-based cell")."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tocsin.domain.claim import Status
from tocsin.domain.entity import EntityKind
from tocsin.domain.report import Span
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.grammar.doers import doer, undergoer
from tocsin.reading.grammar.parse import Doc, Token, lemma
from tocsin.reading.grammar.trees import child, conjuncts

_IN = frozenset({"in", "at", "inside", "near", "within", "outside", "on", "around", "off", "across", "to", "along"})
_FROM = frozenset({"from", "out", "of"})
_THERE = frozenset({EntityKind.PLACE, EntityKind.FACILITY})
_FREE = frozenset({"large", "free"})  # "is still at large in"
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Stay:
    """A place where somebody is, and the words that say so."""

    place: Figure
    quote: Span
    status: Status = Status.STATED


def stays(scene: Scene) -> Mapping[int, tuple[Stay, ...]]:
    """Find where everybody is said to be, by the identity of the figure."""
    found: dict[int, tuple[Stay, ...]] = {}
    for doc in scene.docs:
        for figure, stay in (*_by_verbs(scene, doc), *_by_homes(scene, doc), *_by_base(scene, doc)):
            found[id(figure)] = (*found.get(id(figure), ()), stay)
    return found


def _by_verbs(scene: Scene, doc: Doc) -> Iterator[tuple[Figure, Stay]]:
    verbs = lexicon.table("stays")["verbs"]
    for verb in doc:
        own = lemma(verb)
        prepositions = verbs.get(own)
        if prepositions is None or verb.pos_ not in {"VERB", "AUX"} or _is_doubtful(verb):
            continue
        subject = doer(scene, verb) or undergoer(scene, verb)
        if own in lexicon.words("stays", "passive") and not _is_undergone(verb):
            subject = child(verb, "dobj") if own in lexicon.words("stays", "finding") else None
        for figure in scene.all_at(subject) if subject is not None else ():
            if figure.is_people and subject is not None:
                yield from ((figure, stay) for stay in _at(scene, subject, verb, _IN | set(prepositions)))
                yield from ((figure, stay) for stay in _where(scene, subject, verb))


def _is_undergone(verb: Token) -> bool:
    return child(verb, "nsubjpass", "auxpass") is not None or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "conj"})


def _is_doubtful(verb: Token) -> bool:
    """Read "Was in Paris" and "used to live in Paris" are over, "would be in Paris" is not yet."""
    if verb.dep_ == "xcomp" and lemma(verb.head) == "use":
        return True
    for each in verb.children:
        is_modal = each.tag_ == "MD" and each.lower_ not in {"may", "might", "could", "must"}
        is_over = each.dep_ == "aux" and each.lower_ == "had"
        is_moot = each.dep_ == "mark" and each.lower_ in {"if", "whether", "unless"}
        if each.dep_ == "neg" or is_modal or is_over or is_moot:
            return True
    if lemma(verb) == "be":
        said = child(verb, "attr", "acomp")
        return verb.tag_ == "VBD" or (said is not None and said.lower_ not in _FREE)
    return verb.tag_ == "VBD" and verb.dep_ == "ROOT" and child(verb, "auxpass") is None


def _status(verb: Token) -> Status:
    """Where somebody is thought to be, or may be, nobody has seen them."""
    is_possible = any(each.tag_ == "MD" for each in verb.children)
    return (
        Status.ALLEGED
        if is_possible or lemma(verb.head) in lexicon.words("status", "basis", "verbs")
        else Status.STATED
    )


def _at(scene: Scene, subject: Token, verb: Token, prepositions: AbstractSet[str]) -> Iterator[Stay]:
    hired = child(verb, "dobj") if lemma(verb) in lexicon.words("stays", "hiring") else None
    free = (each for each in verb.children if each.dep_ == "acomp" and each.lower_ in _FREE)
    beside = (inner for each in (hired, *free) if each is not None for inner in each.children)
    for preposition in (*verb.children, *beside):
        if preposition.dep_ in {"prep", "advmod"} and preposition.i > verb.i - 12:
            for place in _after(scene, preposition, prepositions):
                figure = scene.cast.at(place)
                if figure is not None:
                    ends = sorted((scene.first_word(subject), verb, place), key=lambda token: token.i)
                    yield Stay(figure, scene.quote(ends[0], ends[-1]), _status(verb))


def _where(scene: Scene, subject: Token, verb: Token) -> Iterator[Stay]:
    """Read "Paraguay, where they are believed to be", "Turku, where he runs a shop"."""
    clause = verb if verb.dep_ == "relcl" else verb.head
    if clause.dep_ != "relcl" or not any(each.lower_ == "where" for each in (*clause.children, *verb.children)):
        return
    named = (clause.head, *(each for each in clause.head.children if each.dep_ in {"appos", "compound"}))
    word = next((each for each in named if _is_there(scene, each)), None)
    place = scene.cast.at(word) if word is not None else None
    if place is not None and word is not None:
        ends = sorted((scene.first_word(subject), verb, word), key=lambda token: token.i)
        yield Stay(place, scene.quote(ends[0], ends[-1]), _status(verb))


def _after(scene: Scene, preposition: Token, prepositions: AbstractSet[str], depth: int = 0) -> Iterator[Token]:
    """Read "in Malmö", and "with relatives in Malmö", "in a flat in the old town of Malmö"."""
    for inner in preposition.children:
        if (inner.dep_ == "prep" or (inner.dep_ == "conj" and inner.pos_ == "ADP")) and depth < _DEEPEST:
            yield from _after(scene, inner, prepositions, depth + 1)
        if inner.dep_ not in {"pobj", "pcomp"}:
            continue
        if preposition.lower_ in prepositions:
            yield from (place for place in conjuncts(inner) if _is_there(scene, place))
        if depth < _DEEPEST and not _is_there(scene, inner):
            for deeper in inner.children:
                if deeper.dep_ == "prep" and deeper.lower_ in _IN | {"of"}:
                    yield from _after(scene, deeper, prepositions | {"of"}, depth + 1)


def _is_there(scene: Scene, token: Token) -> bool:
    figure = scene.cast.at(token)
    return figure is not None and figure.kind in _THERE


def _by_homes(scene: Scene, doc: Doc) -> Iterator[tuple[Figure, Stay]]:
    """Read "his hideout in Erbil", "a resident of Rome", "the group's camp near Jilib"."""
    homes, residents = lexicon.words("stays", "homes"), lexicon.words("stays", "residents")
    for noun in doc:
        own = lemma(noun)
        owner = child(noun, "poss") if own in homes else noun if own in residents else None
        figures = scene.all_at(owner) if owner is not None else ()
        prepositions = [each for each in noun.children if each.dep_ == "prep" and each.lower_ in _IN | {"of"}]
        for figure in figures:
            for place in (each for after in prepositions for each in _after(scene, after, _IN | {"of"})):
                there = scene.cast.at(place)
                if figure.is_people and there is not None and owner is not None:
                    ends = sorted((owner, noun, place), key=lambda token: token.i)
                    yield figure, Stay(there, scene.quote(ends[0], ends[-1]))


def _by_base(scene: Scene, doc: Doc) -> Iterator[tuple[Figure, Stay]]:
    """Read "a Hamburg-based preacher"."""
    for token in doc:
        if token.lower_ != "based" or token.i < 2 or doc[token.i - 1].text not in {"-", "‑"}:
            continue
        place, person = scene.cast.at(doc[token.i - 2]), scene.cast.at(token.head)
        if place is not None and place.kind in _THERE and person is not None and person.is_people:
            yield person, Stay(place, scene.quote(doc[token.i - 2], token))
