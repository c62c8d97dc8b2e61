"""Texts about how a counterpart is told."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.texts.phrases import phrase
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.likelihood import Scheme

WITHOUT_SUBSTANCE = phrase("It says neither what, nor where, nor when: nobody could act on it.")

TELLING: tuple[Mapping[StrEnum, str], ...] = (
    {
        Language.ENGLISH: phrase("English"),
        Language.TURKISH: phrase("Turkish"),
        Language.FRENCH: phrase("French"),
    },
    {Scheme.ICD203: "ICD 203", Scheme.PHIA: "PHIA"},
)
