"""What is weighed at the human-rights gate, as it reads to a person."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.texts.phrases import phrase
from tocsin.vocabulary.gate import Harm, Risk, Trigger

GATES: tuple[Mapping[StrEnum, str], ...] = (
    {
        Harm.TORTURE: phrase("torture"),
        Harm.ILL_TREATMENT: phrase("cruel, inhuman or degrading treatment"),
        Harm.UNLAWFUL_KILLING: phrase("unlawful killing"),
        Harm.RENDITION: phrase("rendition"),
        Harm.NO_DUE_PROCESS: phrase("lack of due process"),
        Harm.DEATH_PENALTY: phrase("the death penalty"),
    },
    {
        Risk.NONE: phrase("no risk"),
        Risk.LOW: phrase("low risk"),
        Risk.REAL: phrase("real risk"),
        Risk.SERIOUS: phrase("serious risk"),
    },
    {
        Trigger.OWN_STATE: phrase("it would hear of its own national"),
        Trigger.DETENTION_ASKED: phrase("it is asked to hold or question somebody"),
        Trigger.DETENTION_REPORTED: phrase("it is reported to hold somebody"),
    },
)
