"""The fonts of what is printed, and what they cannot show."""

from anyascii import anyascii
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN = TTFont("TocsinPlain", "Vera.ttf")  # comes with reportlab; has the letters of Turkish
BOLD = TTFont("TocsinBold", "VeraBd.ttf")


def register() -> None:
    """Make the fonts known."""
    pdfmetrics.registerFont(PLAIN)
    pdfmetrics.registerFont(BOLD)


def printable(text: str, font: TTFont) -> str:
    """Write what would come out as empty boxes in Latin letters, or as a code point: no name vanishes on paper."""
    return "".join(letter if has(font, letter) or letter == "\n" else _respelt(letter) for letter in text)


def has(font: TTFont, letter: str) -> bool:
    """Say whether a font can show a letter."""
    return ord(letter) in font.face.charToGlyph


def _respelt(letter: str) -> str:
    spelt = str(anyascii(letter))
    return spelt if spelt and spelt.isprintable() else f"[U+{ord(letter):04X}]"
