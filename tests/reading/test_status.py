"""Status, likelihood and attribution: how sure, and on whose word."""

from functools import cache
from typing import Any

import pytest

from reading_checks import events
from tocsin.reading import read_json


@cache
def reading(text: str) -> dict[str, Any]:
    return read_json(text)


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Militants attacked a church in Cologne.", "attack", "occurred"),
        ("Militants are planning an attack in Cologne.", "attack", "planned"),
        ("Militants want to attack a church in Cologne.", "attack", "planned"),
        ("Militants came to Cologne to attack a church.", "attack", "planned"),
        ("Police foiled an attack by militants in Cologne.", "attack", "attempted"),
        ("Militants tried to attack a church in Cologne.", "attack", "attempted"),
        ("Militants threatened to attack a church in Cologne.", "attack", "threatened"),
        ("Militants may attack a church in Cologne.", "attack", "possible"),
        ("An attack on Cologne cannot be ruled out.", "attack", "possible"),
        ("Militants will attack Cologne if the talks fail.", "attack", "conditional"),
        ("Militants did not attack the church in Cologne.", "attack", "denied"),
        ("The militants denied attacking the church in Cologne.", "attack", "denied"),
        ("Militants allegedly attacked a church in Cologne.", "attack", "alleged"),
        ("The alleged killing of two tourists shocked the town.", "killing", "alleged"),
        ("Pirates are holding two sailors hostage.", "hostage taking", "ongoing"),
    ],
)
def test_the_words_around_an_event_judge_it(text: str, type_: str, status: str) -> None:
    assert [event["status"] for event in events(reading(text), type_)] == [status]


def test_police_who_foil_an_attack_are_not_its_perpetrators() -> None:
    event = events(reading("Police foiled an attack by militants in Cologne."), "attack")[0]

    assert {each["role"] for each in event["participants"]} == {"perpetrator"}
    assert len(event["participants"]) == 1


def test_speakers_are_named_from_the_outside_in() -> None:
    text = "According to Reuters, officials said that militants plan to attack Cologne."

    sources = [hop["source"] for hop in events(reading(text), "attack")[0]["attribution"]]

    assert sources == ["Reuters", "officials"]


def test_a_likelihood_word_is_kept_and_a_direction_is_no_word() -> None:
    likely = events(reading("It is likely that the militants will attack Cologne."), "attack")[0]["likelihood"]
    rising = events(reading("There is a growing risk that militants will attack Cologne."), "attack")[0]["likelihood"]

    assert (likely["scheme"], likely["term"]) == ("icd203", "likely")
    assert (rising["term"], rising["direction"]) == (None, "up")
