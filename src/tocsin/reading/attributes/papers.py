"""Papers and births: what verbs tell of them ("holds a Dutch passport", "was born in Sarajevo")."""

from collections.abc import Iterator

from tocsin.domain.claim import AttributeKind, Claim, Status
from tocsin.domain.entity import EntityKind
from tocsin.reading.attribution.saying import Scene, said
from tocsin.reading.certainty.status import cues
from tocsin.reading.grammar.doers import doer, undergoer
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.prepositions import after_prepositions
from tocsin.reading.grammar.trees import conjuncts
from tocsin.reading.places.places import Atlas
from tocsin.vocabulary.country import country_of_demonym

_PAPERS = frozenset({"passport", "citizenship", "nationality"})
_HOLDING = frozenset({"hold", "have", "possess", "carry", "own", "acquire", "obtain", "receive", "get"})
_FORGED = frozenset({"forged", "fake", "false", "counterfeit", "stolen", "falsified", "bogus", "borrowed"})


def papers(scene: Scene) -> Iterator[Claim]:
    """Find who is said to hold whose papers; forged ones make nobody a national."""
    for doc in scene.docs:
        for token in doc:
            verb = token.head
            if lemma(token) in _PAPERS and token.dep_ == "dobj" and lemma(verb) in _HOLDING:
                yield from _held(scene, token, verb)


def births(scene: Scene, atlas: Atlas) -> Iterator[Claim]:
    """Find who was born where; a birthplace routes nothing."""
    for doc in scene.docs:
        for verb in doc:
            subject = undergoer(scene, verb) if verb.lower_ == "born" and verb.pos_ == "VERB" else None
            if subject is not None:
                yield from _born(scene, atlas, subject, verb)


def _born(scene: Scene, atlas: Atlas, subject: Token, verb: Token) -> Iterator[Claim]:
    for argument in after_prepositions(verb):
        where = scene.cast.at(argument.word) if argument.relation in {"in", "at"} else None
        found = atlas.country_of(where) if where is not None and where.kind is EntityKind.PLACE else None
        for figure in scene.all_at(subject) if found is not None else ():
            entity = scene.id(figure)
            if entity is not None and found is not None and figure.kind is EntityKind.PERSON:
                ends = sorted((subject, argument.word), key=lambda each: each.i)
                yield said(entity, AttributeKind.BIRTHPLACE, found[0], [scene.quote(ends[0], ends[1])])


def _held(scene: Scene, paper: Token, verb: Token) -> Iterator[Claim]:
    subject = doer(scene, verb)
    words = {each.lower_ for each in paper.lefts}
    if subject is None or words & _FORGED or any(cue.status is Status.DENIED for cue in cues(verb)):
        return
    for modifier in paper.lefts:
        for word in conjuncts(modifier):
            code = country_of_demonym(word.text)
            for figure in scene.all_at(subject) if code is not None else ():
                entity = scene.id(figure)
                if code is not None and entity is not None and figure.is_people:
                    ends = sorted((subject, verb, paper), key=lambda each: each.i)
                    yield said(entity, AttributeKind.NATIONALITY, code, [scene.quote(ends[0], ends[-1])])
