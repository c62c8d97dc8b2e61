"""A person at a browser, for tests: signs in, reads pages, sends the forms that stand on them."""

import re
from html import unescape
from html.parser import HTMLParser

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from federation import PASSWORD

HERE = "http://127.0.0.1:8470"


class Visitor:
    """Remembers the token of the last page, as a browser does by showing its form."""

    def __init__(self, app: Litestar, *, language: str = "en") -> None:
        self.client = TestClient(app, base_url=HERE, raise_server_exceptions=False)
        self.client.headers["accept-language"] = language
        self.token = ""

    def sign_in(self, name: str, password: str = PASSWORD, back: str = "/") -> Response:
        """Go to the door and in."""
        self.read("/sign-in")
        return self.send("/sign-in", name=name, password=password, back=back)

    def read(self, path: str) -> Response:
        """Open a page."""
        return self._seen(self.client.get(path))

    def send(self, path: str, *, files: dict[str, tuple[str, bytes]] | None = None, **fields: object) -> Response:
        """Send a form and follow to the page that comes after it."""
        return self._seen(self.client.post(path, data={"token": self.token, **fields}, files=files))

    def _seen(self, response: Response) -> Response:
        found = re.search(r'name="token" value="(\w+)"', response.text) if "html" in _type(response) else None
        if found is not None:
            self.token = found.group(1)
        return response


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words(response: Response) -> str:
    """Return what a page says, without its tags, with single spaces."""
    parser = _Words()
    parser.feed(response.text)
    return " ".join(unescape("".join(parser.words)).split())


def actions(response: Response) -> set[str]:
    """Return where the forms of a page go."""
    return set(re.findall(r'<form[^>]*action="([^"]+)"', response.text))


def links(response: Response) -> list[str]:
    """Return where the links of a page lead, each once, in its order."""
    return list(dict.fromkeys(re.findall(r'<a [^>]*href="([^"]+)"', response.text)))


def _type(response: Response) -> str:
    return str(response.headers.get("content-type", ""))
