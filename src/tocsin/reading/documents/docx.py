"""DOCX: paragraphs, tables, text boxes, headers, footers and notes, in order.

Read from its XML directly: the usual library leaves out content controls, tracked insertions and text boxes.
Nothing is unpacked before the archive has said how large it is, and nothing is parsed that declares entities.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tocsin.domain.errors import InvalidError
from tocsin.reading.documents import limits
from tocsin.reading.documents.content import Content, tidy_title

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def read(data: bytes) -> Content:
    """Read a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            names = list(dict.fromkeys(archive.namelist()))  # a name that stands twice is read once
            parts = [name for name in _in_reading_order(names) if name in names]
            text = "\n".join(filter(None, (_text(_parse(archive, name)) for name in parts)))
            title = _core_title(archive) if "docProps/core.xml" in names else None
    except InvalidError:
        raise
    except Exception as error:  # four ways of packing and any encoding, and each fails in its own way
        raise _damaged() from error
    return Content(text=text, title=title)


def _in_reading_order(names: list[str]) -> Iterator[str]:
    notes = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
    yield from sorted(name for name in names if name.startswith("word/header") and name.endswith(".xml"))
    yield "word/document.xml"
    yield from notes
    yield from sorted(name for name in names if name.startswith("word/footer") and name.endswith(".xml"))


def _check(archive: zipfile.ZipFile) -> None:
    """Look at what the archive declares, before anything is unpacked."""
    entries = archive.infolist()
    if "word/document.xml" not in archive.namelist():
        raise _damaged()
    if any(entry.flag_bits & 1 for entry in entries):
        raise InvalidError("the document is encrypted: save it without a password and add that")
    inflated = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > limits.DOCX_RATIO_FROM_BYTES
        and entry.file_size > limits.DOCX_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    if len(entries) > limits.DOCX_PARTS or inflated > limits.DOCX_INFLATED_BYTES or swollen:
        raise InvalidError("the document unpacks to far more than it should hold: ask the source for it as PDF or text")


def _parse(archive: zipfile.ZipFile, name: str) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    with archive.open(name) as part:
        xml = part.read(limits.DOCX_XML_BYTES + 1)  # an archive may lie about its sizes
    if len(xml) > limits.DOCX_XML_BYTES:
        raise InvalidError("the document is too long: split it, or save it as text")
    try:
        root: Element = fromstring(xml, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise InvalidError("the document declares entities, which none needs: ask the source for it as PDF") from error
    return root


def _text(root: Element) -> str:
    """Walk without recursion: a document may nest as deep as it likes."""
    out: list[str] = []
    ahead: list[Element | str] = [root]
    while ahead:
        node = ahead.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        match _name(node):
            case "t":
                out.append(node.text or "")
            case "tab" | "br" | "cr" | "noBreakHyphen" | "softHyphen" as sign:
                out.append(_BREAKS[sign])
            case "Fallback" | "pPr" | "rPr" | "tblPr" | "sectPr" | "instrText" | "delText":
                continue
            case name:
                ahead.append(_after(name))
                ahead.extend(reversed(node))
    return _lines("".join(out))


def _name(node: Element) -> str:
    tag = node.tag
    for space in (_WORD, _STRICT, _MARKUP):
        if tag.startswith(space):
            return tag[len(space) :]
    return ""


def _after(name: str) -> str:
    return {"p": "\n", "tc": "\f", "tr": "\n"}.get(name, "")


def _lines(text: str) -> str:
    """Cells of one row stand on one line, parted by tabs."""
    rows = []
    for line in text.replace("\n\f", "\f").split("\n"):
        cells = [cell.strip() for cell in line.split("\f")]
        rows.append("\t".join(cells).rstrip() if len(cells) > 1 else line)
    return "\n".join(rows).strip("\n")


def _core_title(archive: zipfile.ZipFile) -> str | None:
    title = _parse(archive, "docProps/core.xml").find(_TITLE)
    return tidy_title(title.text) if title is not None else None


def _damaged() -> InvalidError:
    return InvalidError("the document is damaged or no DOCX: open it in its editor, save it again, and add that")
