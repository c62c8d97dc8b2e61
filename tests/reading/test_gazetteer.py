"""Gazetteer: a name is found in the right country however it is written, and what is no place is not found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reading.places.gazetteer import PlaceKind, find
from tocsin.vocabulary.country import COUNTRIES, fold, fold_all


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Nineveh", "province", "IQ"), ("Nineveh province", "province", "IQ"),
        ("province of Nineveh", "province", "IQ"),
        ("al-Baaj", "city", "IQ"), ("Al Baaj", "city", "IQ"), ("Ba'aj", "city", "IQ"), ("BAAJ", "city", "IQ"),
        ("Silivri", "city", "TR"), ("Silivri district", "district", "TR"), ("Latakia", "city", "SY"),
        ("Mosul", "city", "IQ"), ("MOSUL", "city", "IQ"), ("Musul", "city", "IQ"), ("Antalya", "city", "TR"),
        ("Raqqa", "city", "SY"), ("ar-Raqqa", "city", "SY"), ("Aleppo", "city", "SY"), ("Halep", "city", "SY"),
        ("Homs", "city", "SY"), ("Paris", "city", "FR"), ("London", "city", "GB"), ("Londra", "city", "GB"),
        ("Istanbul", "city", "TR"), ("İstanbul", "city", "TR"), ("ISTANBUL", "city", "TR"), ("Sinai", "region", "EG"),
        ("Donbas", "region", "UA"), ("Helmand", "province", "AF"), ("Anbar", "province", "IQ"),
        ("Sinjar", "city", "IQ"),
        ("Kobani", "city", "SY"), ("Kobanê", "city", "SY"), ("Gaziantep", "city", "TR"), ("Molenbeek", "city", "BE"),
        ("Sint-Jans-Molenbeek", "city", "BE"), ("Cologne", "city", "DE"), ("Köln", "city", "DE"),
        ("Lesbos", "region", "GR"),
        ("Edirne", "city", "TR"), ("Hatay", "province", "TR"), ("Kilis", "city", "TR"), ("Sanliurfa", "city", "TR"),
        ("Deir ez-Zor", "city", "SY"), ("Deir al-Zour", "city", "SY"), ("Falluja", "city", "IQ"),
        ("Tel Afar", "city", "IQ"),
        ("Benghazi", "city", "LY"), ("Medellin", "city", "CO"), ("Geneva", "city", "CH"), ("The Hague", "city", "NL"),
        ("Turkey", "country", "TR"), ("the Netherlands", "country", "NL"), ("Georgia", "country", "GE"),
        ("Georgia state", "province", "US"), ("Europe", "region", None), ("the Middle East", "region", None),
        ("Levant", "region", None), ("Kashmir", "region", None), ("Kurdistan", "region", None),
        ("Palmyra, Syria", "city", "SY"), ("Paris, Texas", "city", "US"), ("Washington, D.C.", "city", "US"),
        ("eastern Aleppo", "city", "SY"), ("southeastern Turkey", "region", "TR"), ("Mount Sinjar", "city", "IQ"),
        ("West Virginia", "province", "US"), ("South Africa", "country", "ZA"),
    ],
)  # fmt: skip
def test_a_name_is_found_where_most_people_mean_it(name: str, kind: str, country: str | None):
    place = find(name)[0]

    assert (place.kind, place.country) == (kind, country)
    assert place.score >= 0.9


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "-",
        "Emzawi",
        "Bataclan",
        "Syrian",
        "asdkj",
        "the",
        "Abdul Rahman al-Fulan",
        ",",
        "the town",
        "north " * 3000,
        "," * 5000,
        "al " * 5000,
    ],
)
def test_what_is_no_place_is_not_found(name: str):
    assert find(name) == ()


@pytest.mark.parametrize(
    ("name", "near", "country"),
    [
        ("Paris", {"US"}, "US"), ("Paris", {"US", "TR"}, "FR"), ("Paris", {"FR", "US"}, "FR"), ("Tripoli", set(), "LY"),
        ("Tripoli", {"LB"}, "LB"), ("London", {"CA"}, "CA"), ("Sinjar", {"SY"}, "SY"), ("Sinjar", ("IQ", "TR"), "IQ"),
        ("Kashmir", {"IN"}, "IN"), ("Kashmir", {"PK", "AF"}, "PK"), ("Kashmir", {"IN", "PK"}, None),
        ("San Vicente", {"SV"}, "SV"), ("Halle", {"DE"}, "DE"), ("Europe", {"FR"}, None),
    ],
)  # fmt: skip
def test_countries_already_in_the_text_decide_between_places_of_one_name(
    name: str, near: set[str], country: str | None
):
    assert find(name, near=near)[0].country == country


def test_a_place_says_in_what_it_lies_and_where():
    silivri = find("Silivri")[0]

    assert silivri.admin[0] == "İstanbul"
    assert silivri.latitude == pytest.approx(41.07, abs=0.01)
    assert silivri.longitude == pytest.approx(28.25, abs=0.01)
    assert silivri.population > 40_000


def test_another_transliteration_is_trusted_less_where_the_text_speaks_of_other_countries():
    assert find("Baiji", near={"IQ"})[0].score == 0.9
    assert find("Baiji", near={"FR"})[0].score < 0.9


def test_a_hamlet_far_from_every_country_of_the_text_is_doubted():
    assert find("Marea", near={"SY", "IQ"})[0].score < 0.9
    assert find("Schaerbeek", near={"SY", "IQ"})[0].score == 1


@given(st.text(max_size=30), st.sets(st.sampled_from(sorted(COUNTRIES)), max_size=4))
def test_any_text_may_be_asked_for(name: str, near: set[str]):
    places = find(name, near=near)

    assert all(place.country is None or place.country in COUNTRIES for place in places)
    assert all(place.kind in PlaceKind for place in places)


@given(st.lists(st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cc", "Zl", "Zp"])), min_size=1))
def test_names_folded_together_are_folded_as_one_by_one(names: list[str]):
    names = [f"x{name.replace('|', '')}x" for name in names]

    assert fold_all(names) == [fold(name) for name in names]
