"""Status: whether an event happened, is planned, was tried, threatened, denied, or only may be (data/status.toml).

The words around a trigger are collected on the way up its sentence; the weightiest decides. What stands beyond a
statement of its own ("who were arrested for planning an attack") or a comparison ("similar to Friday's attacks")
does not judge it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tocsin.domain.claim import Basis, Likelihood, Status
from tocsin.reading import lexicon
from tocsin.reading.certainty.intent import is_meant
from tocsin.reading.certainty.mood import Cue, mood
from tocsin.reading.events.frames import Trigger
from tocsin.reading.grammar.clauses import Step, climb, judging
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.likelihood import ICD203, Direction

_WEIGHT = (
    Status.DENIED,
    Status.CONDITIONAL,
    Status.ATTEMPTED,
    Status.POSSIBLE,
    Status.PLANNED,
    Status.THREATENED,
    Status.ALLEGED,
    Status.ONGOING,
)
_NEUTRAL = frozenset({"say", "know", "report", "rule", "exclude"})  # "not known to" and the like deny nothing
_VERBAL = frozenset(["dobj", "xcomp", "ccomp", "nsubjpass", "prep", "pcomp", "acomp", "oprd", "attr", "nsubj"])
_NOMINAL = frozenset({"acl", "prep", "xcomp", "compound", "ccomp", "nmod", "pcomp", "appos"})
_AIMS = frozenset({"for", "to", "on", "of", "in"})
_JUDGING = frozenset({"of", "over", "about", "against", "on", "for", "from", "with", "in", "to", "by", "at"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether it is so, the cues that say it, and the cues that say something else."""

    status: Status
    cues: tuple[Cue, ...] = ()
    others: tuple[Cue, ...] = ()


def judge(trigger: Trigger) -> Judgement:
    """Judge an event by the words above and beside it, and keep the words."""
    held = tuple(cues(trigger.head))
    judged = _weighed(trigger, {cue.status for cue in held})
    deciding = {judged, Status.ATTEMPTED} if judged is Status.PLANNED else {judged}
    return Judgement(
        judged,
        tuple(cue for cue in held if cue.status in deciding),
        tuple(cue for cue in held if cue.status not in deciding),
    )


def _weighed(trigger: Trigger, found: set[Status]) -> Status:
    if Status.ATTEMPTED in found and _is_still_to_come(trigger):
        found = found - {Status.ATTEMPTED} | {Status.PLANNED}
    if EVENT_TYPES[trigger.frame.type].family == "movement" and found & {Status.PLANNED, Status.ONGOING}:
        found = found - {Status.ALLEGED}  # "is thought to be heading for": doubted, and still to come
    if EVENT_TYPES[trigger.frame.type].family == "movement" and Status.POSSIBLE in found and _is_perfect(trigger.head):
        found = found - {Status.POSSIBLE} | {Status.ALLEGED}  # "may have fled to": whoever has is there
    if trigger.frame.status == Status.ONGOING and Status.DENIED not in found:
        return Status.ONGOING
    for each in _WEIGHT:
        if each in found:
            return each
    return Status(trigger.frame.status) if trigger.frame.status else Status.OCCURRED


def _is_perfect(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(each.dep_ == "aux" and lemma(each) == "have" for each in verb.children)


def basis(trigger: Trigger, judged: Status) -> Basis:
    """Call it an assessment where the text judges, suspects or weighs; else a fact."""
    if judged in {Status.POSSIBLE, Status.ALLEGED} or likelihood(trigger) is not None:
        return Basis.ASSESSMENT
    words = {lemma(step.word) for step in climb(trigger.head)} | {token.lower_ for token in trigger.head.lefts}
    verbs = lexicon.words("status", "basis", "verbs")
    return Basis.ASSESSMENT if words & (verbs | {"suspected", "believed"}) else Basis.FACT


def cues(head: Token) -> Iterator[Cue]:
    """Collect what the words on and above a verb or noun say of whether it is so."""
    yield from mood(head) if head.pos_ in {"VERB", "AUX"} else _beside(head)
    for step in judging(head):
        yield from _of_governor(step)


def _beside(noun: Token) -> Iterator[Cue]:
    """Adjectives and "no" on a noun."""
    adjectives = lexicon.table("status")["adjectives"]
    for token in noun.lefts:
        for name, words in adjectives.items():
            if token.lower_ in words and token.lower_ not in {"new", "further"}:
                yield Cue(Status(name), token)
        if token.dep_ == "det" and token.lower_ == "no":
            yield Cue(Status.DENIED, token)
    for token in _after(noun):
        if token.dep_ == "acl" and token.tag_ == "VBN" and lemma(token) in lexicon.words("status", "governors", "laid"):
            yield Cue(Status.PLANNED, token)


def _after(noun: Token) -> Iterator[Token]:
    """Read "an attack planned for May", and "an attack on engineers planned for May"."""
    for token in noun.rights:
        yield token
        yield from (inner for below in token.children if below.dep_ == "pobj" for inner in below.rights)


@cache
def _governors() -> dict[str, tuple[Status, ...]]:
    table = lexicon.table("status")["governors"]
    found: dict[str, tuple[Status, ...]] = {}
    for name in ("planned", "attempted", "threatened", "possible", "alleged", "denied"):
        for word in table[name]:
            found[word] = (*found.get(word, ()), Status(name))
    return found


def _of_governor(step: Step) -> Iterator[Cue]:
    """What a word above says of the event below it: of its complement, never of its subject's other deeds."""
    word, relation = step.word, step.relation
    if word.pos_ in {"VERB", "AUX"}:
        if is_meant(step):
            yield Cue(Status.PLANNED, word)
        if relation in _VERBAL and _judges(step):
            yield from _said_by(word)
        is_aim = relation == "prep" and step.below.lower_ == "for"
        if (
            is_aim
            or relation in {"dobj", "xcomp", "nsubjpass", "advcl", "nsubj", "acomp", "attr"}
            or (relation == "prep" and _is_light(word))
        ):
            yield from (each for each in mood(word) if each.status is not Status.ONGOING or _carries(word, relation))
    elif word.pos_ in {"NOUN", "ADJ", "PROPN"} and relation in _NOMINAL:
        yield from _said_by(word)
        yield from (each for each in _beside(word) if each.status is not Status.PLANNED)
        if _is_disowned(step):
            yield Cue(Status.DENIED, word)


def _judges(step: Step) -> bool:
    """Read "Accused of", "warned over", "suspected in" judge; "said during" does not."""
    if step.relation == "nsubj":
        return lemma(step.word) in {"fail", "threaten", "set", "expect", "plan"}
    if step.relation not in {"prep", "pcomp"}:
        return True
    if Status.PLANNED in _governors().get(lemma(step.word), ()):
        return lemma(step.word) in lexicon.words("status", "governors", "through") and step.below.lower_ in _AIMS
    return step.below.lower_ in _JUDGING


def _is_disowned(step: Step) -> bool:
    """Read "Reports that X was arrested are incorrect", "the claim that … has been withdrawn"."""
    table = lexicon.table("status")["disowned"]
    noun = step.word
    if lemma(noun) not in table["nouns"]:
        return False
    if _is_called_false(noun):
        return True
    verb = noun.head
    while verb.dep_ == "pobj" or verb.pos_ in {"ADP", "NOUN"}:
        if verb.head == verb:
            return False
        verb = verb.head
    is_taken_back = lemma(verb) in table["verbs"] and verb.pos_ == "VERB"
    said = (each for each in verb.children if each.dep_ in {"acomp", "attr", "oprd", "advmod"})
    return is_taken_back or any(lemma(each) in table["words"] or each.lower_ in table["words"] for each in said)


def _is_called_false(noun: Token) -> bool:
    """Read "rumours that … proved to be unfounded", "reports of … are without foundation", however parsed."""
    table = lexicon.table("status")["disowned"]
    doc = noun.doc
    for at in range(noun.i + 2, noun.sent.end):
        before = [lemma(doc[each]) for each in range(max(noun.i + 1, at - 4), at)]
        is_false = doc[at].lower_ in table["words"] or (doc[at].lower_ in table["lacking"] and "without" in before)
        if is_false and set(before) & set(table["verdicts"]) and not set(before) & {"not", "no", "never"}:
            return True
    return False


def _said_by(word: Token) -> Iterator[Cue]:
    own = lemma(word)
    yield from (Cue(each, word) for each in _governors().get(own, ()))
    if any(token.dep_ == "neg" for token in word.children) and own not in _NEUTRAL:
        yield Cue(Status.DENIED, word)


def _is_light(verb: Token) -> bool:
    return lemma(verb) in lexicon.words("status", "governors", "transparent")


def _carries(verb: Token, relation: str) -> bool:
    """A verb in progress lends that to its event only if it does the deed: not "are planning an attack"."""
    return _is_light(verb) and relation in {"dobj", "nsubjpass"} and lemma(verb) not in _governors()


def _is_still_to_come(trigger: Trigger) -> bool:
    """Read "Will try to": the attempt itself is in the future."""
    words = [trigger.head, *(step.word for step in climb(trigger.head))]
    tries = [word for word in words if Status.ATTEMPTED in _governors().get(lemma(word), ())]
    return any(
        token.tag_ == "MD" and token.lower_ in {"will", "would", "'ll"} for word in tries for token in word.children
    )


def likelihood(trigger: Trigger) -> Likelihood | None:
    """Read a likelihood word above the event, or only the direction in which a likelihood moved."""
    nouns = lexicon.words("status", "likelihood", "nouns")
    for word in [trigger.head, *(step.word for step in climb(trigger.head))]:
        term = _term(word)
        if term is not None:
            return Likelihood(scheme="icd203", term=term)
        direction = _direction(word) if lemma(word) in nouns else None
        if direction is not None:
            return Likelihood(scheme="words", term=None, direction=direction)
    return None


def _term(word: Token) -> str | None:
    adverbs = lexicon.table("status")["likelihood"]["adverbs"]
    near = [token for token in word.children if token.dep_ in {"advmod", "acomp", "amod", "attr"}]
    for token in [*near, word]:
        pair = f"{token.nbor(-1).lower_} {token.lower_}" if token.i else token.lower_
        for spelt in (pair, token.lower_):
            term = str(adverbs.get(spelt, spelt))
            if term in ICD203 and not (token is word and token.lower_ == "remote"):
                return term
    return None


def _direction(noun: Token) -> Direction | None:
    table = lexicon.table("status")["likelihood"]
    words = {token.lower_ for token in noun.lefts} | {lemma(noun.head), noun.head.lower_}
    if words & set(table["up"]):
        return Direction.UP
    return Direction.DOWN if words & set(table["down"]) else None
