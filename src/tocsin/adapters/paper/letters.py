"""A letter as a PDF: its text on A4, with reference and page below. The same letter is the same bytes."""

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from tocsin.adapters.paper.fonts import BOLD, PLAIN, printable, register
from tocsin.ports.printer import Letter

_MARGIN = 25 * mm
_TEXT = ParagraphStyle("text", fontName=PLAIN.fontName, fontSize=10.5, leading=15, spaceAfter=3)
_SENDER = ParagraphStyle("sender", parent=_TEXT, fontName=BOLD.fontName, fontSize=13, leading=18)


def letter_pdf(letter: Letter) -> bytes:
    """Return the PDF."""
    register()
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=letter.reference,
        author=letter.sender,
        invariant=1,
    )

    def foot(canvas: Canvas, _: SimpleDocTemplate) -> None:
        canvas.setFont(PLAIN.fontName, 8)
        canvas.drawString(_MARGIN, 12 * mm, letter.reference)
        canvas.drawRightString(A4[0] - _MARGIN, 12 * mm, str(canvas.getPageNumber()))

    document.build(list(_flow(letter)), onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()


def _flow(letter: Letter) -> Iterator[Flowable]:
    first, *lines = letter.text.splitlines()
    yield _paragraph(first, _SENDER)
    for line in lines:
        yield _paragraph(line.strip(), _TEXT) if line.strip() else Spacer(1, 10)


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(printable(text, PLAIN)), style)
