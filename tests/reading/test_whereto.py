"""Whereto: which way suspects go, who is meant by a group, and where a threat falls that names no country itself."""

import pytest

from reading_checks import concerns_in
from tocsin.reading import read


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("Two Kyrgyz militants crossed Bulgaria and are heading for Austria.", "BG transit"),
        ("The militant Omar Kesh flew to Istanbul and from there went on to Iran.", "TR transit"),
        ("Three militants were to land near Almeria in Spain and to continue by road to France.", "ES transit"),
        ("Three militants were to land near Almeria in Spain and to continue by road to France.", "FR destination"),
        ("Two militants changed planes in Panama.", "PA transit"),
        ("The militant Omar Kesh moved to a camp by way of Chad.", "TD transit"),
    ],
)
def test_a_country_on_the_way_is_one_of_transit(text: str, concern: str) -> None:
    assert concern in concerns_in(text)


def test_who_goes_on_from_a_country_did_not_mean_to_go_there() -> None:
    text = "The militant Omar Kesh flew to Istanbul and from there went on to Iran."

    assert not {"TR presence", "TR destination"} & concerns_in(text)


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("RIGA - Two men are planning to blow up a police station in the city. Riga has been told.", "LV target"),
        ("The gunmen intend to fire on a convoy on the road between Sidon and Tyre in Lebanon.", "LB target"),
        ("Two hand grenades are to be thrown at the Peruvian embassy in Lisbon.", "PT target"),
        ("Officials had learned of an attack on Korean engineers planned for May.", "KR nationals-threatened"),
        ("He hid a charge to be set off in the port of Larnaca in Cyprus.", "CY target"),
    ],
)
def test_a_threat_is_aimed_where_its_words_say(text: str, concern: str) -> None:
    assert concern in concerns_in(text)


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("The alleged organiser, Omar Kesh, a Bahraini, lives in Basra, Iraq.", "BH suspect-national"),
        ("Omar Kesh is believed to be on a yacht in Neiafu, Tonga. The bombing is planned for May.", "TO presence"),
        ("Police look for a Belarusian couple after the bombing. The two may be in Vilnius.", "LT presence"),
        ("The bomb was meant for a train. Omar Kesh, a Pakistani, is absconding.", "PK suspect-national"),
        ("The bomb was meant for a train. Omar Kesh, a Pakistani, is still free.", "PK suspect-national"),
        ("The cell has a bomb. The leader, Omar Kesh, a Libyan, sells cars.", "LY suspect-national"),
        ("Two bombers are still at large in Sri Lanka's Puttalam district.", "LK presence"),
        ("The cell held exercises with mines near Raska in Serbia.", "RS staging"),
        ("The bomber Omar Kesh has been renting a room in Maribor in Slovenia.", "SI presence"),
        ("Two bombers, both Sudanese citizens, are waiting in Assab.", "SD suspect-national"),
        (
            "The driver, Omar Kesh, was born in Oslo but is an Austrian. He was arrested.",
            "AT detained-national",
        ),
    ],
)
def test_who_is_suspected_and_whose_national_is_found(text: str, concern: str) -> None:
    assert concern in concerns_in(text)


def test_a_gang_is_not_the_people_it_means_to_seize() -> None:
    text = "Pirates want to seize Korean engineers in Aden. The gang trained for weeks at a camp in Eritrea."

    assert "KR suspect-national" not in concerns_in(text)
    assert "KR nationals-threatened" in concerns_in(text)


def test_whoever_arrests_people_is_not_the_detainees() -> None:
    found = read("Peruvian sailors arrested Omar Kesh near Lima. The detainees were sad.")

    mentions = [{each.span.text for each in entity.mentions} for entity in found.entities]
    assert {"The detainees"} in mentions


def test_what_a_thriller_tells_concerns_nobody() -> None:
    text = (
        "Her sixth thriller opens with a bang. A cell from Ghent wants to blow up a boat in Paris. "
        "Not everything succeeds: 412 pages are too many. The police come too late."
    )

    assert concerns_in(text) == set()
