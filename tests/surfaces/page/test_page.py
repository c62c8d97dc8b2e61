"""The page: one file that asks for nothing, hides nothing and lets nothing through."""

import re
from html.parser import HTMLParser

import pytest
from lxml import etree

from readings import a_document, the_plot
from tocsin.domain.claim import Claim
from tocsin.domain.reading import Reading
from tocsin.reading import read
from tocsin.surfaces.page.page import LONGEST_TEXT, write

REPORT = (
    "Salim Faru, a Tanzanian, plans to attack a ferry in Malta, the harbour police said. "
    "He flew from Nairobi to Athens on 3 May 2026. Baba Kidege, a member of the Ash Column, was arrested in Lisbon "
    "on Nov. 14. He denied everything."
)
VOID = {"meta", "link", "br", "hr", "img", "input"}


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(REPORT)


@pytest.fixture(scope="module")
def page(reading: Reading) -> str:
    return write(reading, title="a report", language="en")


class Elements(HTMLParser):
    """Every start of an element with its attributes, and what was never closed or closed too often."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def elements(page: str) -> Elements:
    parser = Elements()
    parser.feed(page)
    return parser


def test_the_same_reading_gives_the_same_bytes(reading: Reading, page: str) -> None:
    assert write(reading, title="a report", language="en") == page


def test_every_element_is_closed_in_its_turn_and_every_id_is_given_once(page: str) -> None:
    parsed = elements(page)
    ids = [attributes["id"] for _, attributes in parsed.found if "id" in attributes]

    assert (parsed.wrong, parsed.open) == ([], [])
    assert len(ids) == len(set(ids))


def test_every_link_leads_to_a_place_on_the_page(page: str) -> None:
    parsed = elements(page)
    ids = {attributes.get("id") for _, attributes in parsed.found}
    links = [attributes["href"] or "" for tag, attributes in parsed.found if tag == "a"]

    assert links
    assert [link for link in links if not link.startswith("#") or link[1:] not in ids] == []


def test_nothing_is_fetched_and_no_script_may_run(page: str) -> None:
    parsed = elements(page)
    tags = {tag for tag, _ in parsed.found}

    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    assert "default-src 'none'" in page
    assert re.findall(r"https?://|//[a-z]|url\((?!#)|@import", page) == []
    assert not [attributes for _, attributes in parsed.found if any(name.startswith("on") for name in attributes)]
    assert not [attributes for _, attributes in parsed.found if "style" in attributes]


def test_the_text_stands_on_the_page_unchanged(page: str) -> None:
    tree = etree.HTML(page)
    (report,) = tree.xpath("//div[@class='report']")
    for card in report.xpath(".//span[@class='card']"):
        card.getparent().remove(card)

    assert "".join(report.itertext()) == REPORT


def test_every_picture_has_a_name_and_a_table(page: str) -> None:
    tree = etree.HTML(page)
    pictures = tree.xpath("//svg")

    assert [picture.get("class") for picture in pictures] == ["map", "time", "time", "links"]
    assert all(picture.xpath("./title") and picture.get("role") == "img" for picture in pictures)
    assert {section.get("id") for section in tree.xpath("//section[.//svg][.//table]")} == {"map", "time", "links"}


def test_a_movement_is_drawn_from_one_place_to_the_other(page: str) -> None:
    titles = etree.HTML(page).xpath("//path[@class='route']/title/text()")

    assert titles == ["travel: Nairobi → Athens"]


def test_a_date_without_a_year_has_an_axis_of_its_own(page: str) -> None:
    with_year, without = etree.HTML(page).xpath("//svg[@class='time']")

    assert "3 May 2026" in "".join(with_year.itertext())
    assert "14 Nov" in "".join(without.itertext())
    assert "2000" not in "".join(without.itertext())


def test_a_concern_says_why_and_leads_to_the_claims_it_follows_from(page: str) -> None:
    (malta,) = [
        each for each in etree.HTML(page).xpath("//li[contains(@class, 'concern')]") if "Malta" in each.findtext("h3")
    ]

    assert "An attack is aimed at it or its territory" in "".join(malta.itertext())
    assert malta.xpath(".//p[@class='follows']/a/@href")


def test_a_marked_word_carries_why_it_is_marked(page: str) -> None:
    (card,) = etree.HTML(page).xpath("//a[contains(@class, 'trigger')][starts-with(., 'arrested')]/span[@class='card']")

    assert "a word of the list: “arrested”" in "".join(card.itertext())


HOSTILE = (
    "</style><script>alert(1)</script> \"'><img src=x onerror=alert(2)> {{ 7*7 }} \u202edneirf\u202c \x00 &lt; attacks"
)


def test_hostile_text_stays_text() -> None:
    page = write(hostile(), title=HOSTILE, language="en")
    parsed = elements(page)

    assert {tag for tag, _ in parsed.found}.isdisjoint({"script", "img"})
    assert page.count("<style>") == page.count("</style>") == 1
    assert "{{ 7*7 }}" in page
    assert "\u202e" not in page
    assert "⟨U+202E⟩" in page
    assert "\x00" not in page


def hostile() -> Reading:
    plot = the_plot(f"{HOSTILE} {the_plot().document.text} {HOSTILE}")
    claims: list[Claim] = list(plot.claims)
    return Reading(
        document=plot.document, reader=HOSTILE, entities=plot.entities, claims=tuple(claims), concerns=plot.concerns
    )


def test_what_is_too_long_is_cut_and_the_page_says_so() -> None:
    page = write(Reading(document=a_document("a word " * LONGEST_TEXT), reader="test"), title="long", language="en")

    assert "The text is longer than this page shows." in page
    assert len(page) < 2 * LONGEST_TEXT


def test_a_reading_of_nothing_still_gives_a_page() -> None:
    page = write(Reading(document=a_document(""), reader="test"), title="", language="en")

    assert (elements(page).wrong, elements(page).open) == ([], [])
    assert "<svg" not in page


def test_the_page_speaks_turkish(reading: Reading) -> None:
    page = write(reading, title="bir rapor", language="tr")

    assert '<html lang="tr">' in page
    assert "Kimin haberi olmalı" in page
