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


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Minister for Northern Trade, Ian Bell said: I am concerned.", "Ian Bell", "Minister"),
        ("In his first visit as Minister for Trade, Mr Bell met officials.", "Bell", "Minister"),
        (
            "Gen. Joseph L. Varga, U.S. Southern Command commander, spoke.",
            "Joseph L. Varga",
            "commander",
        ),
        ("Kim Thorne, the Special Adviser to the council on trade, will travel to Cairo.", "Kim Thorne", "Adviser"),
        ("“It is over,” said Col. John “J.D.” Rossi, the spokesperson.", "John “J.D.” Rossi", "spokesperson"),
        ("Ann Bell met the Iraqi Foreign Minister, Omar al-Karim, in Rome.", "Omar al-Karim", "Minister"),
    ],
)
def test_an_office_beside_a_name_is_held_by_the_one_named(text: str, name: str, office: str) -> None:
    mentions = person(reading(text), name)["mentions"]

    assert any(each["text"].endswith(office) and each["form"] == "nominal" for each in mentions)


def test_one_phrase_that_describes_and_names_mentions_its_one_once() -> None:
    found = reading("Forces freed the Iraqi city of Mosul, said US Deputy Secretary of Trade Ann Bell.")

    mentions = {each["name"]: [m["text"] for m in each["mentions"]] for each in found["entities"]}
    assert (mentions["Mosul"], mentions["Ann Bell"]) == (["Mosul"], ["Ann Bell"])


def test_initials_in_brackets_say_how_far_a_name_goes() -> None:
    found = reading("The Harbour Relief Trust Fund (HRTF) was told of the USS Marlow (DDG 99).")

    aliases = {each["name"]: each["aliases"] for each in found["entities"]}
    assert aliases == {"Harbour Relief Trust Fund": ["HRTF"], "USS Marlow": ["DDG 99"]}


def test_a_coalition_against_somebody_is_not_the_one_it_is_against() -> None:
    found = reading("Ministers of the Counter ISIL Coalition met in Rome. The ISIL terrorist group was beaten.")

    assert {m["text"] for e in found["entities"] if e["name"] == "ISIL" for m in e["mentions"]} == {
        "ISIL", "The ISIL terrorist group",
    }  # fmt: skip


def test_he_is_whom_the_sentence_is_about_and_not_whom_it_quotes() -> None:
    found = reading("Police arrested a Belgian, according to a security official. He may have been trained in Syria.")

    assert {m["text"] for e in found["entities"] if "Belgian" in e["name"] for m in e["mentions"]} >= {
        "a Belgian",
        "He",
    }


def test_a_terrorist_group_is_never_the_coalition_that_fights_it() -> None:
    found = reading("ISIL was beaten in Basra. The Northern Coalition praised the defeat of this terrorist group.")

    assert "this terrorist group" in {
        m["text"] for e in found["entities"] if e["name"] == "ISIL" for m in e["mentions"]
    }


def test_one_surname_names_two_brothers_who_are_the_two() -> None:
    found = reading("Police in Setubal have arrested two Algerian brothers, Karim and Sofiane Benali, for fraud.")
    names = {each["name"]: each for each in found["entities"]}
    assert names["Karim"]["kind"] == names["Sofiane Benali"]["kind"] == "person"
    assert names["Karim"]["nationalities"] == ["DZ"]


def test_a_third_man_is_none_of_the_two_spoken_of_before() -> None:
    found = reading("Two Algerian brothers were held in Lisbon. A third man, Yusuf Kaya, a Turk, is at large.")
    assert not person(found, "Yusuf Kaya")["memberships"]


def test_what_so_is_another_is_not_the_same() -> None:
    found = reading("Having a single lorry bring one crate is one delivery, but so is a second lorry on the same day.")
    assert all(len(each["mentions"]) == 1 for each in found["entities"] if "lorry" in each["name"])


@pytest.mark.parametrize("city", ["Kuala Lumpur", "Rosario", "Almaty"])
def test_a_city_somebody_goes_to_is_no_organisation(city: str) -> None:
    found = reading(f"He plans to fly to Doha under the name Adel Nour and then go on to {city}.")
    assert [each["kind"] for each in found["entities"] if each["name"] == city] == ["place"]
