"""`tocsin names`: without any node."""

import json

from click.testing import CliRunner

from tocsin.matching import Doubt, Rule
from tocsin.surfaces.cli import main
from tocsin.surfaces.cli.names import DOUBTS, RULES


def says(*words: str) -> str:
    done = CliRunner().invoke(main, ["names", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_comparison_is_told_with_its_reasons() -> None:
    said = says("compare", "Tariq Zubari", "طارق زباري")

    assert float(said.split()[0]) > 0.7
    assert "Tariq = طارق" in said


def test_a_comparison_for_programs_holds_the_number_and_every_meeting() -> None:
    found = json.loads(says("compare", "Tariq Zubari", "Tariq Misratani", "--json"))

    assert found["meetings"] == [{"ours": "Tariq", "theirs": "Tariq", "likeness": 1.0, "rule": "same"}]
    assert (found["left"], found["right"], found["doubts"]) == (["Zubari"], ["Misratani"], ["different part"])


def test_variants_are_listed_with_what_makes_them_so() -> None:
    assert {"text": "Zubari, Tariq", "rule": "order"} in json.loads(says("variants", "Tariq Zubari", "--json"))
    assert "Zubari, Tariq" in says("variants", "Tariq Zubari")


def test_every_rule_and_every_doubt_is_said_in_words() -> None:
    assert (set(RULES), set(DOUBTS)) == (set(Rule), set(Doubt))
