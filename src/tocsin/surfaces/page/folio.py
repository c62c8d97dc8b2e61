"""A folio as one HTML file: everything it needs is inside, and it runs nothing."""

from tocsin.domain.folio import Folio
from tocsin.surfaces.page.safe import environment
from tocsin.texts.catalogue import translations


def translated(folio: Folio, language: str) -> Folio:
    """Put what is fixed in a folio into a language; what is data stays as it is."""
    say = translations(language).gettext
    return folio.translated(lambda text: say(text) if text else text)


def write(folio: Folio, *, language: str) -> str:
    """Write the page. The same folio gives the same bytes."""
    return environment().get_template("folio.html").render(folio=translated(folio, language), language=language)
