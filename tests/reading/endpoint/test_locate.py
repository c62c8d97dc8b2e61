"""Words that a model says it read are found in the report, however it copied them, or they were made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readings import a_document
from tocsin.domain.report import Document, Span, Stretch
from tocsin.reading.endpoint.locate import REACH, Source, level

TEXT = "The “Ash  Column”\nstruck İzmir.  In Oman, and not in Romania, the Ash Column struck again – in café Élan."


def found(quote: str, near: tuple[int, int] = (0, len(TEXT)), text: str = TEXT) -> str | None:
    span = Source(a_document(text)).find(quote, near=near)
    assert span is None or span.is_in(text)
    return span.text if span is not None else None


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("struck again", "struck again"),
        ("STRUCK AGAIN", "struck again"),
        ('the "ash column" struck', "The “Ash  Column”\nstruck"),
        ("struck IZMIR.", "struck İzmir"),
        ("struck again - in cafe elan", "struck again – in café Élan"),
        ("…in Oman…", "In Oman"),
        ("Oman", "Oman"),
    ],
)
def test_words_are_found_in_another_case_with_other_marks_and_across_lines(quote: str, stands: str) -> None:
    assert found(quote) == stands


@pytest.mark.parametrize("quote", ["", "  ", "…", "struck Malta", "man", "strike", "Ash Column … again"])
def test_words_that_do_not_stand_there_are_not_found(quote: str) -> None:
    assert found(quote) is None


def test_of_several_places_the_one_in_the_passage_is_meant() -> None:
    first, second = TEXT.index("struck"), TEXT.rindex("struck")

    assert Source(a_document(TEXT)).find("struck", near=(0, 30)) == Span(start=first, end=first + 6, text="struck")
    assert Source(a_document(TEXT)).find("struck", near=(60, 90)) == Span(start=second, end=second + 6, text="struck")


def test_outside_the_passage_the_nearest_place_is_meant() -> None:
    text = "Malta" + " x" * 50 + " here " + "x " * 20 + "Malta"

    span = Source(a_document(text)).find("Malta", near=(text.index("here"), text.index("here") + 4))

    assert span is not None
    assert span.start == text.rindex("Malta")


def test_words_far_from_the_passage_were_not_read_there() -> None:
    text = "Malta" + " x" * REACH + " here"

    assert found("Malta", near=(len(text) - 4, len(text)), text=text) is None


def test_boilerplate_is_never_quoted() -> None:
    text = "Subscribe in Malta now. Police met in Oran."
    document = Document(text=text, sha256="", text_sha256="", boilerplate=(Stretch(start=0, end=23),))

    assert Source(document).find("Malta", near=(24, len(text))) is None
    assert Source(document).find("Oran", near=(24, len(text))) is not None


def test_what_cannot_be_seen_hides_no_words_and_stays_in_the_quote() -> None:
    assert found("Ash Column", text="The A\u200bsh Col\u00adumn met.", near=(0, 10)) == "A\u200bsh Col\u00adumn"


@given(st.text(max_size=80), st.text(min_size=1, max_size=10))
def test_whatever_the_text_and_the_words_a_quote_is_the_reports_own(text: str, quote: str) -> None:
    stands = found(quote, near=(0, len(text)), text=text)

    assert stands is None or level(stands).strip() != ""


@given(st.text(alphabet=st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=60))
def test_a_text_is_found_in_itself(text: str) -> None:
    assert found(text, near=(0, len(text)), text=text) is not None or not text.strip()
