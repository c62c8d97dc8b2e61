"""A real browser, and a console that it can reach."""

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic, sleep

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from federation import PASSWORD
from surfaces.console.story import Story, a_story
from tocsin.ports.node import Node
from tocsin.surfaces.console.app import create

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@dataclass
class Tab:
    """A page of the browser at one node, with everything the browser complained about."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)

    def sign_in(self, name: str) -> None:
        """Go to the door and in."""
        self.open("/sign-in")
        self.page.get_by_label("Name").or_(self.page.get_by_label("Ad", exact=True)).fill(name)
        self.page.locator("input[type=password]").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self.home}/")

    def open(self, path: str) -> None:
        """Open a page of this node."""
        self.page.goto(self.home + path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("there is no chromium: sh requirements/need-chromium.sh")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def story() -> Story:
    return a_story()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Callable[..., Tab]]:
    """Open a tab at a node; `tab(node, scheme="dark", width=380)`."""
    opened = []

    def make(
        node: Node, *, scheme: str = "light", width: int = 1280, scripts: bool = True, locale: str = "en-GB"
    ) -> Tab:
        serving = _served(node)
        home = serving.__enter__()
        context = browser.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]  # "light" or "dark"
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            locale=locale,
        )
        made = Tab(page=context.new_page(), home=home)
        made.page.on("console", lambda message: made.complaints.append(message.text))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.on("dialog", lambda dialog: made.complaints.append(f"dialog: {dialog.message}"))
        opened.append((context, serving))
        return made

    yield make
    for context, serving in opened:
        context.close()
        serving.__exit__(None, None, None)


@contextmanager
def _served(node: Node) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create(node), log_level="critical", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        deadline = monotonic() + 20
        while not server.started and monotonic() < deadline:
            sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
