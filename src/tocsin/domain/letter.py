"""A letter: a tearline written out in one language, for a person to read, approve, and hand over if need be.

It is made of sentences, each with the claims that it says. Fact and assessment stand apart; a grade never shares a
sentence with a likelihood (ICD 203). The label of the Traffic Light Protocol stands at the top and at the bottom, and
is never translated.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tocsin.domain.assessment import Field
from tocsin.domain.claim import Basis, Status
from tocsin.domain.notice import Outcome
from tocsin.domain.substance import Missing
from tocsin.domain.terms import AS_USUAL, Terms
from tocsin.domain.wording.grammar import Grammar
from tocsin.domain.wording.languages import grammar_of
from tocsin.domain.wording.times import moment
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import USUAL, AffectedPartyNotifications, Attribution, EncryptInTransit
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.source import SourceType
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
    source: SourceType | None = None  # None: not even the type of its source may be told


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSentence:
    """One sentence of the letter, and the recipient's names for the claims that it says."""

    says: str
    claims: tuple[str, ...]
    basis: Basis
    grade: str | None = None
    is_likelihood: bool = False


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
    terms: Terms = AS_USUAL


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
    sentences: tuple[SharedSentence, ...]
    claims: tuple[SharedClaim, ...] = ()
    missing: tuple[Missing, ...] = ()
    language: Language = Language.ENGLISH
    is_minimum: bool = False  # of the night: it says so itself


def write(letter: Letter) -> str:
    """Write the letter."""
    return "\n".join(_lines(letter, grammar_of(letter.language))) + "\n"


def told(sentence: SharedSentence, grammar: Grammar) -> str:
    """Write a sentence with the grade of what it says; a likelihood has none."""
    if sentence.is_likelihood:
        return sentence.says
    return f"{sentence.says} [{sentence.grade or grammar.words.say('letter', 'not_graded')}]"


def conditions(handling: Handling, grammar: Grammar) -> Iterator[str]:
    """Write the conditions that travel with it."""
    say = grammar.words.say
    review = handling.review_on
    yield say("letter", "use")
    yield f"- {say('letter', 'purpose', purpose=handling.purpose)}"
    yield f"- {say('letter', 'basis', basis=handling.legal_basis)}"
    yield f"- {say('letter', 'onward', onward=handling.onward)}"
    yield from (f"- {each}" for each in _binding(handling.terms, grammar))
    yield f"- {say('letter', 'review', day=grammar.day(review.day, review.month, review.year))}"


def _binding(terms: Terms, grammar: Grammar) -> Iterator[str]:
    """Say what is stricter than usual."""
    say, policy = grammar.words.say, terms.policy
    if terms.readers:
        yield say("marking", "readers", readers=", ".join(terms.readers))
    if policy.permitted_actions is not USUAL.permitted_actions:
        yield say("marking", policy.permitted_actions)
    if policy.affected_party_notifications is AffectedPartyNotifications.MUST_NOT:
        yield say("marking", "silence")
    if policy.attribution is Attribution.MUST:
        yield say("marking", "attribution")
    if policy.encrypt_in_transit is EncryptInTransit.MUST:
        yield say("marking", "encrypt")
    yield from (say("marking", code) for code in terms.codes if not code.needs_words)
    yield from (say("marking", HandlingCode.H3, text=text) for text in terms.restrictions)


def _lines(letter: Letter, grammar: Grammar) -> Iterator[str]:
    say, label = grammar.words.say, letter.handling.tlp
    is_warning = any(reason.outcome is Outcome.WARN for reason in letter.reasons)
    names = {"sender": letter.sender, "recipient": letter.recipient}
    urgency = say("urgency", letter.urgency)
    yield label
    yield ""
    yield say("letter", "warning" if is_warning else "information", **names)
    yield say("letter", "reference", reference=letter.reference, version=letter.version, urgency=urgency)
    yield from (["", say("letter", "minimum")] if letter.is_minimum else [])
    yield ""
    yield say("letter", "why")
    yield from (
        f"- {say('letter', 'because', whose=_whose(each.country, grammar), why=each.why)}" for each in letter.reasons
    )
    yield from _section("reported", [each for each in letter.sentences if each.basis is Basis.FACT], grammar)
    yield from _section("assessed", [each for each in letter.sentences if each.basis is Basis.ASSESSMENT], grammar)
    yield from _missing(letter.missing, grammar)
    yield from _sources(letter, grammar)
    yield ""
    yield say("letter", "asks")
    yield from (f"- {ask}" for ask in letter.asks or (say("letter", "ask"),))
    yield f"- {say('letter', 'answer_by', moment=moment(letter.answer_by, grammar))}"
    yield ""
    yield from conditions(letter.handling, grammar)
    yield f"- {say('letter', 'parts')}"
    yield ""
    yield say("letter", "contact", contact=letter.contact)
    yield ""
    yield label


def _whose(country: str, grammar: Grammar) -> str:
    name = grammar.country(country).text
    return f"{name[:1].upper()}{name[1:]}"


def _section(title: str, sentences: list[SharedSentence], grammar: Grammar) -> Iterator[str]:
    if sentences:
        yield ""
        yield grammar.words.say("letter", title)
        yield from (f"- {told(each, grammar)}" for each in sentences)


def _missing(found: Iterable[Missing], grammar: Grammar) -> Iterator[str]:
    say = grammar.words.say
    lines = [f"- {say('question', each.question, answer=say('answer', each.why))}" for each in found]
    if lines:
        yield ""
        yield say("letter", "missing")
        yield from lines


def _sources(letter: Letter, grammar: Grammar) -> Iterator[str]:
    lines = [f"- {each}" for each in (*_types(letter.claims, grammar), *_grades(letter.sentences, grammar))]
    if lines:
        yield ""
        yield grammar.words.say("letter", "source")
        yield from lines


def _types(claims: Iterable[SharedClaim], grammar: Grammar) -> Iterator[str]:
    """Describe each source by its type and by its grades, and by nothing else."""
    say, told = grammar.words.say, tuple(claims)
    for kind in SourceType:
        grades = sorted({each.grade or say("letter", "not_graded") for each in told if each.source is kind})
        if grades:
            yield say("letter", "source_type", source=say("source_type", kind), grade=", ".join(grades))


def _grades(sentences: Iterable[SharedSentence], grammar: Grammar) -> Iterator[str]:
    say = grammar.words.say
    for grade in sorted({each.grade for each in sentences if each.grade is not None}):
        source, information = say("reliability", grade[0]), say("credibility", grade[1])
        yield say("letter", "grade", grade=grade, source=source, information=information)
