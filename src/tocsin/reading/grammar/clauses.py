"""Clauses: from a trigger up to what governs it, and whose deed it is.

"The two are planning to activate militants to conduct attacks": from *attacks* up over *conduct*, *activate* and
*planning* to *the two*. Everything that judges an event (its status, its speaker, its doer) walks this way once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.reading import lexicon
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.trees import child

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
            is_means = word.lower_ == "by" and step.relation == "pcomp"
            is_new = is_means or word.lower_ in _OWN_TIME or (word.head.lower_ in _LIKE and word.head.pos_ == "ADJ")
        case "prep":
            is_new = lemma(word) in _LINK and below.lower_ in {"in", "of", "for", "to", "with"}
        case _:
            is_new = False
    return is_new
