"""Suspicion: whom the words make a suspect though no deed is told of them ("is being sought", "still at large")."""

from collections.abc import Iterator

from tocsin.domain.claim import AttributeKind, Claim, Status
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene, said
from tocsin.reading.certainty.status import cues
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.grammar.doers import doer, undergoer
from tocsin.reading.grammar.parse import Doc, Token, lemma
from tocsin.reading.grammar.trees import child, conjuncts

WANTED, LEADING = "wanted", "ringleader"


def suspicions(scene: Scene) -> Iterator[Claim]:
    """Find who is wanted, hunted or on the run, and who is of a listed group of suspects."""
    for doc in scene.docs:
        yield from _hunted(scene, doc)
        yield from _at_large(scene, doc)
        yield from _leaders(scene, doc)
        yield from _warrants(scene, doc)
    for figure in scene.cast.figures:
        yield from _listed(scene, figure)


def _hunted(scene: Scene, doc: Doc) -> Iterator[Claim]:
    verbs = lexicon.words("suspicion", "hunting")
    for verb in doc:
        if lemma(verb) not in verbs or verb.tag_ != "VBN":
            continue
        subject = undergoer(scene, verb)
        if subject is not None and all(cue.status is not Status.DENIED for cue in cues(verb)):
            yield from suspected(scene, subject, verb)
    missed = lexicon.words("suspicion", "missed")
    for verb in doc:
        if lemma(verb) in missed and any(each.dep_ == "neg" for each in verb.children):
            subject = child(verb, "nsubjpass")
            if subject is not None:
                yield from suspected(scene, subject, verb)


def _leaders(scene: Scene, doc: Doc) -> Iterator[Claim]:
    """Read "the operation is to be led by X", "X commands a cell"."""
    things = lexicon.words("suspicion", "led")
    for verb in doc:
        if verb.pos_ != "VERB" or lemma(verb) not in lexicon.words("suspicion", "leading"):
            continue
        led = undergoer(scene, verb) or child(verb, "dobj")
        subject = doer(scene, verb)
        if led is not None and lemma(led) in things and subject is not None:
            yield from suspected(scene, subject, verb, LEADING)


def _at_large(scene: Scene, doc: Doc) -> Iterator[Claim]:
    """Read "is on the run", "remains at large", "a suspect on the run", "tried in absentia"."""
    for noun in doc:
        before = lexicon.table("suspicion")["at_large"].get(noun.lower_)
        if before is None or noun.i < 1 or noun.nbor(-1).lower_ not in before:
            continue
        above = noun.head.head if noun.dep_ == "pobj" else noun.head
        words = (above, *above.children)
        if any(each.dep_ == "neg" for each in words):
            continue
        is_verb = above.pos_ in {"VERB", "AUX"}
        subject = (doer(scene, above) or undergoer(scene, above) or child(above, "attr")) if is_verb else above
        if subject is not None:
            yield from suspected(scene, subject, noun)


def _warrants(scene: Scene, doc: Doc) -> Iterator[Claim]:
    """Read "an arrest warrant for X", "the manhunt for X", "X, who is subject to an arrest warrant"."""
    nouns = lexicon.words("suspicion", "warrants")
    for noun in doc:
        if lemma(noun) not in nouns:
            continue
        for preposition in noun.children:
            if preposition.dep_ == "prep" and preposition.lower_ in {"for", "against", "on"}:
                person = child(preposition, "pobj")
                if person is not None:
                    yield from suspected(scene, person, noun)
        above = noun.head.head if noun.dep_ == "pobj" else noun.head
        if lemma(noun) == "warrant" and lemma(above) in {"subject", "face", "name"}:
            verb = above if above.pos_ == "VERB" else above.head
            subject = doer(scene, verb) or undergoer(scene, verb)
            if subject is not None:
                yield from suspected(scene, subject, noun)


def suspected(scene: Scene, subject: Token, cue: Token, value: str = WANTED) -> Iterator[Claim]:
    """Say of everybody a word stands for that they are suspected, unless they are of a harmless sort."""
    harmless = lexicon.words("suspicion", "harmless")
    for word in conjuncts(subject):
        for figure in scene.all_at(word):
            entity = scene.id(figure)
            nouns = {each.noun for each in figure.phrases}
            if figure.is_people and entity is not None and not nouns & harmless and cue.doc is word.doc:
                ends = sorted((word, cue), key=lambda token: token.i)
                quote = [scene.quote(*ends)]
                yield said(entity, AttributeKind.ROLE, value, quote, status=Status.ALLEGED)


def _listed(scene: Scene, figure: Figure) -> Iterator[Claim]:
    """Everybody on a list ("three suspects, two Danes and a Swede") is of the group."""
    whole = scene.id(figure)
    if not figure.is_listed or whole is None:
        return
    for member in figure.members:
        entity = scene.id(member)
        if entity is not None and member.is_people:
            evidence = [member.best.span(scene.text)]
            yield said(entity, AttributeKind.MEMBERSHIP, whole, evidence, status=Status.ALLEGED)
