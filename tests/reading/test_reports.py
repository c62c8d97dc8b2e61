"""Reports of many kinds, invented for this project and fitted to nothing: what is in them, and whom it concerns."""

import tomllib
from functools import cache
from typing import Any

import jsonschema
import pytest

from reading_checks import REPORTS, concerns_of, events, person, schema, spans_of
from tocsin.reading import read_json

NAMES = sorted(path.stem for path in REPORTS.glob("*.txt"))


@cache
def reading(name: str) -> dict[str, Any]:
    return read_json((REPORTS / f"{name}.txt").read_text("utf-8"))


def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((REPORTS / f"{name}.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_report_concerns_exactly_the_countries_it_concerns(name: str) -> None:
    assert concerns_of(reading(name)) == set(expected(name)["concerns"])


@pytest.mark.parametrize("name", NAMES)
def test_the_people_of_a_report_are_what_it_says_they_are(name: str) -> None:
    for wanted in expected(name).get("person", []):
        found = person(reading(name), wanted.pop("name"))
        protected = wanted.pop("protected", None)
        kinds = {each["value"]: each["kind"] for each in reading(name)["attributes"] if each["entity"] == found["id"]}

        assert {key: sorted(v) if isinstance(v, list) else v for key, v in wanted.items()} == {
            key: sorted(found[key]) if isinstance(found[key], list) else found[key] for key in wanted
        }
        assert protected is None or kinds.get(protected) == "protected"


@pytest.mark.parametrize("name", NAMES)
def test_the_events_of_a_report_are_found_with_those_who_take_part(name: str) -> None:
    for wanted in expected(name).get("event", []):
        start, term = wanted.pop("start", None), wanted.pop("likelihood", None)
        speakers = wanted.pop("attribution", None)
        found = events(reading(name), wanted.pop("type"), wanted.pop("status"), **wanted)

        assert found, (wanted, reading(name)["events"])
        assert start is None or any(each["time"] and each["time"]["start"] == start for each in found)
        assert term is None or any(each["likelihood"] and each["likelihood"]["term"] == term for each in found)
        assert speakers is None or any([h["source"] for h in each["attribution"]] == speakers for each in found)


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_keeps_to_the_schema_and_quotes_the_report(name: str) -> None:
    found = reading(name)

    jsonschema.validate(found, schema())
    text = found["report"]["text"]
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans_of(found) if span["text"])


@pytest.mark.parametrize("name", NAMES)
def test_a_report_in_capitals_concerns_the_same_countries(name: str) -> None:
    shouted = read_json((REPORTS / f"{name}.txt").read_text("utf-8").upper())

    assert concerns_of(shouted) == set(expected(name)["concerns"])
