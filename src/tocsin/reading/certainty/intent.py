"""Intent: plans that no verb of planning tells: "were to throw", "his task is to", "will arrive and shoot"."""

from tocsin.reading import lexicon
from tocsin.reading.grammar.clauses import Step
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.trees import child

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BARE = frozenset({"VB", "VBP"})


def is_meant(step: Step) -> bool:
    """Say whether a form of "be" or a shared "will" above a verb makes a plan of it."""
    if step.relation == "conj":
        return _shares_will(step)
    if lemma(step.word) != "be" or step.word.tag_ not in _FINITE:
        return False
    if step.relation == "attr":
        subject = child(step.word, "nsubj")
        return subject is not None and lemma(subject) in lexicon.words("status", "errands")
    if step.relation != "xcomp" or not _is_infinitive(step.below):
        return False
    between = (each for each in step.word.children if step.word.i < each.i < step.below.i)
    return not any(each.dep_ in {"acomp", "attr"} for each in between)


def _is_infinitive(verb: Token) -> bool:
    return any(each.dep_ == "aux" and each.lower_ == "to" for each in verb.children)


def _shares_will(step: Step) -> bool:
    """Read "will arrive, hide and strike": what "will" says of the first it says of all."""
    above, verb = step.word, step.below
    if verb.tag_ not in _BARE or child(verb, "aux", "nsubj", "nsubjpass") is not None:
        return False
    return any(each.dep_ == "aux" and each.lower_ in {"will", "would", "shall", "'ll"} for each in above.children)
