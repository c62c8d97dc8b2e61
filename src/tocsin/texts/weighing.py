"""Labels of what is to be known before claims are counted."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.weighing import Weight
from tocsin.texts.phrases import phrase

WEIGHTS: tuple[Mapping[StrEnum, str], ...] = (
    {
        Weight.ECHO: phrase("one voice: both go back to the same source"),
        Weight.CONFLICT: phrase("both cannot be so"),
        Weight.UNSUPPORTED: phrase("graded 1 on a claim that no longer stands"),
    },
)
