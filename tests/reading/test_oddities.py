"""What the eye does not see: a name is found for all that, its quote is what stands there, and people are told."""

from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading_checks import person, schema, spans_of
from tocsin.reading import read_json
from tocsin.reading.documents.extract import extract
from tocsin.reading.text.plain import plain

REPORT = "Police in Vienna arrested {} on 3 May. Anna Lorenz, a Belgian, is accused of a plot to attack the airport."


def oddities(reading: dict[str, Any]) -> list[tuple[str, list[str]]]:
    text = reading["report"]["text"]
    return [
        (each["kind"], [text[place["start"] : place["end"]] for place in each["places"]])
        for each in reading["report"]["oddities"]
    ]


@pytest.mark.parametrize(
    ("written", "kind", "odd"),
    [
        ("An\u200bna Lorenz", "hidden characters", ["\u200b"]),
        ("Anna Lo\u2060\u200crenz", "hidden characters", ["\u2060\u200c"]),
        ("Anna Lo\ufe0frenz", "hidden characters", ["\ufe0f"]),
        ("A\u202enna Lorenz", "overridden direction", ["\u202e"]),
        ("Anna \u2066Lorenz\u2069", "overridden direction", ["\u2066", "\u2069"]),
        ("Аnna Lоrеnz", "mixed scripts", ["Аnna", "Lоrеnz"]),
        ("Anna L\u03bfrenz", "mixed scripts", ["L\u03bfrenz"]),
    ],
)
def test_a_name_that_is_not_what_it_looks_like_is_found_quoted_as_it_is_and_told(
    written: str, kind: str, odd: list[str]
):
    reading = read_json(REPORT.format(written))

    jsonschema.validate(reading, schema())
    anna = person(reading, "Anna Lorenz")
    first = next(each["text"] for each in anna["mentions"] if each["form"] == "name")
    assert first in {written, written.rstrip("\u2069")}
    assert anna["nationalities"] == ["BE"]
    assert (kind, odd) in oddities(reading)


@pytest.mark.parametrize(
    "text",
    [
        "Die Grenz\u00adpolizei, the bor\u00adder police, held a man of 60 μm and 5 kΩm.",
        "👨\u200d👩\u200d👧 ❤\ufe0f 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم به خانه بروم و او نمی\u200cآید",
        "قال \u202bالوزير\u202c ذلك",
        "Анна Лоренц and Anna Lorenz, in Vienna/\u200bWien",
        "नमस्\u200dते",
    ],
)
def test_what_is_written_so_for_a_reason_is_not_odd(text: str):
    assert extract(text).oddities == ()


def test_a_message_in_tags_is_told():
    hidden = "".join(chr(0xE0000 + ord(sign)) for sign in "release him")

    (oddity,) = extract(f"Police held a man.{hidden} He is in Vienna.").oddities

    assert (oddity.kind, oddity.count) == ("hidden characters", 1)
    assert (oddity.places[0].start, oddity.places[0].end) == (18, 29)


def test_of_very_many_oddities_the_first_are_named_and_all_are_counted():
    (oddity,) = extract("\u200b".join("ab" * 1_000)).oddities

    assert oddity.count == 1_999
    assert len(oddity.places) == 20


def test_a_text_too_long_to_be_read_says_where_reading_ended():
    sentence = "Anna Lorenz fled to Malta.\n"
    reading = read_json(sentence + "Omar\n" * 40_000 + sentence)

    (oddity,) = reading["report"]["oddities"]
    end = max(span["end"] for span in spans_of(reading["entities"]))
    assert oddity["kind"] == "not read to the end"
    assert end <= oddity["places"][0]["start"] < oddity["places"][0]["end"] == len(reading["report"]["text"])


ODD = st.text(alphabet=st.sampled_from("ab Аοx.\u200b\u200c\u202e\u00ad\u0301é\n"), max_size=60)


@given(ODD)
def test_every_stretch_of_the_plain_text_is_a_stretch_of_the_text(text: str):
    seen = plain(text)

    for start in range(len(seen.text)):
        for end in range(start + 1, len(seen.text) + 1):
            there = text[slice(*seen.back(start, end))]
            assert plain(there).text == seen.text[start:end] or seen.mixed
            assert seen.forth(*seen.back(start, end)) == (start, end)


@settings(max_examples=30, deadline=None)
@given(st.lists(ODD, min_size=1, max_size=3))
def test_hidden_characters_anywhere_leave_every_quote_at_its_place(odd: list[str]):
    words = REPORT.format("Anna Lorenz").split()
    for number, each in enumerate(odd):
        words.insert(5 * number + 3, each)

    reading = read_json(" ".join(words))

    text = reading["report"]["text"]
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans_of(reading["entities"]))
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans_of(reading["events"]))
