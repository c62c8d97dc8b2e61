"""Arguments: who and what takes part in an event, and where, read off the grammar around its trigger."""

from collections.abc import Iterator
from dataclasses import replace

from tocsin.domain.entity import EntityKind
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.events.frames import Trigger
from tocsin.reading.events.inside import inside
from tocsin.reading.events.reach import patients, spots
from tocsin.reading.grammar.clauses import judging
from tocsin.reading.grammar.doers import antecedent, doers, undergoer
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.prepositions import Argument, after_prepositions
from tocsin.reading.grammar.trees import child, conjuncts
from tocsin.vocabulary.harm import EVENT_TYPES

_DONE = frozenset({"dobj", "nsubjpass", "xcomp", "acl", "advcl"})
_DOING = frozenset(
    [
        "threaten",
        "vow",
        "try",
        "attempt",
        "fail",
        "deny",
        "claim",
        "intend",
        "inspire",
        "mount",
        "attend",
        "arrange",
        "host",
        "convene",
        "commit",
        "refuse",
        "receive",
    ]
)
_ENDURING = frozenset({"face", "expect", "fear", "await"})
_JOINING = frozenset(
    [
        "carry",
        "take",
        "participate",
        "engage",
        "involve",
        "implicate",
        "link",
        "go",
        "claim",
        "prepare",
        "plan",
        "plot",
        "train",
    ]
)
_DOERS = frozenset({"suspect", "planner", "perpetrator", "mastermind", "bomber", "plotter"})


def arguments(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    """Find the words around a trigger that its event is about, "and" distributed."""
    found = list(_joined(scene, trigger))
    yield from found
    if not any(_means(scene, each, people=True) for each in found):
        yield from patients(scene, trigger)
    if not any(_means(scene, each, people=False) for each in found):
        yield from spots(scene, trigger)


def _means(scene: Scene, argument: Argument, *, people: bool) -> bool:
    """Say whether an argument stands for somebody, or for a place."""
    figure = scene.cast.at(argument.word)
    if figure is None:
        return False
    return figure.is_people if people else figure.kind is EntityKind.PLACE


def _joined(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    for argument in _all(scene, trigger):
        for word in conjuncts(argument.word):
            if word == trigger.last and trigger.is_verb:
                continue
            yield Argument(argument.relation, word, argument.is_near)
            if _is_hit_there(trigger, argument) or _is_gathering(scene, word) or _is_vague(scene, word):
                inner = (each for each in after_prepositions(word) if each.relation in _WITHIN)
                yield from (replace(each, relation="in", is_near=False) for each in inner)
            if _is_hit_there(trigger, argument):
                yield from (Argument(argument.relation, each, argument.is_near) for each in inside(scene, word))


_LEGS = frozenset({"to", "for", "via", "through"})
_WITHIN = frozenset({"in", "at", "near", "outside", "to"})  # "to": of a visit


def _is_hit_there(trigger: Trigger, argument: Argument) -> bool:
    """A bomb on a church in Milan goes off in Milan."""
    is_violent = EVENT_TYPES[trigger.frame.type].family == "violence"
    return is_violent and argument.relation in {"object", "on", "against", "targeting", "upon", "at", "to", "for"}


def _is_gathering(scene: Scene, word: Token) -> bool:
    """An attack on or during a summit in Warsaw is one in Warsaw."""
    figure = scene.cast.at(word)
    return figure is not None and figure.kind is EntityKind.EVENT


def _is_vague(scene: Scene, word: Token) -> bool:
    """An island near Bosso, or a spot outside Metz, is told by the name that follows."""
    figure = scene.cast.at(word)
    return figure is not None and figure.kind is EntityKind.PLACE and not figure.is_named


def _all(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    head = trigger.head
    if trigger.is_verb:
        yield from _of_verb(scene, trigger)
        if head.dep_ == "relcl" and any(each.lower_ == "where" for each in head.children):
            yield Argument("in", head.head)
    else:
        yield from _of_noun(scene, trigger)
    yield from after_prepositions(head)
    for verb in _light_verbs(trigger):
        yield from (Argument(each.relation, each.word, is_near=False) for each in after_prepositions(verb))
        yield from (Argument("object", each, is_near=False) for each in _relative_objects(verb, trigger))


def _of_verb(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    verb = trigger.head
    yield from (Argument("subject", subject) for subject in doers(scene, verb))
    passive = undergoer(scene, verb)
    if passive is not None:
        yield Argument("object", passive)
    for each in verb.children:
        if each.dep_ in {"dobj", "dative", "oprd"} and each is not trigger.last:
            yield Argument("object", antecedent(scene, verb, each))
            yield from (
                Argument(a.relation, a.word, is_near=False)
                for a in after_prepositions(each)
                if a.relation in {"in", "at", "near"}
                or (a.relation in _LEGS and EVENT_TYPES[trigger.frame.type].family == "movement")
                or (a.relation in {"against", "on"} and trigger.frame.object_nouns)
            )
        elif each.dep_ in {"ccomp", "xcomp"} and trigger.last is not verb:
            small = child(each, "nsubj")  # "hold Turkish soldiers captive": the parser makes a clause of it
            if small is not None and small.i < trigger.last.i:
                yield Argument("object", small)
    if trigger.last is not verb and trigger.last.dep_ in {"dobj", "oprd"}:
        yield from (Argument(a.relation, a.word) for a in after_prepositions(trigger.last))
    if trigger.last is not verb:
        yield from _between(trigger)
    if EVENT_TYPES[trigger.frame.type].family == "custody" and child(verb, "nsubj") is not None:
        yield from _where_doers_are(verb)


def _where_doers_are(verb: Token) -> Iterator[Argument]:
    """Read "Police in Antalya detained …": where the authority is, the detention was, unless another place is named."""
    for subject in verb.children:
        if subject.dep_ == "nsubj":
            found = (each for each in after_prepositions(subject) if each.relation == "in")
            yield from (Argument(each.relation, each.word, is_near=False) for each in found)


def _between(trigger: Trigger) -> Iterator[Argument]:
    """What stands inside "took … hostage" is whom it was done to, however it was parsed."""
    for at in range(trigger.head.i + 1, trigger.last.i):
        token = trigger.head.doc[at]
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {"compound", "poss"}:
            yield Argument("object", token)


def _of_noun(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    noun = trigger.head
    for each in noun.children:
        if each.dep_ == "poss":
            yield Argument("possessor", each)
        elif each.dep_ in {"compound", "nmod", "amod", "npadvmod"}:
            yield Argument("modifier", each)
            yield from (
                Argument("modifier", inner) for inner in each.children if inner.dep_ in {"compound", "npadvmod", "nmod"}
            )
        elif each.dep_ == "acl" and each.tag_ == "VBN":
            agent = child(each, "agent")
            inner = child(agent, "pobj") if agent is not None else None
            if inner is not None:
                yield Argument("subject", inner)
        elif each.dep_ in {"acl", "relcl"} and lemma(each) in {"target", "involve", "aim"}:
            yield from _aimed(each)
    yield from (Argument("subject", subject) for subject in _doers_of_noun(scene, trigger))


def _aimed(verb: Token) -> Iterator[Argument]:
    """Read "An attack targeting tourists", "a plot aimed at the embassy"."""
    thing = child(verb, "dobj")
    if thing is not None and lemma(verb) == "target":
        yield Argument("targeting", thing)
    for argument in after_prepositions(verb):
        if argument.relation == "at":
            yield Argument("targeting", argument.word)


def _doers_of_noun(scene: Scene, trigger: Trigger) -> Iterator[Token]:
    """Who carries out, plans, attends or claims the event that a noun names."""
    yield from _claimants(scene, trigger.head)
    for step in judging(trigger.head):
        word, relation = step.word, step.relation
        if word.pos_ in {"VERB", "AUX"}:
            if (relation in _DONE and not _is_outsider(word, relation)) or (
                relation == "prep" and _takes_part(word, step.below, trigger)
            ):
                yield from doers(scene, word)
            return
        if relation == "relcl":
            return
        if word.pos_ == "NOUN" and relation in {"prep", "compound", "nmod"}:
            owner = child(word, "poss")
            if owner is None and lemma(word) in _DOERS:
                owner = word
            if owner is not None:
                yield owner
                return


def _claimants(scene: Scene, noun: Token) -> Iterator[Token]:
    """Read "X claimed responsibility for the attack"."""
    held = noun.head.head if noun.dep_ == "pobj" else noun
    if lemma(held) in {"responsibility", "credit"} and lemma(held.head) in {
        "claim",
        "take",
        "assume",
        "admit",
        "accept",
    }:
        yield from doers(scene, held.head)


def _is_outsider(verb: Token, relation: str) -> bool:
    """Whoever foils, reports, fears, survives or condemns an attack is not its doer."""
    own = lexicon.words("status", "governors", "transparent") | lexicon.words("status", "governors", "planned")
    return relation in {"dobj", "nsubjpass"} and lemma(verb) not in (own | _DOING) - _ENDURING


_FINDING = frozenset(
    {"arrest", "detain", "capture", "apprehend", "seize", "find", "discover", "raid", "search", "storm"}
)


def _takes_part(verb: Token, preposition: Token, trigger: Trigger) -> bool:
    own = lemma(verb)
    if trigger.frame.type == "preparation":
        if own in _FINDING:  # who arrests somebody in a safe house did not make it ready
            return False
        return preposition.lower_ in {"at", "in", "from", "to"}
    return own in _JOINING and preposition.lower_ in {"out", "part", "in", "to", "for", "with"}


def _light_verbs(trigger: Trigger) -> Iterator[Token]:
    """Verbs that only carry the event: their adverbials are its own ("carried out an attack in Paris")."""
    light = lexicon.words("status", "governors", "transparent")
    for step in judging(trigger.head):
        if step.word.pos_ not in {"VERB", "AUX"} or step.relation not in {
            "dobj",
            "nsubjpass",
            "nsubj",
            "xcomp",
            "attr",
            "prep",
            "conj",
        }:
            if step.relation == "pobj":
                continue
            return
        if step.relation == "nsubj" and lemma(step.word) in {
            "kill",
            "injure",
            "wound",
            "hit",
            "strike",
            "rock",
            "target",
            "leave",
        }:
            yield step.word
            return
        if lemma(step.word) not in light or (step.relation == "prep" and step.word.lemma_ != "carry"):
            return
        yield step.word


def _relative_objects(verb: Token, trigger: Trigger) -> Iterator[Token]:
    """Read "An attack targeted the embassy": the verb's object is the event's."""
    if lemma(verb) in {"target", "hit", "strike", "kill", "rock", "injure", "wound"} and trigger.head in verb.children:
        thing = child(verb, "dobj")
        if thing is not None:
            yield thing
