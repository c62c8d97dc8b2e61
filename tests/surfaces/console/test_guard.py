import re
from collections.abc import Callable

import pytest
from litestar.routes import HTTPRoute

from surfaces.console.story import Story, a_story
from surfaces.console.visitor import Visitor, words
from tocsin.surfaces.console.app import LARGEST_FORM, create
from tocsin.surfaces.console.guard import POLICY
from tocsin.surfaces.console.reports import LARGEST_UPLOAD
from tocsin.usecases import browse

Visit = Callable[..., Visitor]

_ROUTES = [route for route in create(a_story().alpha.node).routes if isinstance(route, HTTPRoute)]
POSTS = sorted(re.sub(r"\{\w+:str\}", "x-1", route.path) for route in _ROUTES if "POST" in route.methods)
GETS = sorted(re.sub(r"\{\w+:str\}", "x-1", route.path) for route in _ROUTES if "GET" in route.methods)


@pytest.mark.parametrize("path", POSTS)
def test_a_form_without_our_token_changes_nothing(visit: Visit, path: str) -> None:
    rosa = visit("rosa")

    for token in ("", "0" * 64, "é"):
        answer = rosa.client.post(path, data={"token": token})
        assert answer.status_code == 403
        assert "did not come from this page" in words(answer)


def test_the_token_of_one_person_is_worth_nothing_to_another(story: Story, visit: Visit) -> None:
    ines = visit("ines")
    ines.token = visit("rosa").token

    answer = ines.send("/reports/call", text="x", name="x", source="x")

    assert answer.status_code == 403
    assert browse.reports(story.alpha.node, story.alpha.ines) == ()


def test_a_restart_makes_old_forms_void_and_new_ones_work(story: Story, visit: Visit) -> None:
    before = visit("ines")
    after = Visitor(create(story.alpha.node))
    after.client.cookies.update(before.client.cookies)
    after.token = before.token

    assert after.send("/sign-out").status_code == 403
    after.read("/")
    assert after.send("/sign-out").status_code == 200


@pytest.mark.parametrize("path", [*GETS, "/nowhere", "/static/../app.py", "/reports/%00"])
@pytest.mark.parametrize("name", ["", "rosa"])
def test_every_answer_forbids_scripts_frames_and_referrers(visit: Visit, path: str, name: str) -> None:
    visitor = visit(name)
    visitor.client.follow_redirects = False

    headers = visitor.client.get(path).headers

    assert headers["content-security-policy"] == POLICY
    assert "script-src" not in POLICY
    assert POLICY.startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store" or path.startswith("/static/")


@pytest.mark.parametrize("path", GETS)
def test_no_page_holds_a_script_or_a_style_or_anything_from_elsewhere(visit: Visit, path: str) -> None:
    text = visit("rosa").read(path).text

    assert "<script" not in text
    assert "<style" not in text
    assert not re.search(r"<[^>]+\s(style|on\w+)=", text)
    assert not re.search(r'(src|href|action)="(https?:)?//', text)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8470", "127.0.0.1.evil.example", "", "localhost.x:1"])
def test_another_host_name_is_refused(visit: Visit, host: str) -> None:
    answer = visit("rosa").client.get("/", headers={"host": host})

    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8470", "127.0.0.1:9", "[::1]:8470", "[::1]", "LOCALHOST"])
def test_the_names_of_this_machine_are_answered(visit: Visit, host: str) -> None:
    assert visit().client.get("/sign-in", headers={"host": host}).status_code == 200


def test_a_form_has_a_limit_and_an_upload_a_larger_one(story: Story, visit: Visit) -> None:
    ines = visit("ines")

    too_long = ines.send("/reports/call", text="x" * (LARGEST_FORM + 1), name="n", source="s")
    ines.read("/reports")
    allowed = ines.send("/reports", files={"file": ("a.txt", b"x" * (LARGEST_FORM + 1))}, source="s")
    ines.read("/reports")
    too_large = ines.send("/reports", files={"file": ("a.txt", b"x" * (LARGEST_UPLOAD + 1))}, source="s")

    assert (too_long.status_code, allowed.status_code, too_large.status_code) == (413, 200, 413)
    assert "larger than 25 MB" in words(too_large)
    assert len(browse.reports(story.alpha.node, story.alpha.ines)) == 1


def test_a_stylesheet_may_be_kept_because_a_changed_one_has_another_address(visit: Visit) -> None:
    visitor = visit()
    address = re.search(r'href="(/static/console.css\?\w+)"', visitor.read("/sign-in").text)

    assert address is not None
    answer = visitor.client.get(address.group(1))
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
