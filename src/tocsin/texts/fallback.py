"""The fallback notice: all that is written to a counterpart's contact by another way."""

from tocsin.texts.catalogue import translations
from tocsin.texts.phrases import phrase

SUBJECT = phrase("An item waits")
TEXT = phrase("An item waits in your Tocsin inbox; reference {reference}.")


def words(language: str, reference: str) -> tuple[str, str]:
    """Return subject and text: no content, no country, no name."""
    translate = translations(language).gettext
    return translate(SUBJECT), translate(TEXT).format(reference=reference) + "\n"
