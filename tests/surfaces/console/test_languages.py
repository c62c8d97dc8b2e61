"""Every page in every language: nothing breaks, and what is in a template is not left in English."""

from collections.abc import Callable
from pathlib import Path

import pytest

import tocsin
from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, words
from tocsin.surfaces.console.sentences import SENTENCES
from tocsin.texts.catalogue import LANGUAGES

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_made_in_every_language(story: Story, visit: Visit, language: str) -> None:
    notice = story.notice()
    delivery, tearline = story.sent(notice), story.tearline(notice, "Charlie", "NO:target")
    report = story.report()
    claim = story.claims(report)[0]
    story.clock.advance(hours=7)
    rosa, uma = visit("rosa", language=language), visit("uma", language=language)
    paths = ["/", "/inbox", "/reports", "/reports/call", "/notices", "/outbox", "/counterparts", "/inquiries"]
    paths += [f"/reports/{report.id}", f"/reports/{report.id}/claims/{claim.id}", f"/notices/{notice.id}"]
    paths += [f"/tearlines/{tearline}", f"/outbox/{delivery}", f"/counterparts/{story.towards['Bravo'].id}"]

    pages = [rosa.read(path) for path in paths] + [uma.read("/people"), uma.read("/ledger")]

    for page in pages:
        assert page.status_code == 200, page.url
        assert f'<html lang="{language}">' in page.text
        assert "%(" not in words(page)


def test_turkish_pages_speak_turkish(story: Story, visit: Visit) -> None:
    notice = story.notice()

    said = words(visit("rosa", language="tr").read(f"/notices/{notice.id}"))

    assert "Kimin haberi olmalı" in said
    assert "İrlanda: bir saldırının hedefi uyarılmalı" in said
    assert "Danimarka" in said


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_that_is_translated_is_one_that_a_rule_says(sentence: str) -> None:
    source = Path(tocsin.__file__).parent
    rings = ("usecases", "domain", "adapters")

    assert any(sentence in path.read_text("utf-8") for ring in rings for path in (source / ring).rglob("*.py"))
