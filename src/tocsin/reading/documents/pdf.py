"""PDF: the text layer, page by page. A scan has none and is refused with advice."""

import io
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.domain.errors import InvalidError
from tocsin.reading.documents import limits
from tocsin.reading.documents.content import Content, tidy_title

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_NO_TITLE = re.compile(
    r"untitled|document\d*|microsoft (?:word|powerpoint)\b.*|\S+\.(?:docx?|pdf|indd|rtf|odt|txt|tmp|qxd)|\W*|anonymous",
    re.IGNORECASE,
)


def read(data: bytes) -> Content:
    """Read the text of a PDF."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every flaw of a file, with content
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        _open(reader)
        text = "\n\n".join(_pages(reader))
        title = _title(reader)
    except InvalidError:
        raise
    except Exception as error:  # a malformed PDF makes the library raise anything at all
        raise InvalidError("the PDF is damaged: open it in a viewer, print it to a new PDF, and add that") from error
    if not text.strip():
        raise InvalidError("the PDF has no text layer, only pictures of pages: run OCR over it first")
    return Content(text=text.encode("utf-8", "replace").decode().replace("\0", "\ufffd"), title=title)


def _open(reader: "PdfReader") -> None:
    if reader.is_encrypted and not reader.decrypt(""):  # many are locked only against changes
        raise InvalidError("the PDF is encrypted: save it without a password and add that")
    if len(reader.pages) > limits.PDF_PAGES:
        raise InvalidError(f"the PDF has more than {limits.PDF_PAGES:,} pages: split it")


def _pages(reader: "PdfReader") -> Iterator[str]:
    length = size = 0
    for page in reader.pages:
        size += _size(page)
        if size > limits.PDF_BYTES:
            raise InvalidError("the PDF unpacks to more drawings than can be read: split it, or copy out its text")
        text = page.extract_text()
        length += len(text)
        if length > limits.TEXT_CHARACTERS:
            raise InvalidError(f"the PDF holds more than {limits.TEXT_CHARACTERS:,} characters: split it")
        yield text


def _size(page: "PageObject") -> int:
    contents = page.get_contents()
    size = len(contents.get_data()) if contents is not None else 0
    if size > limits.PDF_PAGE_BYTES:
        raise InvalidError("a page of the PDF is too large to read: print it to a new PDF, or copy out its text")
    return size


def _title(reader: "PdfReader") -> str | None:
    stated = reader.metadata.title if reader.metadata is not None else None
    title = tidy_title(str(stated).replace("\0", "")) if stated else None
    return None if title is None or _NO_TITLE.fullmatch(title) else title
