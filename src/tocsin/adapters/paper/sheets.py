"""A notice on paper, for a counterpart without a node: the approved text as it is, and a slip to answer on.

The label stands at the top and the bottom of every page as TLP 2.0 asks: on the right, 12 points, its colour on
black. Nothing in the file depends on when or where it was made, so the same sheet is the same bytes.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tocsin.adapters.paper.fonts import BOLD as _BOLD
from tocsin.adapters.paper.fonts import PLAIN as _PLAIN
from tocsin.adapters.paper.fonts import has, printable, register
from tocsin.ports.printer import Sheet
from tocsin.vocabulary.language import words
from tocsin.vocabulary.tlp import Tlp

_COLOURS = {
    Tlp.CLEAR: "#FFFFFF",
    Tlp.GREEN: "#33FF00",
    Tlp.AMBER: "#FFC000",
    Tlp.AMBER_STRICT: "#FFC000",
    Tlp.RED: "#FF2B2B",
}
_WIDTH, _HEIGHT = A4
_MARGIN = 20 * mm
_TOP = _HEIGHT - 34 * mm
_BOTTOM = 30 * mm
_SMALL, _NORMAL, _LABEL = 9, 11, 12
_LEADING = 1.45
_WORD = re.compile(r"\s*\S+|\s+$")


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the notice and its reply slip as a PDF."""
    register()
    pages = [*_pages(sheet), tuple(_slip(sheet))]
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.setTitle(sheet.reference)
    canvas.setAuthor(sheet.sender)
    for number, lines in enumerate(pages, 1):
        _draw_margins(canvas, sheet, _say(sheet, "page", number=number, pages=len(pages)))
        _draw(canvas, lines)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Line:
    """One line on paper; `rule` leaves room to write on."""

    text: str
    font: TTFont = _PLAIN
    size: int = _NORMAL
    rule: bool = False

    @property
    def height(self) -> float:
        return self.size * _LEADING * (2 if self.rule else 1)


_BLANK = _Line("")


def _pages(sheet: Sheet) -> Iterator[tuple[_Line, ...]]:
    """Share the lines of the notice out among pages."""
    page: list[_Line] = []
    room = _TOP - _BOTTOM
    for line in _notice(sheet):
        if line.height > room:
            yield tuple(page)
            page, room = [], _TOP - _BOTTOM
        page.append(line)
        room -= line.height
    yield tuple(page)


def _notice(sheet: Sheet) -> Iterator[_Line]:
    yield from _wrapped(_say(sheet, "from", sender=_on_one_line(sheet.sender)), _BOLD)
    yield from _wrapped(_say(sheet, "to", recipient=_on_one_line(sheet.recipient)), _BOLD)
    yield from _wrapped(_say(sheet, "reference", reference=sheet.reference), _BOLD)
    yield _BLANK
    for line in sheet.text.splitlines():
        yield from _wrapped(line)
    yield _BLANK
    if not all(has(_PLAIN, letter) for letter in sheet.text if not letter.isspace()):
        yield from _wrapped(_say(sheet, "respelt"), size=_SMALL)
    yield from _wrapped(_say(sheet, "digest"), size=_SMALL)
    yield from _wrapped(sheet.digest, size=_SMALL)


def _slip(sheet: Sheet) -> Iterator[_Line]:
    yield _Line(_say(sheet, "slip"), _BOLD, 16)
    yield from _wrapped(_say(sheet, "fill"))
    yield _BLANK
    yield from _wrapped(_say(sheet, "reference", reference=sheet.reference), _BOLD)
    yield from _wrapped(f"SHA-256: {sheet.digest}", size=_SMALL)
    yield _BLANK
    for asked in ("received", "when", "what"):
        yield _Line(_say(sheet, asked), rule=True)
    for _ in range(4):
        yield _Line("", rule=True)
    yield _Line(_say(sheet, "signature"), rule=True)
    yield _BLANK
    yield from _wrapped(_say(sheet, "return", contact=_on_one_line(sheet.contact)), _BOLD)


def _say(sheet: Sheet, key: str, **values: object) -> str:
    return words(sheet.language).say("paper", key, **values)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _wrapped(text: str, font: TTFont = _PLAIN, size: int = _NORMAL) -> Iterator[_Line]:
    """Break one line of text into lines that fit, at spaces if it can; no character is lost."""
    text = printable(text.expandtabs(4), font)
    line = ""
    for word in _WORD.findall(text):
        for piece in _fitting(word, font, size):
            if font.stringWidth((line + piece).rstrip(), size) > _WIDTH - 2 * _MARGIN:
                yield _Line(line, font, size)
                line = piece.lstrip() if line else piece
            else:
                line += piece
    yield _Line(line, font, size)


def _fitting(word: str, font: TTFont, size: int) -> Iterator[str]:
    """Cut up a word that is wider than the page."""
    start = 0
    for end in range(1, len(word) + 1):
        if font.stringWidth(word[start:end], size) > _WIDTH - 2 * _MARGIN:
            yield word[start : end - 1]
            start = end - 1
    yield word[start:]


def _draw(canvas: Canvas, lines: tuple[_Line, ...]) -> None:
    height = _TOP
    for line in lines:
        height -= line.height
        canvas.setFont(line.font.fontName, line.size)
        canvas.setFillColor(black)
        canvas.drawString(_MARGIN, height, line.text)
        if line.rule:
            start = _MARGIN + (line.font.stringWidth(line.text, line.size) + 3 * mm if line.text else 0)
            canvas.line(start, height - 2, _WIDTH - _MARGIN, height - 2)


def _draw_margins(canvas: Canvas, sheet: Sheet, page: str) -> None:
    """Draw what stands on every page."""
    for height in (_HEIGHT - 18 * mm, 14 * mm):
        _draw_label(canvas, sheet.tlp, height)
    canvas.setFont(_PLAIN.fontName, _SMALL)
    canvas.setFillColor(black)
    canvas.drawString(_MARGIN, _HEIGHT - 18 * mm, sheet.reference)
    canvas.drawString(_MARGIN, 14 * mm, f"{sheet.reference}, {page}")


def _draw_label(canvas: Canvas, tlp: Tlp, height: float) -> None:
    width = _BOLD.stringWidth(tlp, _LABEL)
    right = _WIDTH - _MARGIN
    canvas.setFillColor(black)
    canvas.rect(right - width - 6, height - 4, width + 6, _LABEL + 5, stroke=0, fill=1)
    canvas.setFillColor(white if tlp is Tlp.CLEAR else HexColor(_COLOURS[tlp]))
    canvas.setFont(_BOLD.fontName, _LABEL)
    canvas.drawRightString(right - 3, height, tlp)
