"""Europol's handling codes (Regulation (EU) 2016/794 art. 19; the codes H0 to H3), which add up."""

from enum import StrEnum


class HandlingCode(StrEnum):
    """What its provider lets be done with a piece of information."""

    H0 = "H0"  # for preventing and combating crime, under the law that applies; and nothing else is said
    H1 = "H1"  # not in judicial proceedings without the provider's permission
    H2 = "H2"  # not to be passed on without the provider's permission
    H3 = "H3"  # other restrictions, in words: a person has to read them

    @property
    def needs_consent(self) -> bool:
        """Say whether its provider is asked before anybody else holds it."""
        return self is HandlingCode.H2

    @property
    def needs_words(self) -> bool:
        """Say whether the code means nothing without its text."""
        return self is HandlingCode.H3
