"""Clauses: from a trigger up to what governs it, and whose deed it is.

"The two are planning to activate militants to conduct attacks": from *attacks* up over *conduct*, *activate* and
*planning* to *the two*. Everything that judges an event (its status, its speaker, its doer) walks this way once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.reading import lexicon
from tocsin.reading.coreference import Figure
from tocsin.reading.parse import Token, lemma
from tocsin.reading.saying import Scene

_CLAUSAL = frozenset(
    {
        "xcomp",
        "ccomp",
        "advcl",
        "pcomp",
        "acl",
        "relcl",
        "conj",
        "dep",
        "parataxis",
        "acomp",
        "attr",
        "prep",
        "pobj",
        "dobj",
        "nsubj",
        "nsubjpass",
        "compound",
        "nmod",
        "amod",
        "agent",
        "oprd",
        "appos",
        "poss",
        "dative",
        "npadvmod",
    }
)
_OBJECT_CONTROL = frozenset(
    [
        "order",
        "urge",
        "ask",
        "send",
        "recruit",
        "train",
        "instruct",
        "direct",
        "force",
        "persuade",
        "convince",
        "help",
        "allow",
        "enable",
        "encourage",
        "incite",
        "task",
        "dispatch",
        "accuse",
        "suspect",
        "arrest",
        "detain",
        "charge",
        "convict",
        "sentence",
        "jail",
        "capture",
        "apprehend",
        "see",
        "catch",
        "find",
        "want",
        "believe",
        "activate",
        "mobilise",
        "mobilize",
        "use",
        "say",
        "report",
        "know",
        "think",
        "allege",
        "stop",
        "prevent",
        "hold",
        "indict",
        "try",
        "prosecute",
        "wanted",
        "seek",
        "inspire",
        "deploy",
        "radicalise",
        "radicalize",
        "advise",
    ]
)
_MASTERS = frozenset(
    [
        "activate",
        "mobilise",
        "mobilize",
        "recruit",
        "send",
        "dispatch",
        "order",
        "instruct",
        "direct",
        "train",
        "use",
        "inspire",
        "incite",
        "task",
        "deploy",
        "urge",
        "radicalise",
        "radicalize",
        "hire",
        "pay",
    ]
)
_OWN_TIME = frozenset(
    [
        "after",
        "following",
        "before",
        "during",
        "since",
        "like",
        "than",
        "despite",
        "amid",
        "because",
        "until",
        "upon",
        "besides",
    ]
)
_LIKE = frozenset({"similar", "identical", "comparable", "akin"})
_LINK = frozenset(
    [
        "involvement",
        "role",
        "part",
        "participation",
        "responsibility",
        "complicity",
        "connection",
        "link",
        "relation",
        "aftermath",
    ]
)
_DEEPEST = 8  # clauses followed upward in search of a doer
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_WHO = frozenset({"who", "whom", "whose"})


@dataclass(frozen=True, slots=True)
class Step:
    """One governor above a trigger, and the grammatical relation through which it governs."""

    word: Token
    relation: str
    below: Token


def climb(head: Token) -> Iterator[Step]:
    """Walk from a trigger to the root of its sentence."""
    at = head
    for _ in range(24):
        above = at.head
        if above is at or at.dep_ not in _CLAUSAL:
            return
        yield Step(above, str(at.dep_), at)
        at = above


def judging(head: Token) -> Iterator[Step]:
    """Walk up only as far as what stands there speaks of this event."""
    for step in climb(head):
        if _begins_anew(step):
            return
        yield step


def _begins_anew(step: Step) -> bool:
    """What is above here speaks of something else: a relative clause's noun, "after", "similar to", "a role in"."""
    word, below = step.word, step.below
    match step.relation:
        case "relcl" | "poss" | "appos":
            is_new = True
        case "conj":
            is_clause = word.pos_ in {"VERB", "AUX"} and below.pos_ in {"VERB", "AUX"}
            is_new = is_clause and child(below, "nsubj", "nsubjpass") is not None
        case "advcl":
            is_new = below.tag_ != "VB"
        case "ccomp":
            is_new = below.i < word.i and lemma(word) not in lexicon.words("status", "reporting", "verbs")
        case "pobj" | "pcomp":
            is_new = word.lower_ in _OWN_TIME or (word.head.lower_ in _LIKE and word.head.pos_ == "ADJ")
        case "prep":
            is_new = lemma(word) in _LINK and below.lower_ in {"in", "of", "for", "to", "with"}
        case _:
            is_new = False
    return is_new


def child(token: Token, *relations: str) -> Token | None:
    """Return the first word that hangs on another by one of some relations."""
    return next((each for each in token.children if each.dep_ in relations), None)


def conjuncts(token: Token) -> Iterator[Token]:
    """Return a word and everything joined to it by "and"."""
    yield token
    for each in token.children:
        if each.dep_ == "conj" or (each.dep_ == "appos" and any(c.dep_ == "conj" for c in each.children)):
            yield from conjuncts(each)


def is_passive(verb: Token) -> bool:
    """Say whether the subject of a verb is what it is done to."""
    return child(verb, "nsubjpass", "auxpass") is not None or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def doers(scene: Scene, verb: Token) -> Iterator[Token]:
    """Return who does what a verb says, and who makes them do it: both answer for "mobilised cells to attack"."""
    first = doer(scene, verb)
    if first is None:
        return
    yield first
    for step in climb(verb):
        if step.relation not in {"xcomp", "advcl", "pcomp", "prep"} or step.word.pos_ == "NOUN":
            return
        if lemma(step.word) in _MASTERS and child(step.word, "dobj") is not None:
            master = doer(scene, step.word)
            if master is not None and master != first:
                yield master
            return


def doer(scene: Scene, verb: Token, depth: int = 0) -> Token | None:
    """Return the word for who does what a verb says, over control, participles and relative clauses."""
    if depth > _DEEPEST:
        return None
    agent = child(verb, "agent")
    if agent is not None:
        return child(agent, "pobj")
    if is_passive(verb):
        return None
    subject = child(verb, "nsubj") or _stolen_subject(scene, verb)
    if subject is not None:
        return antecedent(scene, verb, subject)
    return _controller(scene, verb, depth)


def _stolen_subject(scene: Scene, verb: Token) -> Token | None:
    """In "… on extremists and officials accused …" the parser joins the second subject to the first object."""
    if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i == 0:
        return None
    before = verb.nbor(-1)
    while before.pos_ == "ADV" and before.i:
        before = before.nbor(-1)
    is_joined = before.dep_ == "conj" and before.head.pos_ in {"NOUN", "PROPN"}
    return before if is_joined and _is_actor(scene, before) else None


def undergoer(scene: Scene, verb: Token) -> Token | None:
    """Return the word for whom it is done to, where that is the subject of a passive."""
    subject = child(verb, "nsubjpass")
    if subject is not None:
        return antecedent(scene, verb, subject)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return verb.head
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and child(verb, "nsubj") is None:
        return undergoer(scene, verb.head)
    return None


def antecedent(scene: Scene, verb: Token, subject: Token) -> Token:
    """Return whom "who" takes up: the noun before the clause, or the nearest people where that is a thing."""
    if subject.lower_ not in _RELATIVE or verb.dep_ not in {"relcl", "acl", "ccomp", "conj"}:
        return subject
    above = verb
    while above.dep_ == "conj":
        above = above.head
    noun = above.head
    if subject.lower_ not in _WHO or _is_people(scene, noun):
        return noun
    for at in range(subject.i - 1, subject.sent.start - 1, -1):
        word = subject.doc[at]
        if _is_people(scene, word) and word.dep_ not in {"compound", "amod", "poss"}:
            return word
    return noun


def _is_people(scene: Scene, token: Token) -> bool:
    figure: Figure | None = scene.cast.at(token)
    return figure is not None and figure.is_people


def _controller(scene: Scene, verb: Token, depth: int) -> Token | None:
    """Whose deed a clause without a subject is."""
    above = verb.head
    match verb.dep_:
        case "conj":
            return doer(scene, above, depth + 1) if above.pos_ in {"VERB", "AUX"} else None
        case "acl":
            return above if verb.tag_ == "VBG" else _of_noun(scene, above, depth)
        case "xcomp" | "advcl" | "ccomp" | "oprd":
            return _above(scene, above, depth)
        case "pcomp":
            return _above(scene, above.head, depth)
        case _:
            return None


def _above(scene: Scene, above: Token, depth: int) -> Token | None:
    """The object of an ordering verb, the subject of any other."""
    if above.pos_ in {"NOUN", "PROPN"}:
        return _of_noun(scene, above, depth)
    if above.pos_ == "ADP":
        return _above(scene, above.head, depth + 1) if depth < _DEEPEST else None
    passive = child(above, "nsubjpass")
    if passive is not None:
        return antecedent(scene, above, passive)
    thing = child(above, "dobj")
    if thing is not None and lemma(above) in _OBJECT_CONTROL and _is_actor(scene, thing):
        return thing
    return doer(scene, above, depth + 1) or undergoer(scene, above)


def _of_noun(scene: Scene, noun: Token, depth: int) -> Token | None:
    """Whose plan a plan is: a possessor, "by X", "of X", or who has, makes or gets it."""
    owner = child(noun, "poss") or _named_after(scene, noun)
    if owner is not None:
        return owner
    if _is_people(scene, noun):
        return noun
    modifiers = (each for each in noun.lefts if each.dep_ in {"compound", "nmod", "amod"})
    modifier = next((each for each in modifiers if _is_actor(scene, each)), None)
    return modifier or _maker(scene, noun, depth)


def _named_after(scene: Scene, noun: Token) -> Token | None:
    for preposition in noun.children:
        if preposition.dep_ in {"prep", "agent"} and preposition.lower_ in {"by", "of", "from"}:
            inner = child(preposition, "pobj")
            if inner is not None and _is_actor(scene, inner):
                return inner
    return None


def _maker(scene: Scene, noun: Token, depth: int) -> Token | None:
    """Who "has plans", "received orders", "was part of a conspiracy"."""
    if depth >= _DEEPEST:
        return None
    if noun.dep_ in {"dobj", "attr"}:
        return doer(scene, noun.head, depth + 1)
    return _above(scene, noun.head.head, depth + 1) if noun.dep_ == "pobj" else None


def _is_actor(scene: Scene, token: Token) -> bool:
    figure = scene.cast.at(token)
    return figure is not None and (figure.is_people or figure.kind == "organisation")
