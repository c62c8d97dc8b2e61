"""Who is meant: other names, "he", "the two", "the group", "the country"."""

from functools import cache
from typing import Any

import pytest

from reading_checks import parts, person
from tocsin.reading import read_json


@cache
def reading(text: str) -> dict[str, Any]:
    return read_json(text)


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Aine Leslie Moore was held. Moore said he was ill.", "Aine Leslie Moore", {"Moore", "he"}),
        ("The Central Intelligence Agency (CIA) spoke. The CIA was right.", "Central Intelligence Agency", {"CIA"}),
        ("Omar Said, also known as Abu Hamza, was held. Abu Hamza is ill.", "Omar Said", {"Abu Hamza"}),
        ("The governor of Basra, Omar Said, spoke.", "Omar Said", {"The governor", "Omar Said"}),
        ("ISIS was beaten. The group lost its bases.", "ISIS", {"ISIS", "The group", "its"}),
        ("A man was held in Lima. The suspect is Omar Said.", "Omar Said", {"The suspect", "Omar Said"}),
    ],
)
def test_a_text_speaks_of_the_same_one_again(text: str, name: str, words: set[str]) -> None:
    assert {each["text"] for each in person(reading(text), name)["mentions"]} >= words


def test_two_persons_are_never_made_one() -> None:
    found = reading("Omar Said met Ali Said in Cairo. Omar Haddad was not there.")

    assert {each["name"] for each in found["entities"] if each["kind"] == "person"} == {
        "Omar Said", "Ali Said", "Omar Haddad",
    }  # fmt: skip


def test_the_two_are_the_two_last_named_together() -> None:
    found = reading("Omar Said met Abu Hamza in Cairo. The two men are planning to attack Malta.")

    attack = next(event for event in found["events"] if event["type"] == "attack")
    assert {("perpetrator", "omar said"), ("perpetrator", "abu hamza"), ("target", "malta")} <= parts(found, attack)


def test_the_countries_are_the_last_named_together() -> None:
    found = reading("Officials in France and Malta are worried. Militants plan to attack the countries.")

    assert {each["country"] for each in found["concerns"]} == {"FR", "MT"}


def test_whoever_announces_an_arrest_is_not_the_suspect() -> None:
    found = reading("A man was held, Colonel Ian Bell said. The suspect planned to attack Malta.")

    attack = next(event for event in found["events"] if event["type"] == "attack")
    assert ("perpetrator", "ian bell") not in parts(found, attack)
