"""The letter that answers a subject's request, in one language.

Where the answer is restricted it reads the same, word for word, as where nothing is held: nobody can tell from it. A
letter that tells something says that something may be left out, whether it is or not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tocsin.domain.personal import Personal
from tocsin.domain.subject import Decision, Request, Right, Verdict
from tocsin.domain.wording.grammar import Grammar
from tocsin.domain.wording.languages import grammar_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One statement that is told to the person it is about. No `origin`: it is withheld."""

    says: str
    held: Personal | None
    origin: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who answers, and whom to ask there."""

    name: str
    contact: str


def letter(
    request: Request, decision: Decision, told: Sequence[Told], recipients: Sequence[str], sender: Sender
) -> str:
    """Write the answer. A node that restricts answers at all gives who is not known to it the same answer."""
    grammar = grammar_of(request.language)
    return "\n".join(_lines(request, decision, told, recipients, sender, grammar)) + "\n"


def _lines(
    request: Request,
    decision: Decision,
    told: Sequence[Told],
    recipients: Sequence[str],
    sender: Sender,
    grammar: Grammar,
) -> Iterator[str]:
    say = grammar.words.say
    yield sender.name
    yield ""
    right = say("subject.right", request.right)
    yield say("subject", "to", whom=request.whom, day=_day(request.received_at, grammar), right=right)
    yield ""
    if decision.verdict is Verdict.GRANTED:
        yield from _granted(request.right, told, recipients, grammar)
    elif decision.refusal is not None:
        yield say("subject", "refused", ground=say("subject.refusal", decision.refusal))
    else:
        yield say("subject", "neither")
    yield ""
    yield say("subject", "contact", contact=sender.contact)


def _granted(right: Right, told: Sequence[Told], recipients: Sequence[str], grammar: Grammar) -> Iterator[str]:
    say = grammar.words.say
    yield say("subject", right)
    for each in told:
        yield f"- {each.says}"
        yield say("subject", "line", **_law(each, grammar))
    yield ""
    yield say("subject", "recipients", recipients="; ".join(recipients) or say("subject", "nobody"))
    if right is not Right.ACCESS and recipients:
        yield say("subject", "told_on")
    yield say("subject", "left_out")
    yield ""
    yield say("subject", "rights")


def _law(told: Told, grammar: Grammar) -> dict[str, str]:
    say, held = grammar.words.say, told.held
    origin = told.origin or say("subject", "withheld")
    if held is None:
        return {
            **dict.fromkeys(("category", "purpose", "basis", "day"), say("subject", "not_stated")),
            "origin": origin,
        }
    categories = sorted({say("subject.category", each.category) for each in held.subjects})
    return {
        "category": ", ".join(categories),
        "purpose": say("subject.purpose", held.purpose),
        "basis": held.legal_basis,
        "day": _day(held.review_on, grammar),
        "origin": origin,
    }


def _day(day: date | datetime, grammar: Grammar) -> str:
    return grammar.day(day.day, day.month, day.year)
