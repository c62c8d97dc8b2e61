"""Countries: every word leads to one of them, and the doubtful ones are decided on purpose."""

import subprocess
import sys
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocabulary.country import (
    COUNTRIES,
    by_code,
    capital_of,
    country_named,
    country_of_demonym,
    fold,
    is_ambiguous,
)

some_country = st.sampled_from(sorted(COUNTRIES)).map(by_code)


def test_every_country_of_the_standard_is_there_once():
    assert len(COUNTRIES) == 250  # 249 of ISO 3166-1, and XK
    assert all(len(code) == 2 and code.isupper() and by_code(code).code == code for code in COUNTRIES)


@pytest.mark.parametrize("words", ["every_name", "demonyms", "capitals"])
def test_no_word_stands_in_two_rows(words: str):
    rows = defaultdict(set)
    for code, country in COUNTRIES.items():
        for word in getattr(country, words):
            rows[fold(word)].add(code)

    assert {word: codes for word, codes in rows.items() if len(codes) > 1} == {}


@given(
    some_country,
    st.sampled_from(
        [
            str,
            str.upper,
            str.title,
            lambda name: f"the {name}" if not name.lower().startswith("the ") else name,
            " {} ".format,
        ]
    ),
)
def test_every_name_leads_back_to_its_country_however_it_is_written(country, spelling):
    for name in country.every_name:
        if len(name.replace(".", "")) > 5:
            assert country_named(spelling(name)) == country.code
    for name in country.demonyms:
        assert country_of_demonym(name) == country.code
    for name in country.capitals:
        assert capital_of(name) == country.code


@given(some_country)
def test_an_ambiguous_word_is_one_of_its_country(country):
    words = {fold(word) for word in (*country.every_name, *country.demonyms, *country.capitals)}

    assert {fold(word) for word in country.ambiguous} <= words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Turkey", "TR"), ("Türkiye", "TR"), ("Turkiye", "TR"), ("TURKEY", "TR"), ("TÜRKİYE", "TR"), ("Turquie", "TR"),
        ("Holland", "NL"), ("the Netherlands", "NL"), ("The Netherlands", "NL"), ("Hollanda", "NL"),
        ("UK", "GB"), ("U.K.", "GB"), ("Britain", "GB"), ("Great Britain", "GB"), ("Scotland", "GB"),
        ("İngiltere", "GB"), ("USA", "US"), ("U.S.", "US"), ("US", "US"), ("United States", "US"), ("ABD", "US"),
        ("Ivory Coast", "CI"), ("Côte d’Ivoire", "CI"), ("Cote d'Ivoire", "CI"), ("DRC", "CD"), ("Burma", "MM"),
        ("Czechia", "CZ"), ("Czech Republic", "CZ"), ("Swaziland", "SZ"), ("East Timor", "TL"), ("Irak", "IQ"),
        ("IRAN", "IR"), ("Iran", "IR"), ("İRAN", "IR"), ("Mısır", "EG"), ("Misir", "EG"), ("St Lucia", "LC"),
        ("Saint Lucia", "LC"), ("Bosnia", "BA"), ("Bosnia & Herzegovina", "BA"), ("Kosovo", "XK"), ("MALI", "ML"),
        ("UAE", "AE"), ("Niger", "NE"), ("Nigeria", "NG"), ("Guinea", "GN"), ("Equatorial Guinea", "GQ"),
        ("Guinea-Bissau", "GW"), ("Papua New Guinea", "PG"), ("Congo", "CD"), ("Republic of the Congo", "CG"),
        ("Georgia", "GE"), ("Dominica", "DM"), ("Dominican Republic", "DO"), ("Korea", "KR"), ("DPRK", "KP"),
        ("us", None), ("abd", None), ("Kurdistan", None), ("Europe", None), ("the", None), ("", None),
    ],
)  # fmt: skip
def test_a_name_means_its_country(text: str, code: str | None):
    assert country_named(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tunisian", "TN"), ("Tunisians", "TN"), ("Briton", "GB"), ("Britons", "GB"), ("British", "GB"), ("Scot", "GB"),
        ("Dutch", "NL"), ("Dutchman", "NL"), ("Dutchmen", "NL"), ("Frenchman", "FR"), ("French", "FR"), ("Dane", "DK"),
        ("Turk", "TR"), ("Turks", "TR"), ("Turkish", "TR"), ("Syrian", "SY"), ("Iraqi", "IQ"), ("Saudi", "SA"),
        ("Emirati", "AE"), ("Kuwaiti", "KW"), ("Moroccan", "MA"), ("Belgian", "BE"), ("Filipino", "PH"),
        ("Swede", "SE"), ("Finn", "FI"), ("Pole", "PL"), ("Spaniard", "ES"), ("Nigerien", "NE"), ("Nigerian", "NG"),
        ("Congolese", "CD"), ("Dominican", "DO"), ("Guinean", "GN"), ("Georgian", "GE"), ("South Korean", "KR"),
        ("South Sudanese", "SS"), ("New Zealander", "NZ"), ("Swiss", "CH"), ("US", "US"), ("U.S.", "US"),
        ("Filipina", "PH"),
        ("Türk", "TR"), ("Alman", "DE"), ("Fransız", "FR"), ("Belçikalı", "BE"), ("Hollandalı", "NL"),
        ("TUNUSLU", "TN"),
        ("Suriyeli", "SY"), ("Iraklı", "IQ"), ("İngiliz", "GB"), ("Faslı", "MA"), ("Rus", "RU"), ("BELGIAN", "BE"),
        ("Kurd", None), ("Kurdish", None), ("Arab", None), ("Muslim", None), ("European", None), ("Basque", None),
        ("Chechen", None), ("us", None),
    ],
)  # fmt: skip
def test_a_demonym_means_its_country_and_a_people_without_a_state_means_none(text: str, code: str | None):
    assert country_of_demonym(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("Ankara", "TR"), ("Londra", "GB"), ("Şam", "SY"), ("Damascus", "SY"), ("The Hague", "NL"), ("Kyiv", "UA"),
     ("Washington", "US"), ("Moskova", "RU"), ("Brussels", "BE"), ("Istanbul", None), ("Geneva", None)],
)  # fmt: skip
def test_a_capital_stands_for_its_country(text: str, code: str | None):
    assert capital_of(text) == code


@pytest.mark.parametrize(
    ("word", "doubtful"),
    [("Georgia", True), ("Jordan", True), ("Chad", True), ("Guinea", True), ("Congo", True), ("Dominican", True),
     ("Turkmen", True), ("Brussels", True), ("Pole", True), ("English", True), ("Belgium", False), ("Iraqi", False),
     ("Niger", False), ("Nigerian", False), ("Ankara", False)],
)  # fmt: skip
def test_words_that_mean_something_else_too_are_marked(word: str, doubtful):
    assert is_ambiguous(word) is doubtful


@given(st.text())
def test_any_text_may_be_asked_about(text: str):
    for ask in (country_named, country_of_demonym, capital_of):
        code = ask(text)
        assert code is None or code in COUNTRIES


def test_importing_the_module_reads_no_file():
    program = "import tocsin.vocabulary.country as c; print(c._load.cache_info().currsize)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "0"
