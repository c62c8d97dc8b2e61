"""Consent of whoever told us, as it reads to a person."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.consent import Ground, Part, Verdict
from tocsin.domain.night import Intent
from tocsin.domain.protection import Ground as Lifting
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
        Lifting.VITAL_INTEREST: phrase("a life depends on it"),
        Lifting.OWN_WISH: phrase("he asks for it himself"),
        Lifting.KNOWN_THERE: phrase("that state knows of him already"),
    },
    {
        Intent.KILL: phrase("to kill"),
        Intent.INJURE: phrase("to injure seriously"),
        Intent.KIDNAP: phrase("to kidnap"),
    },
    {
        Part.PEOPLE: phrase("the people"),
        Part.PLACES: phrase("the places"),
        Part.SOURCE: phrase("the source"),
    },
)
