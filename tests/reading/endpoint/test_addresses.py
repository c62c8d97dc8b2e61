"""Reports are secret: they go to this machine, or where the operator said in so many words."""

import pytest

from endpoints import FERRY, an_event, saying, serving
from tocsin.domain.errors import InvalidError, RefusedError
from tocsin.domain.readers import Failed
from tocsin.reading import read
from tocsin.reading.endpoint.endpoint import Endpoint


def an_endpoint(url: str, *networks: str) -> Endpoint:
    return Endpoint(url=url, model="parrot", networks=networks)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/v1", "http://[::1]:8080/v1", "http://localhost/v1"])
def test_this_machine_may_always_be_asked(url: str) -> None:
    assert an_endpoint(url).reader == "endpoint:parrot"


@pytest.mark.parametrize(
    "url",
    [
        "https://203.0.113.7/v1",
        "https://10.1.2.3/v1",
        "https://192.168.1.1/v1",
        "https://169.254.169.254/v1",
        "https://[2001:db8::1]/v1",
        "https://0.0.0.0/v1",
        "https://[::ffff:203.0.113.7]/v1",
    ],
)
def test_any_other_address_is_refused_with_the_setting_that_would_allow_it(url: str) -> None:
    with pytest.raises(RefusedError, match=r"reports are secret.*\[reading\] networks"):
        an_endpoint(url)


def test_a_network_that_the_operator_names_may_be_asked_over_https() -> None:
    assert an_endpoint("https://10.1.2.3/v1", "10.1.0.0/16").networks == ("10.1.0.0/16",)


def test_no_report_leaves_this_machine_in_clear() -> None:
    with pytest.raises(RefusedError, match="use https"):
        an_endpoint("http://10.1.2.3/v1", "10.1.0.0/16")


@pytest.mark.parametrize(
    "url", ["", "8080", "ftp://127.0.0.1/v1", "http://me:word@127.0.0.1/v1", "http://127.0.0.1/?a"]
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidError):
        an_endpoint(url)


@pytest.mark.parametrize(
    "wrong", [{"model": ""}, {"model": "a\nb"}, {"key": "a\nb"}, {"timeout": 0}, {"patience": -1}, {"networks": ("x",)}]
)
def test_a_setting_that_cannot_work_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidError):
        Endpoint(**({"url": "http://127.0.0.1/v1", "model": "parrot"} | wrong))  # type: ignore[arg-type]


def test_a_name_is_judged_by_the_address_it_means(monkeypatch: pytest.MonkeyPatch) -> None:
    async def elsewhere(*_: object, **__: object) -> list[object]:
        return [(0, 0, 0, "", ("203.0.113.7", 0))]

    monkeypatch.setattr("asyncio.base_events.BaseEventLoop.getaddrinfo", elsewhere)

    found = read(FERRY, second=an_endpoint("https://model.example/v1"), alone=True)

    assert found.shares[0].failed == {Failed.FORBIDDEN: 1}
    assert found.unread_because is not None


def test_a_name_of_several_addresses_is_tried_at_each_that_may_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def several(*_: object, **__: object) -> list[object]:
        return [(0, 0, 0, "", (address, 0)) for address in ("203.0.113.7", "127.0.0.9", "127.0.0.1")]

    monkeypatch.setattr("asyncio.base_events.BaseEventLoop.getaddrinfo", several)
    with serving(saying(an_event())) as server:
        url = server.url.replace("127.0.0.1", "model.example")
        found = read(FERRY, second=server.endpoint(url=url), alone=True)

    assert found.events
    assert [asked.headers["Host"] for asked in server.asked] == [url.removeprefix("http://").removesuffix("/v1")]


def test_a_redirect_is_not_followed() -> None:
    with serving(saying(an_event())) as elsewhere:
        target = f"{elsewhere.url}/chat/completions"
        with serving(lambda asked: asked.send(b"", 307, Location=target)) as server:
            found = read(FERRY, second=server.endpoint())

    assert not elsewhere.asked
    assert found.shares[1].failed == {Failed.ERROR: 1}


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(saying()) as proxy, serving(saying(an_event())) as server:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        found = read(FERRY, second=server.endpoint(), alone=True)

    assert not proxy.asked
    assert found.events


def test_neither_the_key_nor_the_report_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    with serving(saying(an_event())) as server:
        found = read(FERRY, second=server.endpoint(key="open-sesame"))
        sent = server.asked[0].headers["Authorization"]

    assert sent == "Bearer open-sesame"
    assert "open-sesame" not in caplog.text + repr(found)
    assert "Ash Column" not in caplog.text
