from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from litestar.testing import TestClient

from federation import PASSWORD
from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, words
from tocsin.surfaces.console.app import create
from tocsin.surfaces.console.throttle import TRIES

Visit = Callable[..., Visitor]


def test_whoever_is_not_signed_in_is_sent_to_the_door_and_back_to_where_they_meant_to_go(visit: Visit) -> None:
    stranger = visit()

    door = stranger.read("/reports/call")
    entered = stranger.send("/sign-in", name="ines", password=PASSWORD, back="/reports/call")

    assert urlsplit(str(door.url)).path == "/sign-in"
    assert urlsplit(str(entered.url)).path == "/reports/call"


def test_a_wrong_password_lets_nobody_in_and_says_so(visit: Visit) -> None:
    stranger = visit()

    answer = stranger.sign_in("ines", "not her password")

    assert answer.status_code == 403
    assert "The name or the password is wrong." in words(answer)
    assert "/sign-in" in str(stranger.read("/").url)


def test_five_wrong_passwords_make_a_name_wait_even_with_the_right_one(visit: Visit) -> None:
    stranger = visit()
    for _ in range(TRIES):
        stranger.sign_in("ines", "not her password")

    answer = stranger.sign_in("ines")

    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    assert "Wait 15 minutes" in words(answer)


def test_signing_in_forgets_the_wrong_tries_before_it(visit: Visit) -> None:
    stranger = visit()
    for _ in range(2):
        for _ in range(TRIES - 1):
            stranger.sign_in("ines", "not her password")
        assert stranger.sign_in("ines").status_code == 200


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\r\nX: y"]
)
def test_nobody_is_sent_elsewhere_from_our_door(visit: Visit, back: str) -> None:
    stranger = visit()

    entered = stranger.sign_in("ines", back=back)

    assert str(entered.url) == "http://127.0.0.1:8470/"


def test_signing_out_ends_the_session_here_and_in_the_store(visit: Visit) -> None:
    ines = visit("ines")
    kept = {cookie.name: cookie.value for cookie in ines.client.cookies.jar}

    ines.send("/sign-out")
    for name, value in kept.items():
        ines.client.cookies.set(name, value or "")

    assert "/sign-in" in str(ines.read("/").url)


def test_the_session_cookie_is_for_this_node_alone_and_out_of_reach_of_scripts(story: Story, visit: Visit) -> None:
    stranger = visit()
    stranger.read("/sign-in")
    stranger.client.follow_redirects = False

    cookie = stranger.send("/sign-in", name="ines", password=PASSWORD, back="/").headers["set-cookie"]

    assert cookie.startswith(f"tocsin-session-{story.alpha.node.organisation.node_id[:12]}=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_over_https_the_session_cookie_is_secure(story: Story) -> None:
    visitor = Visitor(create(story.alpha.node))
    visitor.client = TestClient(create(story.alpha.node), base_url="https://127.0.0.1:8470")
    visitor.client.follow_redirects = False
    visitor.read("/sign-in")

    answer = visitor.send("/sign-in", name="ines", password=PASSWORD, back="/")

    assert "Secure" in answer.headers["set-cookie"]


def test_a_session_that_has_run_out_leads_to_the_door(story: Story, visit: Visit) -> None:
    ines = visit("ines")
    story.clock.advance(hours=9)

    assert "/sign-in" in str(ines.read("/notices").url)


def test_a_visitor_chooses_the_language_and_keeps_it(visit: Visit) -> None:
    ines = visit("ines")

    page = ines.send("/language", language="tr", back="/inbox")

    assert '<html lang="tr">' in page.text
    assert "Gelen" in words(page)
    assert '<html lang="tr">' in ines.read("/outbox").text


def test_a_browser_that_asks_for_turkish_gets_it(visit: Visit) -> None:
    assert "Giriş yap" in words(visit(language="tr-TR,tr;q=0.9,en;q=0.8").read("/sign-in"))


def test_an_operators_language_is_spoken_until_a_visitor_chooses(story: Story) -> None:
    visitor = Visitor(create(story.alpha.node, language="tr"))

    assert "Giriş yap" in words(visitor.read("/sign-in"))
    assert "Sign in" in words(visitor.send("/language", language="en", back="/sign-in"))
