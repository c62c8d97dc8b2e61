"""How the words of a recall read: why, what became of it, and what a warning is marked with."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.recall import CancelGround, Mark, Outcome, WithdrawalGround
from tocsin.texts.phrases import phrase

RECALLS: tuple[Mapping[StrEnum, str], ...] = (
    {
        CancelGround.PASSED: phrase("the time it was given for has passed"),
        CancelGround.AVERTED: phrase("what it warned of has been averted"),
        CancelGround.HAPPENED: phrase("what it warned of has happened"),
    },
    {
        WithdrawalGround.NOT_THEIRS: phrase("it was not meant for them"),
        WithdrawalGround.UNLAWFUL: phrase("there was no lawful basis for sending it"),
        WithdrawalGround.INACCURATE: phrase("it is not accurate"),
        WithdrawalGround.SOURCE: phrase("keeping it may endanger a source"),
        WithdrawalGround.RIGHTS: phrase("a right of a person, or a court, asks for it"),
    },
    {
        Outcome.ERASED: phrase("erased"),
        Outcome.KEPT: phrase("kept, on a basis of its own"),
        Outcome.NOT_FOUND: phrase("not found"),
        Outcome.APPLIED: phrase("put right"),
    },
    {
        Mark.OUTDATED: phrase("a later version is here"),
        Mark.OVER: phrase("over"),
        Mark.CORRECTED: phrase("corrected"),
        Mark.WITHDRAWN: phrase("taken back"),
        Mark.PARTLY_WITHDRAWN: phrase("taken back in part"),
        Mark.ERASED: phrase("erased"),
    },
)
