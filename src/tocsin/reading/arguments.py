"""Arguments: who and what takes part in an event, and where, read off the grammar around its trigger."""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.reading import lexicon
from tocsin.reading.clauses import antecedent, child, conjuncts, doers, judging, undergoer
from tocsin.reading.frames import Trigger
from tocsin.reading.parse import Token, lemma
from tocsin.reading.saying import Scene
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
_COMPOUND = {
    ("close", "to"): "near",
    ("next", "to"): "near",
    ("out", "of"): "from",
    ("together", "with"): "with",
    ("along", "with"): "with",
    ("ahead", "of"): "before",
    ("such", "as"): "of",
}


@dataclass(frozen=True, slots=True)
class Argument:
    """A word that takes part: as subject, object, possessor, modifier, or after a preposition."""

    relation: str  # subject, object, possessor, modifier, or the preposition
    word: Token
    is_near: bool = True  # hangs on the trigger itself, not on a verb around it


def arguments(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    """Find the words around a trigger that its event is about, "and" distributed."""
    for argument in _all(scene, trigger):
        for word in conjuncts(argument.word):
            yield Argument(argument.relation, word, argument.is_near)


def _all(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    head = trigger.head
    if trigger.is_verb:
        yield from _of_verb(scene, trigger)
    else:
        yield from _of_noun(scene, trigger)
    yield from _after_prepositions(head)
    for verb in _light_verbs(trigger):
        yield from (Argument(each.relation, each.word, is_near=False) for each in _after_prepositions(verb))
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
                for a in _after_prepositions(each)
                if a.relation in {"in", "at", "near"}
            )
        elif each.dep_ in {"ccomp", "xcomp"} and trigger.last is not verb:
            small = child(each, "nsubj")  # "hold Turkish soldiers captive": the parser makes a clause of it
            if small is not None and small.i < trigger.last.i:
                yield Argument("object", small)
    if trigger.last is not verb and trigger.last.dep_ in {"dobj", "oprd"}:
        yield from (Argument(a.relation, a.word) for a in _after_prepositions(trigger.last))
    if trigger.last is not verb:
        yield from _between(trigger)
    if EVENT_TYPES[trigger.frame.type].family == "custody" and child(verb, "nsubj") is not None:
        yield from _where_doers_are(verb)


def _where_doers_are(verb: Token) -> Iterator[Argument]:
    """ "Police in Antalya detained …": where the authority is, the detention was, unless another place is named."""
    for subject in verb.children:
        if subject.dep_ == "nsubj":
            found = (each for each in _after_prepositions(subject) if each.relation == "in")
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
    """ "An attack targeting tourists", "a plot aimed at the embassy"."""
    thing = child(verb, "dobj")
    if thing is not None and lemma(verb) == "target":
        yield Argument("targeting", thing)
    for argument in _after_prepositions(verb):
        if argument.relation == "at":
            yield Argument("targeting", argument.word)


def _doers_of_noun(scene: Scene, trigger: Trigger) -> Iterator[Token]:
    """Who carries out, plans, attends or claims the event that a noun names."""
    for step in judging(trigger.head):
        word, relation = step.word, step.relation
        if word.pos_ in {"VERB", "AUX"}:
            if (relation in _DONE and not _is_outsider(word, relation)) or (
                relation == "prep" and _takes_part(word, step.below)
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


def _is_outsider(verb: Token, relation: str) -> bool:
    """Whoever foils, reports, fears, survives or condemns an attack is not its doer."""
    own = lexicon.words("status", "governors", "transparent") | lexicon.words("status", "governors", "planned")
    return relation in {"dobj", "nsubjpass"} and lemma(verb) not in (own | _DOING) - _ENDURING


def _takes_part(verb: Token, preposition: Token) -> bool:
    own = lemma(verb)
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
    """ "An attack targeted the embassy": the verb's object is the event's."""
    if lemma(verb) in {"target", "hit", "strike", "kill", "rock", "injure", "wound"} and trigger.head in verb.children:
        thing = child(verb, "dobj")
        if thing is not None:
            yield thing


def _after_prepositions(word: Token) -> Iterator[Argument]:
    """Every noun after a preposition of a word; "close to", "out of", "from … to …" as one reads them."""
    for each in word.children:
        if each.lower_ == "between" and each.dep_ == "prep":
            yield from _between_people(each)
        if each.dep_ in {"prep", "agent", "dative", "prt"} or (
            each.dep_ == "advmod" and child(each, "prep") is not None
        ):
            yield from _preposition(each)


def _preposition(each: Token) -> Iterator[Argument]:
    for inner in each.children:
        if inner.dep_ == "pobj":
            before = each.nbor(-1).lower_ if each.i else ""
            yield Argument(_COMPOUND.get((before, each.lower_), each.lower_), inner)
            yield from _onward(inner, each)
        elif inner.dep_ == "prep":
            for deep in inner.children:
                if deep.dep_ == "pobj":
                    yield Argument(_COMPOUND.get((each.lower_, inner.lower_), inner.lower_), deep)
        elif inner.dep_ == "pcomp":
            continue


def _between_people(preposition: Token) -> Iterator[Argument]:
    """After "between", take every noun up to the next verb: long descriptions break the parser's "and"."""
    for at in range(preposition.i + 1, preposition.sent.end):
        token = preposition.doc[at]
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"pobj", "conj", "appos"}:
            yield Argument("between", token)


def _onward(noun: Token, preposition: Token) -> Iterator[Argument]:
    """ "From Syria to Germany through Serbia": later legs often hang on the first place."""
    if preposition.lower_ in {"from", "to", "into", "via", "through", "across"}:
        for each in noun.children:
            if each.dep_ == "prep" and each.lower_ in {
                "to",
                "into",
                "via",
                "through",
                "across",
                "towards",
                "toward",
                "from",
            }:
                yield from _preposition(each)
