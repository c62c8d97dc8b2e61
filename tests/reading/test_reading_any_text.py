"""Whatever the text: every quote stands at its offsets, the schema holds, and the reader ends."""

import time
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reading_checks import schema, spans_of
from tocsin.domain.report import Document
from tocsin.reading import read
from tocsin.reading.default import read_document
from tocsin.reading.json import to_dict

WORDS = [
    *[
        "police",
        "arrested",
        "a",
        "Belgian",
        "citizen",
        "of",
        "Moroccan",
        "origin",
        "in",
        "Vienna",
        "on",
        "3",
        "May",
        ".",
        ",",
        "(",
        ")",
        "ISIS",
        "plans",
        "to",
        "attack",
    ],
    *[
        "France",
        "the",
        "two",
        "men",
        "they",
        "his",
        "Abu",
        "Omar",
        "al-Tunisi",
        "alias",
        "X",
        "said",
        "that",
        "İSTANBUL",
        "ıı",
        "ﬁ",
        "may",
        "have",
        "killed",
        "if",
        "not",
    ],
    *[
        "26-year-old",
        "dozens",
        "of",
        "soldiers",
        "were",
        "taken",
        "hostage",
        "near",
        "'s",
        "according",
        "to",
        "sources",
        "GROUP",
        "OF",
        ";",
        ":",
        "-",
        "–",
    ],
    *('"', "\n", "\n\n", "\u202e", "\u200b", "😀", "“", "”"),
]


def read_any(text: str) -> dict[str, Any]:
    """Read a text that may be too odd to be a report."""
    return to_dict(read_document(Document(text=text, sha256="0" * 64, text_sha256="0" * 64)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_every_quote_of_a_jumble_of_words_stands_in_it(text: str) -> None:
    reading = read_any(text)

    jsonschema.validate(reading, schema())
    found = reading["report"]["text"]
    assert all(found[span["start"] : span["end"]] == span["text"] for span in spans_of(reading["events"]))
    assert all(found[span["start"] : span["end"]] == span["text"] for span in spans_of(reading["entities"]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120))
def test_any_characters_at_all_give_a_reading(text: str) -> None:
    reading = read_any(text)

    jsonschema.validate(reading, schema())


@pytest.mark.parametrize(
    "text",
    [
        "a" * 2_000_000,
        "(" * 100_000,
        "The police arrested " * 3 + "x" * 500_000 + " in Vienna.",
        "\u202e\u200b" * 20_000,
    ],
    ids=["one word", "brackets", "a word in a sentence", "invisible"],
)
def test_a_hostile_text_costs_bounded_time(text: str) -> None:
    started = time.monotonic()

    read_any(text)

    assert time.monotonic() - started < 20


def test_a_language_nobody_reads_is_said_to_be_unread() -> None:
    german = (
        "Die Polizei hat am Dienstag in München zwei Männer festgenommen, die verdächtigt werden, einen Anschlag "
        "auf einen Weihnachtsmarkt vorbereitet zu haben. Das teilte die Staatsanwaltschaft mit."
    )

    reading = read(german)

    assert reading.unread_because is not None
    assert "de" in reading.unread_because
    assert not reading.claims


def test_the_text_can_be_left_out() -> None:
    reading = read("Police in Vienna arrested a Belgian on 3 May.")

    assert "text" not in to_dict(reading, text=False)["report"]
