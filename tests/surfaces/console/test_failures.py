from collections.abc import Callable

import pytest

from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, words
from tocsin.domain.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
    TocsinError,
    UnavailableError,
    UntrustedError,
)
from tocsin.usecases import pages

Visit = Callable[..., Visitor]


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (InvalidError("say why"), 400, "This cannot be done as entered"),
        (NotFoundError("no such notice"), 404, "There is no such thing here"),
        (RefusedError("not you"), 403, "This may not be done"),
        (ConflictError("somebody was first"), 409, "Things have changed"),
        (UntrustedError("not theirs"), 502, "What came from outside cannot be believed"),
        (UnavailableError("the disk is full"), 503, "Something is not answering"),
    ],
)
def test_each_error_is_a_page_that_says_what_to_do(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, error: TocsinError, status: int, title: str
) -> None:
    rosa = visit("rosa")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pages, "deliveries", fail)
    page = rosa.read("/outbox")

    said = words(page)
    assert page.status_code == status
    assert title in said
    assert str(error) in said
    assert "What to do next" in said
    assert "Sign out" in said


def test_a_mistake_of_ours_shows_no_traceback_and_none_of_its_words(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rosa = visit("rosa")

    def fail(*_: object, **__: object) -> None:
        raise ValueError("Baba Kidege")

    monkeypatch.setattr(pages, "deliveries", fail)
    page = rosa.read("/outbox")

    assert page.status_code == 500
    assert "Something went wrong here" in words(page)
    logged = "".join(capsys.readouterr())
    assert "Traceback" not in page.text + logged
    assert "Kidege" not in page.text + logged


@pytest.mark.parametrize(
    "path", ["/nowhere", "/reports/r-1", "/notices/n-1", "/tearlines/t-1", "/outbox/d-1", "/inbox/m-1"]
)
def test_what_is_not_there_is_a_page_that_says_so(visit: Visit, path: str) -> None:
    page = visit("rosa").read(path)

    assert page.status_code == 404
    assert "There is no such thing here" in words(page)


def test_an_error_is_said_in_the_visitors_language(story: Story, visit: Visit) -> None:
    report = story.report()
    ines = visit("ines", language="tr")
    ines.read(f"/reports/{report.id}")

    page = words(ines.send(f"/reports/{report.id}/claims", act="confirm", why="", claim="c-1"))

    assert "Girildiği hâliyle yapılamaz" in page
    assert "nedenini yazın" in page
