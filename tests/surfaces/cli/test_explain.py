"""`tocsin read --explain`: what the terminal says of the reasons."""

import json

import pytest
from click.testing import CliRunner

from tocsin.surfaces.cli import main

REPORT = (
    "Salim Faru, a Tanzanian, plans to attack a ferry in Malta, the harbour police said. "
    "Baba Kidege was arrested in Lisbon. He denied everything."
)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return str(path)


def said(*words: str) -> str:
    return CliRunner().invoke(main, ["read", *words], catch_exceptions=False).output


def test_a_concern_names_the_claims_it_follows_from_with_their_words(report):
    concerns = said(report, "--explain").split("What happened, or may")[0]

    assert "must be warned: Malta" in concerns
    assert "It follows from:" in concerns
    assert "“Salim Faru, a Tanzanian, plans to attack a ferry in Malta”" in concerns


def test_a_claim_says_by_which_words_and_which_rule(report):
    shown = said(report, "--explain")

    assert "- what: attack (a word of the list: “attack”)" in shown
    assert "- how sure: planned (words that judge it: “plans”)" in shown
    assert "- who: nationality: Salim Faru (how they are described: “Tanzanian”)" in shown
    assert "found by tocsin default reader" in shown


def test_a_mention_says_whom_it_means_and_why(report):
    meant = said(report, "--explain").split("Who is meant by which words")[1]

    assert "“a Tanzanian”: stands right beside: “Salim Faru”" in meant
    assert "“He”: takes up the nearest that fits: “Baba Kidege”" in meant


def test_the_reasons_are_left_out_unless_they_are_asked_for(report):
    assert "a word of the list" not in said(report)
    assert all("grounds" not in event for event in json.loads(said(report, "--json"))["events"])
    assert all(event["grounds"] for event in json.loads(said(report, "--json", "--explain"))["events"])
