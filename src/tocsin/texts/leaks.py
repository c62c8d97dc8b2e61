"""How the leak check reads to whoever approves: what shows through, and the smallest change that takes it out."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.leak import Change, Leak, Trace
from tocsin.texts.phrases import phrase

LEAKS: tuple[Mapping[StrEnum, str], ...] = (
    {
        Trace.NAME: phrase("a name that is withheld"),
        Trace.COUNTRY: phrase("a state that is withheld"),
        Trace.NUMBER: phrase("a number that is withheld"),
        Trace.DATE: phrase("a date that is withheld"),
        Trace.QUOTE: phrase("words of the report"),
        Trace.IDENTIFIER: phrase("an identifier, or the name of a file"),
        Trace.COUNT: phrase("counting leaves one person over"),
        Trace.SOURCE: phrase("the type of a source that must not be described"),
    },
    {
        Change.LEAVE_OUT: phrase("leave out “{words}”"),
        Change.SAY: phrase("instead of “{words}” say “{instead}”"),
        Change.IN_OTHER_WORDS: phrase("say “{words}” in other words"),
        Change.WITHHOLD: phrase("leave the claim that says “{words}” out of the notice"),
    },
)


def proposal(leak: Leak) -> dict[str, str]:
    """Return what the label of a leak's change has to be filled with."""
    return {"words": leak.words, "instead": leak.instead}
