"""Consent of whoever told us, as it reads to a person."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.consent import Ground, Part, Verdict
from tocsin.texts.phrases import phrase

CONSENTS: tuple[Mapping[StrEnum, str], ...] = (
    {
        Ground.THREAT_TO_LIFE: phrase("a life is threatened"),
        Ground.PREVENTION: phrase("to prevent an offence"),
        Ground.INVESTIGATION: phrase("to investigate an offence"),
        Ground.PUBLIC_SECURITY: phrase("public security"),
    },
    {
        Verdict.GRANTED: phrase("yes"),
        Verdict.CONDITIONAL: phrase("yes, under conditions"),
        Verdict.DENIED: phrase("no"),
    },
    {
        Part.PEOPLE: phrase("the people"),
        Part.PLACES: phrase("the places"),
        Part.SOURCE: phrase("the source"),
    },
)
