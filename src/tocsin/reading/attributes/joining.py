"""Joining: whom verbs make a member ("left to join Islamic State", "fought for", "pledged allegiance to")."""

from collections.abc import Iterator

from tocsin.domain.claim import AttributeKind, Claim, Status
from tocsin.domain.entity import EntityKind
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene, said
from tocsin.reading.certainty.status import cues
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.grammar.doers import doer
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.trees import child, conjuncts


def joinings(scene: Scene) -> Iterator[Claim]:
    """Find who is said to have joined, fought for or sworn to which organisation, or to mean to."""
    verbs = lexicon.table("people")["joining"]
    for doc in scene.docs:
        for verb in doc:
            prepositions = verbs.get(lemma(verb)) if verb.pos_ == "VERB" else None
            if prepositions is not None:
                yield from _joined(scene, verb, frozenset(prepositions))


def _joined(scene: Scene, verb: Token, prepositions: frozenset[str]) -> Iterator[Claim]:
    subject = doer(scene, verb)
    judged = {cue.status for cue in cues(verb)}
    if subject is None or Status.DENIED in judged:
        return
    for thing in _things(verb, prepositions):
        organisation = scene.cast.at(thing)
        if organisation is None or not _is_armed(organisation):
            continue
        into = scene.id(organisation)
        ends = sorted((subject, verb, thing), key=lambda token: token.i)
        for figure in scene.all_at(subject):
            entity = scene.id(figure)
            if figure.is_people and entity is not None and into is not None:
                status = Status.ALLEGED if judged else Status.STATED
                yield said(entity, AttributeKind.MEMBERSHIP, into, [scene.quote(ends[0], ends[-1])], status=status)


def _things(verb: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    direct = child(verb, "dobj")
    if direct is not None and "" in prepositions:
        yield from conjuncts(direct)
    for holder in (verb, direct):
        for preposition in () if holder is None else holder.children:
            if preposition.dep_ == "prep" and preposition.lower_ in prepositions:
                inner = child(preposition, "pobj")
                if inner is not None:
                    yield from conjuncts(inner)


def _is_armed(figure: Figure) -> bool:
    """A known armed group, or one that the text calls so."""
    nouns = lexicon.words("people", "joining_nouns")
    is_known = any(each.known is not None and each.known.armed for each in figure.phrases)
    said_so = any(each.noun in nouns for each in figure.phrases)
    return figure.kind in {EntityKind.ORGANISATION, EntityKind.GROUP} and (is_known or said_so)
