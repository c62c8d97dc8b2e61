"""Take the pictures of README from the running program: `make pictures` (needs Debian's chromium)."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
COLOURS = {"1": "bold", "31": "bad", "32": "good", "36": "quote"}
STYLE = """
body { margin: 0; background: #10151b; color: #d5dde5; font: 15px/1.5 monospace; }
pre { margin: 0; padding: 18px 22px; white-space: pre-wrap; width: 1060px; }
.bold { font-weight: bold; color: #fff; } .good { color: #7ddc8f; } .bad { color: #ff7b72; } .quote { color: #7cc7e8; }
"""


def main() -> None:
    """Run the demonstration, take both pictures, and end it."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tocsin", "demo", "--folder", f"{folder}/nodes"]
        environment = {**os.environ, "FORCE_COLOR": "1", "PYTHONUNBUFFERED": "1", "TOCSIN_LANG": "en"}
        demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        try:
            story = _story(demo)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                _take_story(browser, story)
                _take_console(browser, story)
                _take_page(browser, Path(folder))
                browser.close()
        finally:
            demo.terminate()
            demo.wait(timeout=30)


def _story(demo: "subprocess.Popen[str]") -> str:
    lines = []
    for line in demo.stdout or ():
        lines.append(line)
        if "Ctrl-C" in line:
            return "".join(lines)
    raise SystemExit("the demonstration ended early")


def _take_story(browser: Browser, story: str) -> None:
    page = browser.new_page(viewport={"width": 1104, "height": 760}, device_scale_factor=1)
    shown = "\n".join(_chosen(story))
    page.set_content(f"<style>{STYLE}</style><pre>{_coloured(shown)}</pre>")
    page.locator("pre").screenshot(path=HERE / "story.png")


def _chosen(story: str) -> list[str]:
    """Leave out what is long: most of what happens, and all tearlines but the first."""
    shown, step, quoted = [], 0, 0
    for line in story.splitlines():
        bare = re.sub(r"\x1b\[\d*m", "", line)
        if found := re.match(r"\s*(\d+)\. ", bare):
            step, quoted = int(found[1]), 0
        quoted += bare.startswith("    │")
        is_long = (step == 3 and bare.startswith("    ") and "✓" not in bare) or (step == 7 and quoted > 22)
        if step in {3, 5, 7, 8, 9} and not (is_long and not bare.startswith("    - A")):
            shown.append(line[:150])
        if step == 7 and quoted > 22 and "omar approved" in bare:
            step = 0
    return shown


def _coloured(text: str) -> str:
    written = html.escape(text)
    for code, name in COLOURS.items():
        written = written.replace(f"\x1b[{code}m", f'<span class="{name}">')
    return written.replace("\x1b[0m", "</span>")


def _take_console(browser: Browser, story: str) -> None:
    address = re.search(r"Lantern Desk +(http://\S+)", story)
    password = re.search(r"password of this run is (\S+)", story)
    if address is None or password is None:
        raise SystemExit("the demonstration did not say where its pages are")
    page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
    page.goto(address[1])
    page.fill("input[name=name]", "rosa")
    page.fill("input[name=password]", password[1])
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()
    page.goto(address[1] + "reports")
    page.click("main table a >> nth=0")
    page.wait_for_load_state()
    if page.locator("textarea[name=why]").count():  # who did not take it in says first why they look
        page.fill("textarea[name=why]", "a picture for the readme")
        page.click("main form button.main")
        page.wait_for_load_state()
    page.screenshot(path=HERE / "console.png")


def _take_page(browser: Browser, folder: Path) -> None:
    """Take the page that `tocsin read --html` makes of the demonstration's invented report."""
    report = HERE.parent.parent / "src" / "tocsin" / "surfaces" / "demo" / "report.txt"
    command = [sys.executable, "-m", "tocsin", "read", str(report), "--html", str(folder / "page.html")]
    subprocess.run(command, check=True, env={**os.environ, "TOCSIN_LANG": "en"})
    page = browser.new_page(viewport={"width": 1160, "height": 1500}, color_scheme="light")
    page.goto(f"file://{folder / 'page.html'}#text")
    page.locator("a.hl.trigger").nth(1).hover()
    page.screenshot(path=HERE / "page.png")


main()
