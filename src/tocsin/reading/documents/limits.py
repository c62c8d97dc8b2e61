"""Limits: how much of a file is read. Beyond them a file is refused, never cut short in silence."""

from tocsin.domain.errors import InvalidError

INPUT_BYTES = 20_000_000  # a long report with pictures is 5 MB; more is an archive or an attack
TEXT_CHARACTERS = 2_000_000  # about 300,000 words: a thick book
PDF_PAGES = 2_000
PDF_PAGE_BYTES = 5_000_000  # drawing instructions of one page, unpacked; a dense map has 1 MB
PDF_BYTES = 50_000_000  # of all pages; 2,000 pages of text have 20 MB, and those of a bomb are all the same
DOCX_PARTS = 5_000  # files inside one .docx
DOCX_INFLATED_BYTES = 100_000_000  # all parts together
DOCX_XML_BYTES = 40_000_000  # one part that is parsed; 2 million characters of text fit
DOCX_RATIO = 200  # unpacked : packed; office XML reaches 30, a bomb 1000
DOCX_RATIO_FROM_BYTES = 1_000_000  # below this a ratio says nothing
HTML_DEPTH = 400  # deeper pages are read without their structure
HTML_ATTRIBUTES = 5_000  # of one tag; beyond them, too
EMAIL_DEPTH = 20  # messages inside messages
EMAIL_HEADER = 2_000  # characters; a longer one is left out; 300 letters of any alphabet fit, encoded
EMAIL_PARTS = 1_000  # all together
EMAIL_LINES = 1_000_000  # an attachment of 20 MB has 270,000


def check_bytes(data: bytes) -> None:
    """Refuse an empty file and one that is too large."""
    if not data:
        raise InvalidError("the file is empty: send it again, or ask the source for another copy")
    if len(data) > INPUT_BYTES:
        raise InvalidError(
            f"the file has {len(data):,} bytes and {INPUT_BYTES:,} is the limit: split it, or export its text"
        )


def check_text(text: str) -> None:
    """Refuse a text that is empty, too long, or no text at all."""
    if len(text) > TEXT_CHARACTERS:
        raise InvalidError(
            f"the text has {len(text):,} characters and {TEXT_CHARACTERS:,} is the limit: split it into parts"
        )
    if "\0" in text:
        raise InvalidError("the file is not a text: export it as text, HTML, PDF or DOCX and add that")
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        raise InvalidError("there is no text in the file: if it holds pictures of pages, run OCR over it first")
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise InvalidError("the text holds half characters that no file can store: copy it again from its source")
