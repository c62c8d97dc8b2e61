"""A letter: a tearline written out in plain English, for a person to read, approve, and hand over if need be.

Fact and assessment stand apart; a grade never shares a sentence with a likelihood (ICD 203). The label of the
Traffic Light Protocol stands at the top and at the bottom.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tocsin.domain.assessment import Field
from tocsin.domain.claim import Basis, Status
from tocsin.domain.notice import Outcome
from tocsin.domain.wording import country_name
from tocsin.vocabulary.admiralty import CREDIBILITY_WORDS, RELIABILITY_WORDS, Credibility, Reliability
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedClaim:
    """One claim as the recipient may hold it. `name` is the recipient's own name for it."""

    name: str
    says: str
    status: Status
    basis: Basis
    grade: str | None  # Admiralty, as in "B2"; None: nobody has graded it
    tlp: Tlp
    fields: tuple[Field, ...] = ()  # what it says, piece by piece


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedReason:
    """Why the recipient is told."""

    country: str
    reason: str
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """Conditions that travel with the data (LED art. 9(3))."""

    tlp: Tlp
    legal_basis: str
    purpose: str
    onward: str
    review_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything that is written, and nothing that is not."""

    reference: str
    version: int
    sender: str
    recipient: str
    urgency: Urgency
    reasons: tuple[SharedReason, ...]
    handling: Handling
    asks: tuple[str, ...]
    answer_by: datetime
    contact: str
    claims: tuple[SharedClaim, ...]


def write(letter: Letter) -> str:
    """Write the letter."""
    return "\n".join(_lines(letter)) + "\n"


def _lines(letter: Letter) -> Iterator[str]:
    label = letter.handling.tlp
    is_warning = any(reason.outcome is Outcome.WARN for reason in letter.reasons)
    yield label
    yield ""
    yield f"{'WARNING' if is_warning else 'INFORMATION'} from {letter.sender} to {letter.recipient}"
    yield f"Reference {letter.reference}, version {letter.version}. Urgency: {letter.urgency}."
    yield ""
    yield "Why you are told"
    yield from (f"- {country_name(each.country)}: {each.why}." for each in letter.reasons)
    yield from _section("What is reported", [each for each in letter.claims if each.basis is Basis.FACT])
    yield from _section("What is assessed", [each for each in letter.claims if each.basis is Basis.ASSESSMENT])
    yield from _grades(letter.claims)
    yield ""
    yield "What we ask of you"
    yield from (f"- {ask}" for ask in letter.asks or ("Tell us that you have this, and what you do about it.",))
    yield f"- Please answer by {_moment(letter.answer_by)}."
    yield ""
    yield "How this may be used"
    yield f"- Purpose: {letter.handling.purpose}"
    yield f"- Legal basis: {letter.handling.legal_basis}"
    yield f"- Passing on: {letter.handling.onward}"
    yield f"- To be reviewed by {letter.handling.review_on.isoformat()}."
    yield "- Other parts of what we hold may have been left out."
    yield ""
    yield f"Whom to ring: {letter.contact}"
    yield ""
    yield label


def _section(title: str, claims: list[SharedClaim]) -> Iterator[str]:
    if claims:
        yield ""
        yield title
        yield from (f"- {claim.says}{f' [{claim.grade}]' if claim.grade else ' [not graded]'}" for claim in claims)


def _grades(claims: Iterable[SharedClaim]) -> Iterator[str]:
    grades = sorted({claim.grade for claim in claims if claim.grade is not None})
    if grades:
        yield ""
        yield "Grades (Admiralty: source, then information)"
        for grade in grades:
            source = RELIABILITY_WORDS[Reliability(grade[0])]
            yield f"- {grade}: {source}; {CREDIBILITY_WORDS[Credibility(grade[1])]}."


def _moment(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"
