"""Nationality, origin, birthplace: only what the words say, each for itself."""

from functools import cache
from typing import Any

import pytest

from reading_checks import person
from tocsin.reading import read_json


@cache
def reading(text: str) -> dict[str, Any]:
    return read_json(text)


def belongs(text: str, name: str) -> tuple[set[str], set[str]]:
    """Return the nationalities and the origins (with birthplaces) of somebody."""
    found = person(reading(text), name)
    return set(found["nationalities"]), set(found["origins"])


@pytest.mark.parametrize(
    ("text", "name", "nationalities", "origins"),
    [
        ("Police held a Belgian citizen of Moroccan origin.", "Belgian citizen", {"BE"}, set()),
        ("Police held a Kuwaiti-born Briton, Omar Haddad.", "Omar Haddad", {"GB"}, {"KW"}),
        ("Police held Omar Haddad, a Dutchman of Somali descent.", "Omar Haddad", {"NL"}, {"SO"}),
        ("Police held Irish citizen Declan Moore in Lima.", "Declan Moore", {"IE"}, set()),
        ("Omar Haddad, a citizen of France and Mali, was held.", "Omar Haddad", {"FR", "ML"}, set()),
        ("Omar Haddad also holds a Dutch passport.", "Omar Haddad", {"NL"}, set()),
        ("Omar Haddad travelled on a forged Dutch passport.", "Omar Haddad", set(), set()),
        ("Omar Haddad, a Yemeni-American, was held.", "Omar Haddad", {"US"}, {"YE"}),
        ("Omar Haddad was born in Sarajevo.", "Omar Haddad", set(), {"BA"}),
        ("Turkish-backed rebels entered the town.", "Turkish-backed rebels", set(), set()),
        ("A group of Tunisia-national militants is in Crete.", "group of Tunisia-national militants", {"TN"}, set()),
        ("Two Syrian nationals were held.", "Two Syrian nationals", {"SY"}, set()),
        ("French-speaking militants were seen.", "French-speaking militants", set(), set()),
    ],
)
def test_a_person_belongs_where_the_words_say(text: str, name: str, nationalities: set[str], origins: set[str]) -> None:
    found = belongs(text, name)

    if "Moroccan origin" in text:
        origins = {"MA"}
    assert found == (nationalities, origins)


def test_a_north_korean_is_not_from_the_south_and_lends_his_passport_to_nobody() -> None:
    text = "Police held an Indonesian woman after the killing of a North Korean citizen in Rome."

    assert belongs(text, "North Korean citizen") == ({"KP"}, set())
    assert belongs(text, "Indonesian woman") == ({"ID"}, set())
