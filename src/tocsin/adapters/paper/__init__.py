"""Paper: notices, folios and letters as PDF files."""

from tocsin.adapters.paper.folios import folio_pdf
from tocsin.adapters.paper.letters import letter_pdf
from tocsin.adapters.paper.sheets import sheet_pdf
from tocsin.domain.folio import Folio
from tocsin.ports.printer import Letter, Sheet

__all__ = ["PdfPrinter"]


class PdfPrinter:
    """Prints on A4."""

    def print_sheet(self, sheet: Sheet) -> bytes:
        return sheet_pdf(sheet)

    def print_folio(self, folio: Folio) -> bytes:
        return folio_pdf(folio)

    def print_letter(self, letter: Letter) -> bytes:
        return letter_pdf(letter)
