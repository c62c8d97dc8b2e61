"""Nouns: who and what takes part in an event that a noun names: "the arrest of X by Y", "during her visit to Z"."""

from collections.abc import Iterator

from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.events.frames import Trigger
from tocsin.reading.grammar.clauses import judging
from tocsin.reading.grammar.doers import doers
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.prepositions import Argument, after_prepositions
from tocsin.reading.grammar.trees import child
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
_THERE = frozenset({"during", "at", "in"})
_SPEAKING = frozenset({"speak", "talk", "appear", "raise", "discuss", "listen", "preside", "read", "sit", "vote"})
_ATTENDING = frozenset({"address", "chair", "open", "join", "leave", "lead", "enter"})
_MEANWHILE = frozenset({"during", "on", "after", "before", "upon", "for", "following"})


def of_noun(scene: Scene, trigger: Trigger) -> Iterator[Argument]:
    """Find the words on and above a noun that its event is about."""
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
    yield from (Argument("subject", subject) for subject in _on_the_way(scene, trigger))


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
        if lemma(word) in lexicon.words("status", "disowned", "nouns"):
            return  # who receives reports of an attack has not made it
        if word.pos_ == "NOUN" and relation in {"prep", "compound", "nmod"}:
            owner = child(word, "poss")
            if owner is None and lemma(word) in _DOERS:
                owner = word
            if owner is not None:
                yield owner
                return


def _on_the_way(scene: Scene, trigger: Trigger) -> Iterator[Token]:
    """Read "during a visit to Malta he said", "spoke at a meeting": the clause around it says who was there."""
    noun = trigger.head
    above = noun.head
    is_meeting = trigger.frame.type == "meeting"
    near = _THERE if is_meeting else _MEANWHILE
    is_told = _speaks(above.head) if is_meeting else EVENT_TYPES[trigger.frame.type].family == "movement"
    if is_told and noun.dep_ == "pobj" and above.lower_ in near and above.head.pos_ in {"VERB", "AUX"}:
        if child(noun, "poss") is None or is_meeting:
            yield from doers(scene, above.head)
    elif is_meeting and noun.dep_ == "dobj" and lemma(above) in _ATTENDING:
        yield from doers(scene, above)


def _speaks(verb: Token) -> bool:
    return lemma(verb) in lexicon.words("status", "reporting", "verbs") | _SPEAKING


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
