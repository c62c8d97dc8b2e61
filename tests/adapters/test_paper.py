"""A notice on paper, read back from the PDF."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.adapters.paper import PdfPrinter
from tocsin.ports.printer import Sheet
from tocsin.vocabulary.tlp import Tlp

TEXT = """WARNING

1. An attack is planned, aimed at the consulate in İstanbul (23 November 2026).
2. Iğdır'dan gelen şüpheli “Çağrı” Öztürk; ĞÜŞİÖÇ ğüşıöç.
   - said by a witness – not confirmed…"""

SHEET = Sheet(
    reference="R-2026-0042",
    sender="Ağrı Bank",
    recipient="Police of Şırnak",
    tlp=Tlp.AMBER_STRICT,
    text=TEXT,
    digest="0123456789abcdef" * 4,
    contact="Duty officer, +90 312 000 00 00",
)


def printed(**changes):
    return PdfPrinter().print_sheet(replace(SHEET, **changes))


def pages(data):
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def test_every_line_of_the_text_stands_on_paper_as_it_was_approved():
    lines = pages(printed())[0].split("\n")

    for line in filter(None, TEXT.split("\n")):
        assert line.strip() in [each.strip() for each in lines]


def test_a_long_line_is_wrapped_and_loses_no_word():
    words = [f"kelime{number}ğşİı" for number in range(400)]

    front = " ".join("\n".join(pages(printed(text=" ".join(words)))[:-1]).split())

    assert [word for word in front.split() if word.startswith("kelime")] == words


def test_a_word_that_is_wider_than_the_page_loses_no_letter():
    word = "".join(chr(ord("a") + number % 26) for number in range(300))

    front = "".join(pages(printed(text=f"see {word}"))[0].split())

    assert word in front


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("abc ığşİ.,", max_size=200), max_size=60))
def test_no_letter_of_any_text_is_lost(lines):
    front = "".join("".join(pages(printed(text="\n".join(lines), reference="#", digest="#"))[:-1]).split())

    expected = "".join("".join(lines).split())
    for page in range(1, 40):  # what stands in the margins between two pages
        front = front.replace(f"#,page{page}of", "")
    assert len(expected) <= len(front)
    assert all(front.count(letter) >= expected.count(letter) for letter in set(expected))


@pytest.mark.parametrize("tlp", Tlp)
def test_the_label_stands_at_the_top_and_the_bottom_of_every_page(tlp):
    found = pages(printed(tlp=tlp, text=TEXT * 20))

    assert len(found) > 2
    assert all(page.split("\n").count(tlp) == 2 for page in found)


def test_every_page_says_which_it_is_and_of_how_many():
    found = pages(printed(text=TEXT * 20))

    for number, page in enumerate(found, 1):
        assert f"R-2026-0042, page {number} of {len(found)}" in page


def test_the_last_page_is_a_slip_to_answer_on():
    *_, last = pages(printed())

    for asked in ("R-2026-0042", "Received by", "Date and time", "What will be done", "Signature", SHEET.digest):
        assert asked in last
    assert f"Return to: {SHEET.contact}" in last
    assert "consulate" not in last


def test_the_front_says_from_whom_to_whom_and_what_was_approved():
    first = pages(printed())[0]

    for said in ("From: Ağrı Bank", "To: Police of Şırnak", "Reference: R-2026-0042", SHEET.digest):
        assert said in first


def test_a_contact_of_several_lines_is_put_on_one():
    assert "Return to: Duty officer Ankara" in pages(printed(contact="Duty officer\nAnkara"))[-1]


def test_the_same_sheet_is_the_same_bytes():
    assert printed() == printed()


@pytest.mark.parametrize(("letter", "shown"), [("Ж", "Zh"), ("ő", "o"), ("\u202e", "[U+202E]"), ("\u0000", "[U+0000]")])
def test_a_letter_that_would_come_out_as_a_box_is_respelt_and_the_sheet_says_so(letter, shown):
    text = "\n".join(pages(printed(text=f"a name: {letter}")))

    assert f"a name: {shown}" in text
    assert "respelt" in text
    assert "respelt" not in "\n".join(pages(printed(text="a name: Ş")))


def test_the_label_is_in_its_colour_on_black():
    colours = {Tlp.RED: (255, 43, 43), Tlp.AMBER: (255, 192, 0), Tlp.GREEN: (51, 255, 0), Tlp.CLEAR: (255, 255, 255)}
    for tlp, colour in colours.items():
        with pypdfium2.PdfDocument(io.BytesIO(printed(tlp=tlp))) as document:
            image = document[0].render(scale=4).to_pil()
        corner = image.crop((int(image.width * 0.75), 0, image.width - 240, int(image.height * 0.08)))
        seen = {each[1] for each in corner.getcolors(100_000)}

        assert colour in seen
        assert (0, 0, 0) in seen
