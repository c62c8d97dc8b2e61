"""Doers: whose deed a verb tells of, and to whom it is done, over control, passives and relative clauses."""

from collections.abc import Iterator

from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.grammar.clauses import climb
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.trees import child, is_passive, is_postposed

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
_CLOSEST = 2  # words: one and a comma
_DEEPEST = 8  # clauses followed upward in search of a doer
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_WHO = frozenset({"who", "whom", "whose"})


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
    if agent is not None and child(verb, "nsubj") is None:  # "they arrived by sea"
        return child(agent, "pobj")
    if is_passive(verb):
        return None
    subject = child(verb, "nsubj") or _stolen_subject(scene, verb) or _lent_subject(verb)
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


def _lent_subject(verb: Token) -> Token | None:
    """In "X, wanted for murder, is hiding" the parser gives the subject to the clause between the commas."""
    if verb.dep_ in {"xcomp", "acl", "relcl", "conj"} or lemma(verb) in lexicon.words("status", "reporting", "verbs"):
        return None
    lenders = (each for each in verb.lefts if each.dep_ in {"advcl", "ccomp"} and child(each, "mark") is None)
    return next((subject for each in lenders if (subject := child(each, "nsubj")) is not None), None)


def undergoer(scene: Scene, verb: Token, depth: int = 0) -> Token | None:
    """Return the word for whom it is done to, where that is the subject of a passive."""
    subject = child(verb, "nsubjpass")
    if subject is not None and subject.ent_type_ in {"DATE", "TIME"}:  # "On 20 Sept a soldier was hurt"
        subject = child(subject, "appos") or subject
    if subject is not None:
        return antecedent(scene, verb, subject)
    if is_postposed(verb) and depth <= _DEEPEST:
        return _before_comma(scene, verb) or verb.head
    if depth > _DEEPEST or (verb.tag_ != "VBN" and verb.dep_ != "xcomp"):
        return None
    match verb.dep_:
        case "conj" if child(verb, "nsubj") is None and verb.head.pos_ in {"VERB", "AUX"}:
            return _subject_of(scene, verb.head, depth)
        case "xcomp" | "advcl" if child(verb, "auxpass") is not None:
            return _subject_of(scene, verb.head, depth)
        case _:
            return None


def _before_comma(scene: Scene, verb: Token) -> Token | None:
    """In "the coffins of X and Y, killed in …" the parser hangs the clause on the coffins."""
    if scene.cast.at(verb.head) is not None or verb.i < _CLOSEST or verb.nbor(-1).text != ",":
        return None
    word = verb.nbor(-2)
    while word.dep_ == "conj":
        word = word.head
    return word if _is_people(scene, word) else None


def _subject_of(scene: Scene, verb: Token, depth: int) -> Token | None:
    return undergoer(scene, verb, depth + 1) or doer(scene, verb, depth + 1)


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
            return _shared(scene, above, depth) if above.pos_ in {"VERB", "AUX"} else None
        case "acl":
            return above if verb.tag_ == "VBG" else _of_noun(scene, above, depth)
        case "xcomp" | "advcl" | "ccomp" | "oprd":
            return _above(scene, above, depth)
        case "pcomp":
            return _above(scene, above.head, depth)
        case _:
            return None


def _shared(scene: Scene, above: Token, depth: int) -> Token | None:
    """Read "is being sought and may be hiding": the second verb's subject is the first's, whatever befell it."""
    passive = child(above, "nsubjpass")
    return doer(scene, above, depth + 1) if passive is None else antecedent(scene, above, passive)


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
    subject = doer(scene, above, depth + 1) or undergoer(scene, above)
    if subject is not None and lemma(subject) in _ERRANDS:  # "his task is to hand over money"
        return child(subject, "poss") or subject
    return subject


_ERRANDS = frozenset(
    {"task", "job", "mission", "aim", "goal", "plan", "intention", "role", "order", "assignment", "idea"}
)


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
    if noun.dep_ == "nsubj" and lemma(noun.head) in {"come", "emanate", "originate", "stem"}:
        source = next((each for each in noun.head.children if each.dep_ == "prep" and each.lower_ == "from"), None)
        return child(source, "pobj") if source is not None else None
    return _above(scene, noun.head.head, depth + 1) if noun.dep_ == "pobj" else None


def _is_actor(scene: Scene, token: Token) -> bool:
    figure = scene.cast.at(token)
    return figure is not None and (figure.is_people or figure.kind == "organisation")
