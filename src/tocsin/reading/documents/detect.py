"""Detect: which format a file has, by its content first and by its name where content leaves it open."""

import re
from enum import StrEnum

from tocsin.domain.errors import InvalidError


class Format(StrEnum):
    """A format that can be read."""

    PLAIN = "plain"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    EMAIL = "email"


_FOREIGN = (  # first bytes, what it is, what to do next
    (b"\x89PNG\r\n", "a PNG picture", "run OCR over it, or type out what it says"),
    (b"\xff\xd8\xff", "a JPEG picture", "run OCR over it, or type out what it says"),
    (b"GIF8", "a GIF picture", "run OCR over it, or type out what it says"),
    (b"II*\0", "a TIFF picture", "run OCR over it, or type out what it says"),
    (b"MM\0*", "a TIFF picture", "run OCR over it, or type out what it says"),
    (b"RIFF", "a sound, video or picture file", "type out what it says"),
    (b"\x7fELF", "a program", "do not open it; ask the source for the report itself"),
    (b"MZ", "a program", "do not open it; ask the source for the report itself"),
    (b"{\\rtf", "an RTF document", "save it as DOCX or text and add that"),
    (b"\xd0\xcf\x11\xe0", "an old Office or Outlook file", "save it as DOCX, PDF or .eml and add that"),
    (b"\x1f\x8b", "a packed file", "unpack it and add what is inside"),
    (b"7z\xbc\xaf", "a packed file", "unpack it and add what is inside"),
    (b"Rar!", "a packed file", "unpack it and add what is inside"),
    (b"BZh", "a packed file", "unpack it and add what is inside"),
    (b"\xfd7zXZ", "a packed file", "unpack it and add what is inside"),
    (b"SQLite format 3", "a database", "export the report from it as text"),
)
_WORDY = {b"MZ", b"RIFF", b"BZh", b"GIF8", b"Rar!"}  # letters that a text may begin with, too
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|br|a|span|table|h[1-6]|ul|article|body|html)\b[^<>]{0,2000}>", re.IGNORECASE)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?")
_TRANSPORT = {"mime-version", "message-id", "received", "return-path", "dkim-signature", "content-transfer-encoding"}
_LETTER = {"from", "to", "subject", "date", "sender", "cc", "reply-to", "content-type"}


def format_of(data: bytes, name: str | None = None) -> Format:
    """Tell the format; raises `InvalidError` for a file that is known and cannot be read."""
    _refuse_foreign(data)
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    start = data.find(b"%PDF-", 0, 1024)
    if start == 0 or (start > 0 and b"%%EOF" in data[-2048:]):
        return Format.PDF
    ending = (name or "").lower().rpartition(".")[2]
    head = _head(data)
    if _is_mail(head, is_named_so=ending == "eml"):
        return Format.EMAIL
    if _PAGE.match(head) or (ending in {"html", "htm", "xhtml"} and _TAG.search(head)):
        return Format.HTML
    return Format.PLAIN


def _refuse_foreign(data: bytes) -> None:
    for magic, kind, advice in _FOREIGN:
        if data.startswith(magic) and (magic not in _WORDY or b"\0" in data[:512]):
            raise InvalidError(f"this is {kind}, which cannot be read: {advice}")


def _kind_of_zip(data: bytes) -> Format:
    if b"word/document.xml" in data or b"word/document" in data[-100_000:]:
        return Format.DOCX
    raise InvalidError("this is an archive or an Office file other than DOCX: unpack it or save it as DOCX or text")


def _head(data: bytes) -> str:
    """The beginning, legible enough to look for tags and headers."""
    start = data[:20_000]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    return start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _is_mail(head: str, *, is_named_so: bool) -> bool:
    """A typed memo also begins with From, To and Subject; only what a mail server writes makes it a mail."""
    fields: set[str] = set()
    for line in head.splitlines()[:200]:
        if line[:1] in {" ", "\t"} and fields:
            continue
        found = _HEADER.match(line)
        if not found:
            if line.strip() and not line.startswith(("From ", ">From ")):
                fields.clear()
            break
        fields.add(found[1].lower())
    if is_named_so:
        return bool(fields & (_TRANSPORT | _LETTER))
    return bool(fields & _TRANSPORT) and bool(fields & _LETTER)
