"""A recall written out in plain English: for whoever approves it, and for a counterpart that is told by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.letter import Handling, SharedClaim
from tocsin.domain.recall import CancelGround, WithdrawalGround
from tocsin.vocabulary.tlp import Tlp

_TITLES = {"cancel": "END OF A WARNING", "withdrawal": "WITHDRAWAL"}
_GROUNDS = {
    CancelGround.PASSED: "The time it was given for has passed.",
    CancelGround.AVERTED: "What it warned of has been averted.",
    CancelGround.HAPPENED: "What it warned of has happened.",
    WithdrawalGround.NOT_THEIRS: "It was not meant for you.",
    WithdrawalGround.UNLAWFUL: "There was no lawful basis for sending it.",
    WithdrawalGround.INACCURATE: "It is not accurate.",
    WithdrawalGround.SOURCE: "Keeping it may endanger a source.",
    WithdrawalGround.RIGHTS: "A right of a person, or a court, asks for it.",
}


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


def write_correction(letter: CorrectionLetter) -> str:
    """Write the letter of a correction."""
    return "\n".join(_correction_lines(letter)) + "\n"


def write(letter: RecallLetter) -> str:
    """Write the letter."""
    return "\n".join(_lines(letter)) + "\n"


def _lines(letter: RecallLetter) -> Iterator[str]:
    yield letter.tlp
    yield ""
    yield f"{_TITLES[letter.kind]} from {letter.sender} to {letter.recipient}"
    yield f"Reference {letter.reference}."
    yield ""
    yield _GROUNDS[letter.ground]
    yield from _asks(letter)
    yield ""
    yield f"Whom to ring: {letter.contact}"
    yield ""
    yield letter.tlp


def _asks(letter: RecallLetter) -> Iterator[str]:
    if isinstance(letter.ground, CancelGround):
        yield "The warning was right when it was given: you may keep it."
        return
    yield ""
    if letter.claims:
        yield "Please erase these statements, and whatever you made of them:"
        yield from (f"- {claim.says}" for claim in letter.claims)
    else:
        yield "Please erase the whole of it, and whatever you made of it."
    yield f"Tell us by {letter.answer_by:%Y-%m-%d %H:%M} UTC that it is erased, on what basis of your own you keep it,"
    yield "or that you cannot find it. Ask the same of everybody to whom you passed it on."


def _correction_lines(letter: CorrectionLetter) -> Iterator[str]:
    yield letter.handling.tlp
    yield ""
    yield f"CORRECTION from {letter.sender} to {letter.recipient}"
    yield f"Reference {letter.reference}."
    for told, now in letter.pairs:
        yield ""
        yield "You were told:"
        yield f"- {told.says}"
        yield "Read instead:"
        yield f"- {now.says} [{now.grade or 'not graded'}]"
    yield ""
    yield "Please correct what you made of it, and tell everybody to whom you passed it on."
    yield f"Tell us by {letter.answer_by:%Y-%m-%d %H:%M} UTC that this is done."
    yield ""
    yield "How this may be used"
    yield f"- Purpose: {letter.handling.purpose}"
    yield f"- Legal basis: {letter.handling.legal_basis}"
    yield f"- Passing on: {letter.handling.onward}"
    yield f"- To be reviewed by {letter.handling.review_on.isoformat()}."
    yield ""
    yield f"Whom to ring: {letter.contact}"
    yield ""
    yield letter.handling.tlp
