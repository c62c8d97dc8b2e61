"""A recall written out in plain English, for a counterpart that is told by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.letter import SharedClaim
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
