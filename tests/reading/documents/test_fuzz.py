"""Whatever bytes come, there is a document within its limits or one clear refusal."""

import io
import json
import signal
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from types import FrameType

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from tocsin.domain.errors import InvalidError
from tocsin.domain.report import Stretch
from tocsin.reading.documents import limits
from tocsin.reading.documents.extract import extract

EXAMPLES = 150  # of each test, on every run
LONG_EXAMPLES = 20_000  # in make soak
PATIENCE = 60  # seconds that no mutated file of a few kilobytes may take

NEWS = "Police in Vienna arrested Anna Lorenz, a Belgian, on 3 May. İki şüpheli: two were held."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Two held</title>
<meta property="article:published_time" content="2021-03-04T10:00:00Z"><style>p {{ color: red }}</style>
<script type="application/ld+json">{json.dumps({"@graph": [{"datePublished": "2021-03-04"}]})}</script></head><body>
<nav><ul><li><a href="/">Home</a></li></ul></nav><article><h1>Two held</h1><p>{NEWS} &amp; &#304; &nbsp;</p>
<table><tr><th>Name</th><td>Karim N.</td></tr></table><!-- a note --></article><p style="display: none">unseen</p>
<footer class="social"><p>Imprint</p><time datetime="2021-03-04"></time></footer></body></html>"""


def a_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    canvas.setTitle("Two held")
    for row, line in enumerate(("Police arrested Anna Lorenz", "a Belgian, on 3 May.")):
        canvas.drawString(72, 760 - 20 * row, line)
    canvas.showPage()
    canvas.drawString(72, 700, "A second page.")
    canvas.save()
    return out.getvalue()


def a_docx() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Two held"
    document.sections[0].header.paragraphs[0].text = "TLP:AMBER"
    document.add_paragraph(NEWS)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "Karim N."
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_mail() -> bytes:
    inner, mail = EmailMessage(), EmailMessage()
    for each in (inner, mail):
        each["From"], each["To"], each["Subject"] = "Desk <desk@example.org>", "duty@example.org", "İki şüpheli"
        each["Date"], each["Message-ID"] = "Thu, 04 Mar 2021 23:30:00 +0300", "<1@example.org>"
        each.set_content(NEWS)
    mail.add_alternative(PAGE, subtype="html")
    mail.add_attachment(b"\0\1\2", maintype="application", subtype="octet-stream", filename="a.bin")
    mail.add_attachment(inner)
    return mail.as_bytes()


MAGIC = {
    "a.txt": (b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff"),
    "a.html": (b"<!DOCTYPE html>", b"<html><body>", b'<?xml version="1.0"?><html>', b"<html><meta charset="),
    "a.pdf": (b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj\n<<", b"%PDF-2.0\nxref\n0 1\n"),
    "a.docx": (b"PK\x03\x04word/document.xml", b"PK\x03\x04\x14\0\0\0\x08\0word/document.xml"),
    "a.eml": (b"From: a\nTo: b\n\n", b"MIME-Version: 1.0\nFrom: ", b"MIME-Version: 1.0\nFrom: a\nContent-Type: "),
}
SEEDS = {
    "a.txt": NEWS.encode("cp1254"),
    "a.html": PAGE.encode(),
    "a.pdf": a_pdf(),
    "a.docx": a_docx(),
    "a.eml": a_mail(),
}
TOKENS = (
    b"\0", b"\xff\xff\xff\xff", b"\xed\xa0\x80", b"-1", b"99999999999", b"\n", b"\r\n\r\n", b"%", b"\\", b"<", b">",
    b"&#0;", b"&#xD800;", b"<!--", b"<script>", b"<!DOCTYPE a [", b"]]>", b' encoding="utf-7"', b"<<", b">>", b"[",
    b"(", b"1 0 R", b"endobj", b"stream\n", b"/Length ", b"/Filter /LZWDecode ", b"=?utf-8?b?", b"?=", b'boundary="',
    b"Content-Type: ", b"multipart/mixed", b"message/rfc822", b"charset=rot13",
)  # fmt: skip
Edit = tuple[Callable[[bytes, int, int, bytes], bytes], int, int, bytes]


def flip(data: bytes, start: int, end: int, token: bytes) -> bytes:
    return data[:start] + bytes([(data[start : start + 1] or b"\0")[0] ^ 1 << end % 8]) + data[start + 1 :]


def cut(data: bytes, start: int, end: int, token: bytes) -> bytes:
    return data[:start] + data[end:]


def truncate(data: bytes, start: int, end: int, token: bytes) -> bytes:
    return data[:end]


def repeat(data: bytes, start: int, end: int, token: bytes) -> bytes:
    return data[:start] + data[start:end] * min(50, 1 + 20_000 // (end - start + 1)) + data[end:]


def move(data: bytes, start: int, end: int, token: bytes) -> bytes:
    return data[end:] + data[start:end] + data[:start]


def insert(data: bytes, start: int, end: int, token: bytes) -> bytes:
    return data[:start] + token + data[start:]


def replace(data: bytes, start: int, end: int, token: bytes) -> bytes:
    return data[:start] + token + data[start + len(token) :]


def replace_all(data: bytes, start: int, end: int, token: bytes) -> bytes:
    return token


PLACES = st.integers(0, 100_000)
EDITS = st.lists(
    st.tuples(
        st.sampled_from((flip, cut, truncate, repeat, move, insert, replace)), PLACES, PLACES, st.sampled_from(TOKENS)
    ),
    min_size=1,
    max_size=6,
)


def edited(data: bytes, edits: list[Edit]) -> bytes:
    for edit, one, other, token in edits:
        start, end = sorted((one % (len(data) + 1), other % (len(data) + 1)))
        data = edit(data, start, end, token)
    return data


def repacked(data: bytes, part: str, edits: list[Edit], swapped: str, method: int) -> bytes:
    """Pack a document again with one part edited, and with one part in the place of another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            content = old.read({part: swapped}.get(name, name))
            new.writestr(name, edited(content, edits) if name == part else content)
    return out.getvalue()


def check(data: bytes, name: str) -> None:
    try:
        document = extract(data, name=name)
    except InvalidError:
        return
    assert 0 < len(document.text) <= limits.TEXT_CHARACTERS
    assert "\0" not in document.text
    assert document.text.encode().decode() == document.text
    assert len((document.title or "").encode()) <= 4 * 500
    for stretch in (*document.boilerplate, *(place for oddity in document.oddities for place in oddity.places)):
        assert isinstance(stretch, Stretch)
        assert 0 <= stretch.start < stretch.end <= len(document.text)


ANY_BYTES = st.sampled_from(sorted(MAGIC)).flatmap(
    lambda name: st.tuples(st.sampled_from(MAGIC[name]), st.binary(max_size=300), st.just(name))
)
EDITED = st.tuples(st.sampled_from(sorted(SEEDS)), EDITS).map(
    lambda drawn: (edited(SEEDS[drawn[0]], drawn[1]), drawn[0])
)
PARTS = st.sampled_from(["word/document.xml", "word/header1.xml", "docProps/core.xml", "[Content_Types].xml"])
METHODS = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])


@given(ANY_BYTES)
@settings(max_examples=EXAMPLES)
def test_any_bytes_that_begin_like_a_format_are_a_document_or_refused(drawn: tuple[bytes, bytes, str]):
    check(drawn[0] + drawn[1], drawn[2])


@given(EDITED)
@settings(max_examples=EXAMPLES)
def test_a_good_file_that_was_damaged_is_a_document_or_refused(drawn: tuple[bytes, str]):
    check(*drawn)


@given(PARTS, EDITS, PARTS, METHODS)
@settings(max_examples=EXAMPLES // 3)
def test_a_word_document_with_damaged_parts_is_a_document_or_refused(
    part: str, edits: list[Edit], swapped: str, method: int
):
    check(repacked(SEEDS["a.docx"], part, edits, swapped, method), "a.docx")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_word_document_is_refused_whose_packing_is_damaged(method: int):
    packed = repacked(SEEDS["a.docx"], "word/document.xml", [], "word/document.xml", method)
    inside = packed.index(b"word/document.xml") + 60

    with pytest.raises(InvalidError, match="damaged"):
        extract(packed[:inside] + b"\xff" * 200 + packed[inside + 200 :])


def test_a_word_document_in_an_encoding_that_nobody_knows_is_refused():
    declared = b'<?xml version="1.0" encoding="unheard-of"?><a/>'
    with pytest.raises(InvalidError, match="damaged"):
        extract(repacked(SEEDS["a.docx"], "word/document.xml", [(replace_all, 0, 0, declared)], "word/document.xml", 8))


class TookTooLong(BaseException):
    """No `except Exception` of a parser catches it."""


@pytest.fixture
def alarm() -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, ring)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.soak
@pytest.mark.usefixtures("alarm")
@given(ANY_BYTES | EDITED)
@settings(max_examples=LONG_EXAMPLES, derandomize=False, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_over_a_long_run_every_damaged_file_is_a_document_or_refused_in_bounded_time(drawn: tuple[bytes, ...]):
    signal.alarm(PATIENCE)
    check(b"".join(drawn[:-1]), str(drawn[-1]))
    signal.alarm(0)
