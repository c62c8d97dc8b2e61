"""Text out of files: each format gives its words, in order, and what it states about itself."""

import io
import subprocess
import sys
import zipfile
from datetime import date
from email.message import EmailMessage
from hashlib import sha256

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from tocsin.domain.errors import InvalidError
from tocsin.reading.documents.extract import extract

NEWS = "Two men were held near the border on Tuesday. They carried forged passports and a map of the harbour."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Two held - The Courier</title>
<meta property="og:title" content="Two held at the border">
<meta property="article:published_time" content="2021-03-04T10:00:00Z">
<style>p {{ color: red }}</style><script>var tracked = 1;</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Two held at the border</h1><p>{NEWS}</p>
<p>The <b>army</b> said a third man had fled to the&nbsp;islands &amp; was armed.</p>
<table><tr><th>Name</th><th>Age</th></tr><tr><td>Karim N.</td><td>31</td></tr></table>
<p style="display: none">invisible words</p></article>
<div class="newsletter-box"><p>Leave your address and we shall write.</p></div>
<footer><p>Imprint</p></footer></body></html>"""


def a_pdf(*pages: str, title: str | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    if title:
        canvas.setTitle(title)
    for page in pages:
        for row, line in enumerate(page.splitlines()):
            canvas.drawString(72, 760 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_docx(*, title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    document.sections[0].header.paragraphs[0].text = "TLP:AMBER"
    document.add_heading("Two held", level=1)
    document.add_paragraph(NEWS)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), ("Name", "Age", "Karim N.", "31"), strict=True):
        cell.text = text
    document.add_paragraph("A third man fled to the islands.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_mail(text: str | None = NEWS, *, html: str | None = None) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Desk <desk@example.org>"
    mail["To"] = "duty@example.org"
    mail["Subject"] = "İki şüpheli: two held"
    mail["Date"] = "Thu, 04 Mar 2021 23:30:00 +0300"
    mail["Message-ID"] = "<1@example.org>"
    if text is not None:
        mail.set_content(text)
    if html is not None:
        (mail.set_content if text is None else mail.add_alternative)(html, subtype="html")
    return mail


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry.filename))
        new.writestr(name, content)
    return out.getvalue()


# plain text ---------------------------------------------------------------------------------------------------


@given(st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_a_text_is_its_own_text(text: str):
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        return

    document = extract(text)

    assert document.text == text
    assert document.sha256 == document.text_sha256 == sha256(text.encode()).hexdigest()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t"), min_size=1))
def test_the_bytes_of_a_plain_text_come_out_as_they_were_written(text: str):
    text = "a: " + text.removeprefix("\ufeff")

    assert extract(text.encode()).text == text
    assert extract(text.encode("utf-8-sig")).text == text
    assert extract(text.encode("utf-16")).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ankara Emniyet Müdürlüğü, iki şüphelinin İstanbul'da yakalandığını açıkladı.", "cp1254"),
        ("Ankara Emniyet Müdürlüğü, iki şüphelinin İstanbul'da yakalandığını açıkladı.", "iso8859-9"),
        ("Le parquet a déclaré que « trois hommes » étaient passés à l’étranger — en août.", "cp1252"),
        ("أعلنت وزارة الداخلية اعتقال ثلاثة أشخاص يشتبه في انتمائهم إلى التنظيم قرب الحدود", "cp1256"),
        ("Министерство сообщило о задержании трёх подозреваемых у границы", "cp1251"),
        ("Lögreglan í Reykjavík handtók þrjá menn á mánudag, að því er ráðherra sagði.", "cp1252"),
        ("Ankara has warned its allies of a plan.\r\nThey have not answered.", "utf-16-le"),
        ("Ankara has warned its allies of a plan.\r\nThey have not answered.", "utf-16-be"),
        ("Ankara has warned its allies of a plan.", "utf-32"),
    ],
)
def test_old_encodings_are_told_apart(text: str, encoding: str):
    assert extract(text.encode(encoding)).text == text


def test_a_typed_memo_keeps_its_head():
    memo = "From: the duty officer\nTo: all\nSubject: two men\n\nTwo men were held."

    document = extract(memo.encode(), name="memo.txt")

    assert document.text == memo
    assert document.title is None


def test_the_day_of_publication_is_only_what_was_given():
    assert extract(NEWS.encode()).published is None
    assert extract(NEWS.encode(), published=date(2020, 1, 2)).published == date(2020, 1, 2)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (NEWS, "en"),
        (NEWS.upper(), "en"),
        ("İki şüpheli sınırda yakalandı ve ifadeleri alınmak üzere emniyete götürüldü.", "tr"),
        ("İKİ ŞÜPHELİ SINIRDA YAKALANDI VE İFADELERİ ALINMAK ÜZERE EMNİYETE GÖTÜRÜLDÜ.", "tr"),
        ("Deux hommes ont été arrêtés à la frontière avec des armes, selon le parquet.", "fr"),
        ("Zwei Männer wurden am Dienstag an der Grenze mit gefälschten Pässen festgenommen.", "de"),
        ("Twee mannen zijn dinsdag aan de grens aangehouden met valse paspoorten.", "nl"),
        ("أعلنت وزارة الداخلية اعتقال ثلاثة أشخاص يشتبه في انتمائهم إلى التنظيم قرب الحدود", "ar"),
        ("Two men", None),
        ("12 34 56 / 78", None),
    ],
)
def test_the_language_is_told_or_left_open(text: str, language: str | None):
    assert extract(text).language == language


def test_plain_text_loads_no_heavy_library():
    program = (
        "import sys; from tocsin.reading.documents.extract import extract;"
        "extract(('The men of the cell were held. ' * 20).encode());"
        "print([name for name in ('lxml', 'trafilatura', 'pypdf', 'numpy', 'email.parser') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


# pages --------------------------------------------------------------------------------------------------------


def test_a_page_gives_all_its_visible_text_and_sets_its_menus_aside():
    document = extract(PAGE.encode())

    aside = " ".join(document.text[each.start : each.end] for each in document.boilerplate)
    assert NEWS in document.text
    assert "The army said a third man had fled to the islands & was armed." in document.text
    assert "Name\tAge\nKarim N.\t31" in document.text
    assert "tracked" not in document.text
    assert "invisible" not in document.text
    assert all(word in aside for word in ("Home", "World", "Leave your address", "Imprint"))
    assert not any(word in aside for word in ("border", "army", "Karim"))


def test_a_page_states_its_title_and_day():
    document = extract(PAGE.encode())

    assert document.title == "Two held at the border"
    assert document.published == date(2021, 3, 4)
    assert document.sha256 == sha256(PAGE.encode()).hexdigest()


def test_a_page_whose_frame_has_a_misleading_name_keeps_its_body():
    news = [
        "Blast at Corvane market kills four",
        "At least four people died when a car bomb went off beside the market in Corvane on Monday, officials said.",
        "No group has claimed the attack, but the Northern Front has threatened to strike again.",
        "The Front was founded in 1999 and has some 400 members.",
        "One of the dead was 26.",
    ]
    page = f"""<html><body class="home"><div id="page" class="site sidebar-right"><form id="all">
    <div class="main-nav"><ul><li><a>World</a><li><a>Opinion</a></ul></div>
    <div class="content"><h1>{news[0]}</h1><div class="share-buttons"><a>Facebook</a></div><p>{news[1]}</p>
    <p>{news[2]}</p><aside><p>{news[3]}</p></aside><ul><li>{news[4]}</li></ul>
    <div class="related"><h3>More on this story</h3><ul><li><a>Ten held in raid on harbour</a></li></ul></div></div>
    <div class="footer-links"><a>Terms</a></div><p>© 2021 The Daily. All rights reserved.</p></form></div>
    <div id="cookie-banner">We use cookies. <button>Accept</button></div></body></html>"""

    document = extract(page.encode())

    aside = "".join(document.text[each.start : each.end] for each in document.boilerplate)
    assert all(line in document.text and line not in aside for line in news)
    rest = (
        "World",
        "Opinion",
        "Facebook",
        "More on this",
        "Ten held",
        "Terms",
        "All rights",
        "We use cookies",
        "Accept",
    )
    assert all(words in aside for words in rest)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="date" content="2020-02-30">', None),
        ('<meta itemprop="datePublished" content="2020-02-03">', date(2020, 2, 3)),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2019-05-06"}]}</script>', date(2019, 5, 6)),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<time datetime="2018-01-02T10:00">2 January</time>', date(2018, 1, 2)),
        ('<time datetime="2018-01-02">then</time><time datetime="2019-01-02">now</time>', None),
    ],
)  # fmt: skip
def test_a_page_is_dated_only_by_what_it_states(head: str, day: date | None):
    assert extract(f"<html><body>{head}<p>{NEWS}</p></body></html>".encode()).published == day


def test_a_page_in_its_declared_encoding_is_decoded_by_it():
    page = f'<html><head><meta charset="iso-8859-9"></head><body><p>Şüpheli İstanbul\'da. {NEWS}</p></body></html>'

    assert "Şüpheli İstanbul'da." in extract(page.encode("iso-8859-9")).text


def test_a_fragment_is_a_page_only_if_its_name_says_so():
    fragment = f"<p>{NEWS}</p>".encode()

    assert extract(fragment, name="note.html").text == NEWS
    assert extract(fragment).text == fragment.decode()


# other formats ------------------------------------------------------------------------------------------------


def test_a_pdf_gives_the_text_of_its_pages_and_a_title_that_is_one():
    document = extract(a_pdf("Two men were held.\nThey had a map.", "A third man fled.", title="Two held"))

    assert [line.strip() for line in document.text.split("\n") if line.strip()] == [
        "Two men were held.", "They had a map.", "A third man fled.",
    ]  # fmt: skip
    assert document.title == "Two held"
    assert extract(a_pdf(NEWS, title="report_final.docx")).title is None
    assert extract(a_pdf(NEWS)).title is None


def test_a_word_document_gives_paragraphs_tables_and_header_in_order():
    document = extract(a_docx(title="Held at the border"))

    assert document.text.split("\n") == [
        "TLP:AMBER", "Two held", NEWS, "Name\tAge", "Karim N.\t31", "A third man fled to the islands.",
    ]  # fmt: skip
    assert document.title == "Held at the border"
    assert document.published is None


def test_a_word_document_gives_what_was_inserted_and_not_what_was_deleted():
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:document {word}><w:body><w:p><w:ins><w:r><w:t>Four</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Two</w:delText></w:r>"
        "</w:del><w:r><w:t xml:space='preserve'> men</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>were held</w:t></w:r>"
        "</w:p></w:sdtContent></w:sdt></w:body></w:document>"
    )

    document = extract(with_part(a_docx(), "word/document.xml", body.encode()))

    assert "Four men\nwere held" in document.text


def test_a_mail_gives_its_plain_body_its_subject_and_its_day():
    document = extract(a_mail(html=f"<p>{NEWS} In colour.</p>").as_bytes())

    assert document.text == NEWS
    assert document.title == "İki şüpheli: two held"
    assert document.published == date(2021, 3, 4)


def test_a_mail_that_is_only_html_is_read_as_a_page():
    assert extract(a_mail(None, html=f"<html><body><p>{NEWS}</p></body></html>").as_bytes()).text == NEWS


def test_a_message_inside_a_mail_is_read_and_its_attachments_are_not():
    outer = a_mail("See below.")
    outer.add_attachment(a_mail(NEWS))
    outer.add_attachment("secret,1\n", subtype="csv", filename="list.csv")
    outer.add_attachment("Not for reading.", filename="note.txt")

    text = extract(outer.as_bytes()).text

    assert text.startswith("See below.")
    assert "From: Desk <desk@example.org>" in text
    assert text.endswith(NEWS)
    assert "secret" not in text
    assert "Not for reading" not in text


# what cannot be read ------------------------------------------------------------------------------------------


def an_encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf(NEWS))))
    writer.encrypt("sesame", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_bomb() -> bytes:
    return with_part(a_docx(), "word/media/image1.bmp", bytes(150_000_000))


def an_entity() -> bytes:
    xml = b'<!DOCTYPE d [<!ENTITY a "held">]><d>&a;</d>'
    return with_part(a_docx(), "word/document.xml", xml)


BAD = {
    "nothing": (b"", "empty"),
    "space": (b" \r\n\t ", "no text"),
    "only a mark": (b"\xef\xbb\xbf", "no text"),
    "too much": (b"a" * 20_000_001, "split"),
    "too long a text": (b"a " * 1_000_001, "split"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "OCR"),
    "a program": (b"\x7fELF\x02\x01" + bytes(99), "program"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as DOCX"),
    "RTF": (b"{\\rtf1 hello}", "save it as DOCX"),
    "NULs": (b"Two men\0\0 were held", "not a text"),
    "control characters": (bytes(range(1, 32)) * 9, "not a text"),
    "an archive": (b"PK\x03\x04" + bytes(99), "unpack"),
    "a broken PDF": (b"%PDF-1.7\nrubbish", "damaged"),
    "a cut PDF": (a_pdf(NEWS)[:300], "PDF"),
    "an empty PDF": (a_pdf(""), "OCR"),
    "an encrypted PDF": (an_encrypted_pdf(), "encrypted"),
    "a broken document": (b"PK\x03\x04 word/document.xml", "damaged"),
    "a document of broken XML": (with_part(a_docx(), "word/document.xml", b"<w:p>Secret"), "damaged"),
    "a bomb": (a_bomb(), "unpacks"),
    "an entity": (an_entity(), "entities"),
    "a page without words": (b"<html><body><img src=x></body></html>", "no text"),
    "a mail without words": (b"MIME-Version: 1.0\nFrom: a@b.example\nSubject: x\n\n", "no text"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_advice_and_without_content(name: str):
    data, advice = BAD[name]

    with pytest.raises(InvalidError, match=advice) as refusal:
        extract(data)

    assert not any(word in str(refusal.value) for word in ("Two men", "Secret", "rubbish", "Error", "Exception"))


@pytest.mark.parametrize("text", ["", " \n", "a\0b", "a\ud800b", "a" * 2_000_001])
def test_a_bad_text_is_refused(text: str):
    with pytest.raises(InvalidError):
        extract(text)


AWKWARD = {
    "deep": b"<html><body>" + b"<div>" * 5000 + b"Two men were held" + b"</div>" * 5000,
    "never closed": b"<html><body>" + b"<b><i>" * 50_000 + b"Two men were held",
    "a long word": b"Two men were held" + b"a" * 1_900_000,
    "brackets": b"Two men were held" + b"(" * 50_000 + b"]" * 50_000,
    "angle brackets": b"<html>Two men were held" + b"<" * 100_000,
    "comments": b"<html>Two men were held" + b"<!--" * 50_000,
    "right to left": "Two men were held \u202edleh erew\u202c \u2067 x \u2069".encode() * 500,
    "many scraps": b"Two men were held\n" + b"a\n" * 100_000,
    "many cues": b"Two men were held\n" + b"please click your " * 50_000,
    "a long table": b"<html><table>" + b"<tr><td>Two men were held<td>x" * 20_000,
}


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_files_keep_their_words(name: str):
    assert "Two men were held" in extract(AWKWARD[name]).text


def _starts(data: bytes) -> st.SearchStrategy[bytes]:
    return st.builds(lambda head, tail: head + tail, st.just(data), st.binary(max_size=300))


@given(
    st.binary(max_size=400)
    | st.sampled_from(
        [b"%PDF-1.4\n", b"PK\x03\x04word/document.xml", b"<html><body><p>", b"<!doctype html>",
         b"MIME-Version: 1.0\nFrom: a@b\n", b"\xff\xfe",
         b"From: a\nDate: x\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"]
    ).flatmap(_starts)
)  # fmt: skip
def test_any_bytes_give_a_document_or_a_refusal(data: bytes):
    try:
        document = extract(data)
    except InvalidError:
        return

    assert document.text.strip()
    document.text.encode("utf-8")


@given(st.data())
def test_a_damaged_file_gives_a_document_or_a_refusal(data: st.DataObject):
    whole = bytearray(data.draw(st.sampled_from([a_pdf(NEWS), a_docx(), a_mail(html=PAGE).as_bytes(), PAGE.encode()])))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    try:
        document = extract(bytes(whole))
    except InvalidError:
        return

    assert document.text.strip()
