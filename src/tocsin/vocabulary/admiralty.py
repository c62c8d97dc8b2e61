"""Admiralty grading (STANAG 2511, AJP-2.1): how reliable the source, how credible the information.

Two axes, set apart. F and 6 say "cannot be judged": they are no grade at all, not the worst one, so they
have no rank and take no part in any comparison.
"""

from enum import StrEnum


class Reliability(StrEnum):
    """Of the source."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    CANNOT_JUDGE = "F"

    @property
    def rank(self) -> int | None:
        """0 is best; None where the source cannot be judged."""
        return None if self is Reliability.CANNOT_JUDGE else "ABCDE".index(self.value)


class Credibility(StrEnum):
    """Of the information."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_JUDGE = "6"

    @property
    def rank(self) -> int | None:
        """0 is best; None where the information cannot be judged."""
        return None if self is Credibility.CANNOT_JUDGE else int(self.value) - 1


RELIABILITY_WORDS = {
    Reliability.A: "completely reliable source",
    Reliability.B: "usually reliable source",
    Reliability.C: "fairly reliable source",
    Reliability.D: "not usually reliable source",
    Reliability.E: "unreliable source",
    Reliability.CANNOT_JUDGE: "source whose reliability cannot be judged",
}
CREDIBILITY_WORDS = {
    Credibility.CONFIRMED: "confirmed by other independent sources",
    Credibility.PROBABLY_TRUE: "probably true",
    Credibility.POSSIBLY_TRUE: "possibly true",
    Credibility.DOUBTFUL: "doubtful",
    Credibility.IMPROBABLE: "improbable",
    Credibility.CANNOT_JUDGE: "truth cannot be judged",
}
