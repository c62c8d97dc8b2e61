"""A recall written out in one language: for whoever approves it, and for a counterpart that is told by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.letter import Handling, SharedClaim, conditions
from tocsin.domain.recall import CancelGround, WithdrawalGround
from tocsin.domain.wording.grammar import Grammar
from tocsin.domain.wording.languages import grammar_of
from tocsin.domain.wording.times import moment
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.tlp import Tlp


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallLetter:
    """Everything that is written, and nothing that is not."""

    kind: str
    reference: str
    sender: str
    recipient: str
    tlp: Tlp
    ground: CancelGround | WithdrawalGround
    claims: tuple[SharedClaim, ...]  # none: the whole
    answer_by: datetime
    contact: str
    language: Language = Language.ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLetter:
    """A correction: what was told, and what is to be read instead."""

    reference: str
    sender: str
    recipient: str
    handling: Handling
    pairs: tuple[tuple[SharedClaim, SharedClaim], ...]
    answer_by: datetime
    contact: str
    language: Language = Language.ENGLISH


def write_correction(letter: CorrectionLetter) -> str:
    """Write the letter of a correction."""
    return "\n".join(_correction_lines(letter, grammar_of(letter.language))) + "\n"


def write(letter: RecallLetter) -> str:
    """Write the letter."""
    return "\n".join(_lines(letter, grammar_of(letter.language))) + "\n"


def _lines(letter: RecallLetter, grammar: Grammar) -> Iterator[str]:
    say = grammar.words.say
    yield letter.tlp
    yield ""
    yield say("letter", letter.kind, sender=letter.sender, recipient=letter.recipient)
    yield say("letter", "reference_only", reference=letter.reference)
    yield ""
    yield say("ground", letter.ground)
    yield from _asks(letter, grammar)
    yield ""
    yield say("letter", "contact", contact=letter.contact)
    yield ""
    yield letter.tlp


def _asks(letter: RecallLetter, grammar: Grammar) -> Iterator[str]:
    say = grammar.words.say
    if isinstance(letter.ground, CancelGround):
        yield say("letter", "keep")
        return
    yield ""
    yield say("letter", "erase_some" if letter.claims else "erase_all")
    yield from (f"- {claim.says}" for claim in letter.claims)
    yield say("letter", "erased_by", moment=moment(letter.answer_by, grammar))
    yield say("letter", "erase_onward")


def _correction_lines(letter: CorrectionLetter, grammar: Grammar) -> Iterator[str]:
    say = grammar.words.say
    yield letter.handling.tlp
    yield ""
    yield say("letter", "correction", sender=letter.sender, recipient=letter.recipient)
    yield say("letter", "reference_only", reference=letter.reference)
    for told, now in letter.pairs:
        yield ""
        yield say("letter", "told")
        yield f"- {told.says}"
        yield say("letter", "instead")
        yield f"- {now.says} [{now.grade or say('letter', 'not_graded')}]"
    yield ""
    yield say("letter", "correct")
    yield say("letter", "done_by", moment=moment(letter.answer_by, grammar))
    yield ""
    yield from conditions(letter.handling, grammar)
    yield ""
    yield say("letter", "contact", contact=letter.contact)
    yield ""
    yield letter.handling.tlp
