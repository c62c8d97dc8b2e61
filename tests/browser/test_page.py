"""The page of a reading in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.test_console import HEADINGS, NAMELESS, PALE, WIDER
from tocsin.reading import read
from tocsin.surfaces.page.page import write

pytestmark = pytest.mark.browser

REPORT = (
    "Salim Faru, a Tanzanian, plans to attack a ferry in Malta, the harbour police said. "
    "He flew from Nairobi to Athens on 3 May 2026. Baba Kidege, a member of the Ash Column, was arrested in Lisbon."
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    place: Path = tmp_path_factory.mktemp("page") / "page.html"
    place.write_text(write(read(REPORT), title="a report", language="en"), "utf-8")
    return place.as_uri()


@pytest.mark.parametrize("width", [1280, 380])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_readable_and_asks_for_nothing(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    page, heard = context.new_page(), []
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: heard.append(request.url) if request.url != address else None)

    page.goto(address)

    assert heard == []
    assert page.evaluate(PALE) == []
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(WIDER) == 0
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    context.close()


def test_a_marked_word_says_why_when_it_is_reached_by_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    word = page.locator("a.hl.trigger", has_text="attack").first
    card = word.locator(".card")

    expect(card).to_be_hidden()
    for _ in range(80):
        page.keyboard.press("Tab")
        if word.evaluate("e => e === document.activeElement"):
            break

    expect(card).to_be_visible()
    expect(card).to_contain_text("a word of the list: “attack”")
    page.close()
