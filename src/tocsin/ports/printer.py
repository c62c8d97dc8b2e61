"""The printer: notices on paper for counterparts without a node, documents that the law asks for, and letters."""

from dataclasses import dataclass
from typing import Protocol

from tocsin.domain.folio import Folio
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.tlp import Tlp


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What goes on paper: the approved text, unchanged, and the slip on which the reader answers."""

    reference: str
    sender: str
    recipient: str
    tlp: Tlp
    text: str
    digest: str
    contact: str
    language: Language = Language.ENGLISH  # of the text, and of what is printed around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to somebody who asked what is held about them, as it was decided."""

    reference: str
    sender: str
    text: str
    language: Language


class Printer(Protocol):
    """Makes a document to be handed over."""

    def print_sheet(self, sheet: Sheet) -> bytes:
        """Return a PDF: the label on every page, the text, and a reply slip with the reference."""

    def print_folio(self, folio: Folio) -> bytes:
        """Return a PDF of a document the law asks for."""

    def print_letter(self, letter: Letter) -> bytes:
        """Return a PDF of a letter."""
