"""The catalogue: translations of the English texts, read from `locale/<language>/LC_MESSAGES/tocsin.po`.

A catalogue is compiled in memory when somebody first asks for it, so that no compiled file has to be kept in step.
"""

from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "tr": "Türkçe"}


def translations(language: str) -> NullTranslations:
    """Return the translations into a language; English, and what we do not speak, stay as they are written."""
    return _compiled(language) if language in LANGUAGES and language != ENGLISH else NullTranslations()


def choose(accepted: Iterable[str]) -> str:
    """Return the first language we speak of those accepted ("tr-TR", "en"), the best first; else English."""
    for wanted in accepted:
        language = wanted.strip().lower().replace("_", "-").partition("-")[0]
        if language in LANGUAGES:
            return language
    return ENGLISH


def source(language: str) -> Traversable:
    """Return the file that holds a language's translations."""
    return files("tocsin").joinpath("locale", language, "LC_MESSAGES", "tocsin.po")


@cache
def _compiled(language: str) -> GNUTranslations:
    with source(language).open("rb") as file:
        catalogue = read_po(file, locale=language, domain="tocsin")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
