"""Europol's 4x4 codes (Regulation (EU) 2016/794, art. 29), and what of them the Admiralty scale can say.

The two scales ask different things: 2 and 3 speak of how somebody knows, not of how likely it is, and Europol's C is
worse than the Admiralty's. So a 4x4 code is kept as it was given, and only its letter is carried over, where one says
the same; its digit never is: even "no doubt" is not confirmation by somebody else. Nothing is carried back.
"""

from enum import StrEnum

from tocsin.vocabulary.admiralty import Reliability


class SourceCode(StrEnum):
    """Of the source."""

    A = "A"  # no doubt, or reliable in all instances
    B = "B"  # reliable in most instances
    C = "C"  # unreliable in most instances
    X = "X"  # cannot be assessed


class InformationCode(StrEnum):
    """Of the information."""

    ACCURATE = "1"  # no doubt about its accuracy
    KNOWN_TO_SOURCE = "2"  # known personally to the source, not to the official who passes it on
    CORROBORATED = "3"  # not known personally to the source, corroborated by what is recorded already
    UNCORROBORATED = "4"  # not known personally to the source, cannot be corroborated


_RELIABILITY = {
    SourceCode.A: Reliability.A,
    SourceCode.B: Reliability.B,
    SourceCode.X: Reliability.CANNOT_JUDGE,
}


def reliability(code: SourceCode) -> Reliability | None:
    """Return the Admiralty letter that says the same; None where none does: a person has to choose one."""
    return _RELIABILITY.get(code)
