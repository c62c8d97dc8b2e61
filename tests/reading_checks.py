"""What tests ask of a reading: its concerns as words, its events by name, every quote at its place."""

import json
import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tocsin.reading import read

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "tests" / "reading" / "reports"


def shared(*path: str) -> Path:
    """Return a file of the development data, or skip the test where there is none."""
    place = Path(os.environ.get("TOCSIN_SHARED", ROOT.parent / "shared")).joinpath(*path)
    if not place.exists():
        pytest.skip(f"{'/'.join(path)} is not here (set TOCSIN_SHARED)")
    return place


@cache
def schema() -> dict[str, Any]:
    """Return the published schema of a reading."""
    found: dict[str, Any] = json.loads(files("tocsin.reading").joinpath("reading.schema.json").read_text("utf-8"))
    return found


def concerns_of(reading: dict[str, Any]) -> set[str]:
    """Return the concerns as "FR target"."""
    return {f"{each['country']} {each['reason']}" for each in reading["concerns"]}


def concerns_in(text: str) -> set[str]:
    """Read a report and return its concerns as "FR target"."""
    return {f"{each.country} {each.reason}" for each in read(text).concerns}


def names_of(reading: dict[str, Any]) -> dict[str, str]:
    """Return every entity's name by its id."""
    return {each["id"]: each["name"] for each in reading["entities"]}


def spans_of(value: Any) -> list[dict[str, Any]]:
    """Return every quote anywhere in a reading."""
    if isinstance(value, list):
        return [span for each in value for span in spans_of(each)]
    if not isinstance(value, dict):
        return []
    own = [value] if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int) else []
    return own + [span for key, each in value.items() if key != "time" for span in spans_of(each)]


def person(reading: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the one person or group of that name."""
    found = [each for each in reading["entities"] if each["name"].casefold() == name.casefold()]
    assert found, f"nobody is called {name}: {sorted(names_of(reading).values())}"
    return max(found, key=lambda each: len(each["mentions"]))


def parts(reading: dict[str, Any], event: dict[str, Any]) -> set[tuple[str, str]]:
    """Return who and what takes part in an event, by role and name."""
    names = names_of(reading)
    return {(each["role"], names[each["entity"]].casefold()) for each in event["participants"] + event["places"]}


def events(reading: dict[str, Any], type_: str, status: str | None = None, **wanted: str) -> list[dict[str, Any]]:
    """Return the events of a type and status in which these take part."""
    return [
        event
        for event in reading["events"]
        if event["type"] == type_
        and status in {None, event["status"]}
        and {(role.rstrip("_"), name.casefold()) for role, name in wanted.items()} <= parts(reading, event)
    ]
