"""Labels of what the law asks for, and of what is done with personal data."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.logbook import Operation
from tocsin.texts.phrases import phrase
from tocsin.vocabulary.law import Special

LAWFUL: tuple[Mapping[StrEnum, str], ...] = (
    {
        Operation.COLLECTION: phrase("collected"),
        Operation.ALTERATION: phrase("altered"),
        Operation.CONSULTATION: phrase("looked at"),
        Operation.DISCLOSURE: phrase("disclosed"),
        Operation.COMBINATION: phrase("combined"),
        Operation.ERASURE: phrase("erased"),
    },
    {
        Special.ORIGIN: phrase("racial or ethnic origin"),
        Special.POLITICS: phrase("political opinions"),
        Special.BELIEF: phrase("religious or philosophical beliefs"),
        Special.UNION: phrase("membership of a trade union"),
        Special.GENETIC: phrase("genetic data"),
        Special.BIOMETRIC: phrase("biometric data"),
        Special.HEALTH: phrase("health"),
        Special.SEX_LIFE: phrase("sex life or orientation"),
        Special.DRESS: phrase("appearance and dress"),
        Special.ASSOCIATION: phrase("membership of an association"),
        Special.CONVICTIONS: phrase("convictions and security measures"),
    },
)
