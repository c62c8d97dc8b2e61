"""Places: the name of a country in the reader's language."""

from tocsin.vocabulary.country import COUNTRIES


def country(code: str, language: str) -> str:
    """Return the name of a country, or the text itself where it is no code."""
    known = COUNTRIES.get(code)
    if known is None:
        return code
    return known.tr if language == "tr" else known.name
