"""The documentation fails the build when it no longer says what the program does."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tocsin.domain.actor import Role
from tocsin.domain.claim import Basis, Status
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.inquiry import Extent, Ground, Haste
from tocsin.domain.notice import Outcome
from tocsin.settings import Settings
from tocsin.surfaces.cli.context import EXIT_CODES
from tocsin.vocabulary.duty import Reason, WaiverGround
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.bodies.parts import MAX_CLAIMS, MAX_LINES, MAX_WORDS
from tocsin.wire.bodies.reply import read_reply
from tocsin.wire.message import Kind

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]
WRITER = Path(__file__).with_name("reference.py")

_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")
_FENCE = re.compile(r"```.*?```", re.DOTALL)
_SHELL = re.compile(r"```(?:sh|console)\n(.*?)```", re.DOTALL)


def text(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def test_the_pages_that_the_program_writes_are_up_to_date():
    done = subprocess.run(
        [sys.executable, WRITER, "--check"],
        env={**os.environ, "TOCSIN_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, f"run `make docs`; out of date:\n{done.stdout}{done.stderr[-2000:]}"


def test_every_relative_link_leads_somewhere():
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in (match["target"] for match in _LINK.finditer(_FENCE.sub("", page.read_text("utf-8"))))
        if "://" not in target and not target.startswith("mailto:")
        if not (page.parent / target).exists()
    ]

    assert not broken


def test_every_module_that_a_page_names_is_there():
    missing = [
        f"{page.relative_to(ROOT)}: {named}"
        for page in PAGES
        for named in re.findall(r"`((?:[a-z_]+/)+[a-z_0-9]+\.(?:py|toml))`", page.read_text("utf-8"))
        if not (ROOT / named).exists() and not (ROOT / "src" / "tocsin" / named).exists()
    ]

    assert not missing


def test_every_function_that_a_page_names_beside_its_module_is_in_it():
    """As in: `usecases/release.py`: `preview`, `approve`."""
    wrong = []
    for page in PAGES:
        said = " ".join(page.read_text("utf-8").split())
        for module, names in re.findall(r"`((?:[a-z_]+/)+[a-z_0-9]+\.py)`: ((?:`[\w.]+`(?:, | and )?)+)", said):
            source = (ROOT / "src" / "tocsin" / module).read_text("utf-8")
            wrong += [
                f"{page.relative_to(ROOT)}: {module} has no {name}"
                for name in re.findall(r"`([\w.]+)`", names)
                if not re.search(rf"^\s*(?:def|class) {name.split('.')[-1]}\b", source, re.MULTILINE)
            ]

    assert not wrong


def test_the_states_of_a_delivery_are_all_drawn():
    assert not [state for state in DeliveryState if state not in text("explanation/life-of-a-notice.md")]


def test_every_page_is_in_the_index():
    index = text("README.md")
    missing = [
        page.relative_to(DOCS).as_posix()
        for page in DOCS.rglob("*.md")
        if page.name != "README.md" and page.relative_to(DOCS).as_posix() not in index
    ]

    assert not missing


@pytest.mark.parametrize("word", [*Settings.__dataclass_fields__])
def test_every_setting_is_documented(word: str):
    assert f"`{word}`" in text("reference/settings.md")


@pytest.mark.parametrize("kind", EXIT_CODES, ids=lambda kind: kind.__name__)
def test_every_exit_code_is_documented(kind: type):
    assert f"| {EXIT_CODES[kind]} | `{kind.__name__}` |" in text("reference/errors.md")


@pytest.mark.parametrize("role", Role)
def test_every_role_is_documented(role: Role):
    assert f"| `{role}` |" in text("reference/roles.md")


@pytest.mark.parametrize("word", [*Reason, *WaiverGround, *EVENT_TYPES])
def test_every_reason_ground_and_event_type_is_documented(word: str):
    assert f"`{word}`" in text("reference/duty-reasons.md")


def test_every_dependency_says_why_it_is_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    names = [re.split(r"[<>=\[]", each)[0] for each in wanted]
    page = text("reference/dependencies.md")

    assert not [each for each in names if f"| `{each}` |" not in page]


def test_the_commands_of_the_readme_are_in_the_makefile():
    readme, makefile = (ROOT / "README.md").read_text("utf-8"), (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"\bmake ([a-z]+)", readme))

    assert {"demo", "test"} <= named
    assert not [each for each in named if not re.search(rf"^{each}:", makefile, re.MULTILINE)]


def test_every_command_in_an_example_exists():
    """In blocks of shell, each `tocsin …` names a command, and options that this command has."""
    reference = text("reference/commands.md")
    sections = {
        match[1]: match[2]
        for match in re.finditer(r"^## (tocsin[^\n]*)\n(.*?)(?=^## |\Z)", reference, re.MULTILINE | re.DOTALL)
    }
    wrong = []
    for page in PAGES:
        for block in _SHELL.findall(page.read_text("utf-8")):
            for line in block.replace("\\\n", " ").splitlines():
                wrong += [f"{page.relative_to(ROOT)}: {each}" for each in _mistakes(line, sections)]

    assert not wrong


def _mistakes(line: str, sections: dict[str, str]) -> list[str]:
    line = re.sub(r"(\"[^\"]*\"|'[^']*')", "TEXT", line.split(" # ", maxsplit=1)[0])
    found = re.search(r"^\s*(?:sudo .*?)?(?:\S*/)?tocsin(?:\s+--node\s+\S+)?\s+(?P<rest>[a-z].*)", line)
    if found is None:
        return []
    rest = found["rest"].split("|")[0].split(">")[0].split("$(")[0]
    words = rest.split()
    for count in (2, 1):
        section = sections.get(" ".join(["tocsin", *words[:count]]))
        if section is not None:
            options = re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest)
            return [
                f"{line.strip()}: no option {each}"
                for each in options
                if f"{each}`" not in section and f"{each} " not in section and f"{each}," not in section
            ]
    return [f"{line.strip()}: no such command"]


def test_the_examples_of_bodies_can_be_read():
    alert, response = (block.encode() for block in re.findall(r"```json\n(.*?)```", text("spec/bodies.md"), re.DOTALL))

    assert read_alert(alert).handling.tlp == "TLP:AMBER"
    assert read_reply(Kind.RESPONSE, response).said == "Ports and stations alerted at 14:10."


def test_the_page_on_bodies_states_the_limits_and_lists_of_the_code():
    page = text("spec/bodies.md")

    assert f"at most {MAX_CLAIMS}" in page
    assert f"at most {MAX_LINES}" in page
    assert f"at most {MAX_WORDS:,} characters" in page
    assert not [word for word in (*Status, *Basis, *Outcome, *Tlp) if f"`{word}`" not in page]


def test_the_page_on_inquiries_has_every_word_of_their_lists():
    page = text("spec/inquiry.md")

    assert not [word for word in (*Haste, *Extent, *Ground) if f"`{word}`" not in page]


def test_the_command_line_takes_the_words_that_the_pages_use():
    """An option with a closed list takes `releasing-officer`, not the name of a member of an enumeration."""
    wrong = re.findall(r"One of ([A-Z][A-Z_]+)[,.]", text("reference/commands.md"))

    assert not wrong


def test_every_line_of_the_trust_model_names_a_test_that_is_there():
    rows = [row for row in text("explanation/trust-model.md").splitlines() if row.startswith("| ")]
    promises = [row for row in rows if not row.endswith("| the test |")]
    wrong = []
    for row in promises:
        found = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row)
        wrong += [row] if not found else []
        wrong += [
            f"{file} has no {name}"
            for file, name in found
            if not (ROOT / file).exists() or f"def {name}(" not in (ROOT / file).read_text("utf-8")
        ]

    assert len(promises) >= 50
    assert not wrong
