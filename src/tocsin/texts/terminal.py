"""The terminal: texts in the language of whoever sits at it, $TOCSIN_LANG, else $LANG."""

import os

from tocsin.texts.catalogue import choose, translations
from tocsin.texts.places import country

LANGUAGE = choose([os.environ.get("TOCSIN_LANG") or os.environ.get("LANG", "")])
_ = translations(LANGUAGE).gettext
"""Translate a text into the language of the terminal."""


def country_name(code: str) -> str:
    """Return the name of a country in the language of the terminal, or the text itself where it is no code."""
    return country(code, LANGUAGE)
