"""What the terminal says, in the language of whoever sits at it."""

import inspect
import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from tocsin.surfaces.cli import main
from tocsin.texts.commands import HELP
from tocsin.texts.terminal import _, country_name

CONCERNS_NOBODY = "The weather in the valley was mild on Tuesday, and the bakery opened an hour early."


def said(*words: str, **environment: str) -> str:
    """What a run of the program prints in this environment, and in no other language's."""
    kept = {name: value for name, value in os.environ.items() if name not in {"TOCSIN_LANG", "LANG"}}
    command = [sys.executable, "-m", "tocsin", *words]
    done = subprocess.run(command, env={**kept, "PYTHONUTF8": "1", **environment}, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "weather.txt"
    path.write_text(CONCERNS_NOBODY, "utf-8")
    return path


def test_the_demonstration_tells_its_story_in_turkish(report, tmp_path):
    story = said("demo", "--exit", "--report", str(report), "--folder", str(tmp_path / "nodes"), TOCSIN_LANG="tr")

    assert story.strip().startswith(f"1. Bir rapor gelir: {report}")
    assert "kimseye haber vermek gerekmiyor" in story
    assert not (tmp_path / "nodes").exists()


def test_the_help_is_in_turkish():
    shown = said("--help", TOCSIN_LANG="tr")

    assert "Tocsin: ulaşan, yanıtlanan ve kanıtlanabilen uyarılar." in shown
    assert "Bütün öyküyü bu makinedeki üç düğümle anlat." in shown


def test_the_machine_s_language_counts_where_no_other_was_chosen():
    assert "Herhangi bir dosya." in said("demo", "--help", LANG="tr_TR.UTF-8")
    assert "Any file." in said("demo", "--help", LANG="tr_TR.UTF-8", TOCSIN_LANG="en")


def test_every_help_text_is_listed_for_translation_and_no_other():
    helps = set(_helps(main))

    assert helps ^ {_(text) for text in HELP} == {_("Print JSON, for programs.")}


def test_a_country_is_named_and_what_is_no_code_stays():
    assert country_name("FR") in {"France", "Fransa"}
    assert country_name("Atlantis") == "Atlantis"


def _helps(command: click.Command) -> Iterator[str]:
    if command.help:
        yield inspect.cleandoc(command.help)
    yield from (each.help for each in command.params if isinstance(each, click.Option) and each.help)
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _helps(each)
