"""Losses: how it reads to a person why something that a reader said was not taken, or a passage not read."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.readers import Dropped, Failed
from tocsin.texts.phrases import phrase

LOSSES: tuple[Mapping[StrEnum, str], ...] = (
    {
        Dropped.QUOTE: phrase("its words are not in the text"),
        Dropped.NAME: phrase("a name is not in the text"),
        Dropped.PRONOUN: phrase("a pronoun stands for a name"),
        Dropped.LIST: phrase("a word is not on its list"),
        Dropped.COUNTRY: phrase("its words name no country"),
        Dropped.VALUE: phrase("its words do not say it"),
        Dropped.FORM: phrase("not in the form asked for"),
        Dropped.MANY: phrase("more than is taken"),
    },
    {
        Failed.FORBIDDEN: phrase("reports may not go to its address"),
        Failed.UNREACHABLE: phrase("the endpoint cannot be reached"),
        Failed.TIME: phrase("the endpoint took too long"),
        Failed.ERROR: phrase("the endpoint answered with an error"),
        Failed.LONG: phrase("the answer was too long"),
        Failed.ANSWER: phrase("the answer could not be understood"),
        Failed.GIVEN_UP: phrase("given up after others failed"),
    },
)
