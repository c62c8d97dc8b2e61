"""Whatever the text, the readers by patterns quote what stands there, keep the schema, and come to an end."""

import time

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reading_by_patterns import read_as
from reading_checks import schema, spans_of

LANGUAGES = ("fr", "tr")
WORDS = (
    *("deux", "des", "ressortissants", "tunisiens", "d'origine", "marocaine", "de", "nationalité", "à", "Lille", "a"),
    *("été", "interpellé", "attentat", "contre", "l'ambassade", "qui", "Il", "et", "dont", "selon", "le", "6", "mars"),
    *("iki", "Fas", "uyruklu", "Fransız", "vatandaşı", "Kilis'te", "Suriye'deki", "gözaltına", "alındı", "saldırı"),
    *(
        "planladığı",
        "DEAŞ",
        "üyesi",
        "ve",
        "ile",
        "şüphelilerden",
        "A.K.",
        "3-4",
        "Mart",
        "ölen",
        "İIıi",
        "ﬁ",
        "’",
        "'",
    ),
    *(".", ",", ";", ":", "(", ")", "«", "»", "\n", "\n\n", "\u202e", "\u200b", "😀", "M.", "12.", "-"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_every_quote_of_a_jumble_of_words_stands_in_it(language: str, text: str) -> None:
    reading = read_as(language, text)

    jsonschema.validate(reading, schema())
    quotes = [*spans_of(reading["events"]), *spans_of(reading["entities"]), *spans_of(reading["attributes"])]
    assert all(text[quote["start"] : quote["end"]] == quote["text"] for quote in quotes)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=120))
def test_any_characters_at_all_give_a_reading(language: str, text: str) -> None:
    jsonschema.validate(read_as(language, text), schema())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "a" * 500_000,
        "(" * 100_000,
        "deux Belge " * 3_000,
        "iki Fransız uyruklu " * 3_000,
        "X, " * 5_000,
        "d'" * 5_000,
        "attentat contre " * 3_000,
        "saldırı planladığı " * 3_000,
        "Ali Veli ve " * 3_000,
    ],
    ids=["one word", "brackets", "numbers", "nations", "names", "elisions", "deeds", "plans", "lists"],
)
def test_a_hostile_text_costs_bounded_time(language: str, text: str) -> None:
    started = time.monotonic()

    read_as(language, text)

    assert time.monotonic() - started < 60
