"""Mood: what one clause says of its own verb, by its auxiliaries, adverbs, negation, marks and conditions."""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.domain.claim import Status
from tocsin.reading import lexicon
from tocsin.reading.grammar.clauses import climb
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.trees import child

_PURPOSE = frozenset({"advcl", "acl", "relcl"})
_RAISED = frozenset(
    [
        "manage",
        "use",
        "continue",
        "begin",
        "start",
        "appear",
        "seem",
        "happen",
        "help",
        "know",
        "report",
        "believe",
        "say",
        "think",
        "allege",
    ]
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that judges an event, and how."""

    status: Status
    word: Token


def mood(verb: Token) -> Iterator[Cue]:
    """Judge a verb by what hangs on it."""
    if lemma(verb) in {"rule", "exclude"} and any(token.dep_ == "neg" for token in verb.children):
        yield Cue(Status.POSSIBLE, verb)  # "cannot be ruled out" denies nothing
        return
    for token in verb.children:
        yield from _of_word(token)
    if has_condition(verb):
        yield Cue(Status.CONDITIONAL, verb)
    if _is_purpose(verb) or _is_yet_to_come(verb):
        yield Cue(Status.PLANNED, verb)
    if is_in_progress(verb) or _goes_on(verb):
        yield Cue(Status.ONGOING, verb)


def _of_word(token: Token) -> Iterator[Cue]:
    table = lexicon.table("status")
    if token.dep_ == "neg" or (token.dep_ == "preconj" and token.lower_ == "neither"):
        yield Cue(Status.DENIED, token)
    elif token.dep_ == "mark" and token.lower_ in table["condition"]["marks"]:
        yield Cue(Status.CONDITIONAL, token)
    elif token.lower_ == "before" and token.dep_ in {"mark", "advmod"} and token.head.tag_ in {"VBP", "VBZ"}:
        yield Cue(Status.PLANNED, token)  # "they wait for nightfall before they cross"
    lists = {"aux": "modals", "advmod": "adverbs"}
    for name, words in table.get(lists.get(token.dep_, ""), {}).items():
        if token.lower_ in words and (token.dep_ != "aux" or token.tag_ == "MD"):
            yield Cue(Status(name), token)


def _is_purpose(verb: Token) -> bool:
    """Read "Came to carry out an attack": an aim, not a deed; "managed to flee" is a deed."""
    marker = child(verb, "aux")
    is_undergone = verb.tag_ == "VBN" and any(each.lower_ == "be" for each in verb.children)  # "to be set off"
    if not (verb.tag_ == "VB" or is_undergone) or verb.dep_ not in _PURPOSE or marker is None or marker.lower_ != "to":
        return False
    has_have = any(token.dep_ == "aux" and lemma(token) == "have" for token in verb.children)
    return not has_have and lemma(verb.head) not in _RAISED


def _is_yet_to_come(verb: Token) -> bool:
    """Read "before they slip into Kenya", and "will leave, drive on and continue to Hungary"."""
    mark = child(verb, "mark", "advmod")
    if verb.dep_ == "advcl" and verb.tag_ in {"VBP", "VBZ", "VB"} and mark is not None:
        return mark.lower_ in {"before", "until", "till", "once"}
    above = verb
    while above.dep_ == "conj" and above.tag_ == "VB" and child(above, "aux", "nsubj") is None:
        above = above.head
    return above is not verb and any(
        each.tag_ == "MD" and each.lower_ in {"will", "would", "shall"} for each in above.children
    )


def _goes_on(verb: Token) -> bool:
    """Read "continue to arrive", "kept crossing": what goes on is not over."""
    above = verb.head
    return verb.dep_ == "xcomp" and lemma(above) in {"continue", "keep"} and above.tag_ in {"VBP", "VBZ", "VB", "VBG"}


def is_in_progress(verb: Token) -> bool:
    """Read "Are holding", "is being held": the present, not the past and not a plan."""
    auxiliaries = {token.lower_ for token in verb.children if token.dep_ in {"aux", "auxpass"}}
    is_now = bool(auxiliaries & {"is", "are", "'s", "'re"}) or {"to", "be"} <= auxiliaries
    return is_now and (verb.tag_ == "VBG" or "being" in auxiliaries)


def has_condition(verb: Token) -> bool:
    """Say whether the clause stands under a condition: "if", "in the event of"."""
    condition = lexicon.table("status")["condition"]
    for token in verb.children:
        if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in condition["marks"] for c in token.children):
            return True
    before = verb.doc.text[verb.sent[0].idx : verb.idx].casefold().rsplit(" that ", 1)[-1]
    above = [verb, *(step.word for step in climb(verb))][:3]
    is_modal = any(token.tag_ == "MD" for each in above for token in each.children)
    return is_modal and any(phrase in before for phrase in condition["phrases"])
