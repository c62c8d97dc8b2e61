"""Every row of the compliance page names code, a test and a screen that exist."""

import importlib
import re
from pathlib import Path

import click
import pytest

from tocsin.surfaces.cli import main
from tocsin.surfaces.console.app import PAGES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/compliance.md"
PATHS = {"/" + path.split("/")[1] for page in PAGES for path in page.paths}


def rows():
    """The rows that claim something is done."""
    done = PAGE.read_text("utf-8").partition("## Not done")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in done.splitlines() if line.startswith("| ")
    ]


ROWS = [row for row in rows() if row[0] != "rule"]


def has(code):
    """Say whether a dotted name leads to a module, or to something in one."""
    module, _, name = code.rpartition(".")
    try:
        importlib.import_module(code)
    except ModuleNotFoundError:
        return hasattr(importlib.import_module(module), name)
    return True


def is_command(words):
    command = main
    for word in words:
        if not isinstance(command, click.Group) or word not in command.commands:
            return False
        command = command.commands[word]
    return True


def test_the_page_claims_something():
    assert len(ROWS) > 40


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_the_code_the_test_and_the_screen_of_a_row_exist(row):
    _, code, test, screen = (cell.strip("`") for cell in row)
    file, _, name = test.partition("::")

    assert has(code)
    assert (ROOT / file).is_file()
    assert not name or re.search(rf"^def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    assert screen in PATHS if screen.startswith("/") else is_command(screen.split()[1:])


def test_every_rule_of_release_is_on_the_page():
    named = {row[1].strip("`").rpartition(".")[2] for row in ROWS}

    assert {"no_law", "no_consent", "not_marked", "special_category", "not_releasable", "names_no_reader"} <= named
