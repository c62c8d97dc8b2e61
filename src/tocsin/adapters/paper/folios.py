"""A folio as a PDF: headings, paragraphs and tables. The same folio is the same bytes."""

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tocsin.adapters.paper.fonts import BOLD, PLAIN, printable, register
from tocsin.domain.folio import Folio, Section
from tocsin.domain.folio import Table as Rows

_TEXT = ParagraphStyle("text", fontName=PLAIN.fontName, fontSize=9, leading=12)
_CELL = ParagraphStyle("cell", parent=_TEXT, fontSize=8, leading=10)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName=BOLD.fontName)
_SECTION = ParagraphStyle("section", parent=_TEXT, fontName=BOLD.fontName, fontSize=12, leading=16, spaceBefore=10)
_TITLE = ParagraphStyle("title", parent=_SECTION, fontSize=18, leading=24)
_MARGIN = 18 * mm
_WIDTH = landscape(A4)[0] - 2 * _MARGIN
_LINE = HexColor("#888888")
_LONGEST = 1_500  # characters of a cell: a cell cannot be longer than a page


def folio_pdf(folio: Folio) -> bytes:
    """Return the PDF."""
    register()
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=landscape(A4),
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        title=folio.title,
        author=folio.organisation,
        invariant=1,
    )

    def number(canvas: Canvas, _: SimpleDocTemplate) -> None:
        canvas.setFont(PLAIN.fontName, 8)
        canvas.drawRightString(landscape(A4)[0] - _MARGIN, 10 * mm, str(canvas.getPageNumber()))

    document.build(list(_flow(folio)), onFirstPage=number, onLaterPages=number)
    return file.getvalue()


def _flow(folio: Folio) -> Iterator[Flowable]:
    yield _paragraph(folio.title, _TITLE)
    yield _paragraph(f"{folio.organisation} · {folio.made_at:%Y-%m-%d %H:%M} UTC", _TEXT)
    for section in folio.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Flowable]:
    yield _paragraph(f"{section.title} ({section.article})" if section.article else section.title, _SECTION)
    for text in section.text:
        yield _paragraph(text, _TEXT)
    if section.table is not None:
        yield Spacer(1, 4)
        yield _table(section.table)


def _table(rows: Rows) -> Table:
    has_head = any(rows.columns)
    cells = [[_paragraph(each, _HEAD) for each in rows.columns]] if has_head else []
    cells += [[_cell(each) for each in row] for row in rows.rows]
    width = _WIDTH / len(rows.columns)
    table = Table(cells or [[""] * len(rows.columns)], colWidths=[width] * len(rows.columns), repeatRows=int(has_head))
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.4, _LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def _cell(text: str) -> Paragraph:
    return _paragraph(text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …", _CELL)


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(printable(text, PLAIN)).replace("\n", "<br/>"), style)
