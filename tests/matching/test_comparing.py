"""Two names: how alike, and why. Everybody and everything here is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.matching import Doubt, Rule, compare, explain

FOUND = 0.7  # where a list of candidates is cut for a person to look at

WORDS = ["Omar", "Abu", "bin", "al-", "عبد", "الرحمن", "Иван", "B.", "4", "Ltd", "Bank", "O'Neill-Vane", "﷽", "\u200d"]
NAMES = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))


@given(NAMES, NAMES)
def test_a_comparison_is_the_same_both_ways(one: str, other: str) -> None:
    assert compare(one, other) == compare(other, one)


@given(NAMES, NAMES)
def test_a_comparison_is_between_nought_and_one(one: str, other: str) -> None:
    assert 0 <= compare(one, other) <= 1


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    assert compare(name, name) == 1


@given(NAMES, NAMES)
def test_every_part_is_accounted_for_on_its_own_side(one: str, other: str) -> None:
    found, turned = explain(one, other), explain(other, one)

    assert found.left == turned.right
    assert {(each.ours, each.theirs) for each in found.meetings} == {
        (each.theirs, each.ours) for each in turned.meetings
    }


@pytest.mark.parametrize("letters", ["a ", "ab", "ا", "a.b.", "\u200d", "' "])
def test_a_name_of_any_length_is_compared_by_its_beginning(letters: str) -> None:
    hostile = 100_000 * letters

    assert compare(hostile, hostile[:300]) in {0, 1}
    assert compare(hostile, "Tarik Benhalim Osmani") < FOUND


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khalid Zaryab Mansuri", "خالد زرياب منصوري"),
        ("Abdul Rahman al-Qasbawi", "عبدالرحمن القصباوي"),
        ("Muhyi al-Din Tarshihi", "محي الدين الطرشيحي"),
        ("Yusuf Ghaznawi", "یوسف غزنوی"),
        ("Dmitri Shchukarev", "Дмитрий Щукарёв"),
        ("Giorgos Papadellis", "Γιώργος Παπαδέλλης"),
        ("Nodar Beridzeli", "ნოდარ ბერიძელი"),
        ("Ari Navonski", "ארי נבונסקי"),
        ("Çağla Işıldar", "Cagla Isildar"),
        ("Ilgın Şimşekli", "ILGIN SIMSEKLI"),
    ],
)
def test_a_name_is_found_in_another_script(one: str, other: str) -> None:
    assert compare(one, other) >= FOUND


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Qasbawi", "Muhamad Kasbawi"),
        ("Abdelkader Tlemsani", "Abd al-Qadir Tilimsani"),
        ("Djamel Bouterfa", "Jamal Buterfa"),
        ("Usama bin Tariq Zubari", "Osama ibn Tarek Zoubari"),
        ("Saifullah Haydari", "Saif Ullah Heidari"),
        ("Vandermeulen, Joris", "Joris van der Meulen"),
        ("Tariq Al Ali", "Tariq ALALI"),
        ("TariqZubari", "Tariq Zubari"),
    ],
)
def test_a_name_is_found_in_another_spelling(one: str, other: str) -> None:
    assert compare(one, other) >= FOUND


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ZUBARI, Tariq Hasan", "Tariq Hasan Zubari"),
        ("Dr. Tariq Zubari", "Tariq Zubari"),
        ("T. H. Zubari", "Tariq Hasan Zubari"),
        ("Tariq Zubari", "Tariq Hasan Mahmud al-Zubari"),
        ("Тariq Zubаri", "Tariq Zubari"),  # Cyrillic letters that look Latin
        ("Ta\u200briq Zub\u200dari", "Tariq Zubari"),
        ("Tar1q Zubar1", "Tariq Zubari"),
        ("Trq Zbr", "Tariq Zubari"),
        ("Bill Okonjola", "William Okonjola"),
        ("Tariq Zubrai", "Tariq Zubari"),
    ],
)
def test_a_name_is_found_however_it_was_put_down(one: str, other: str) -> None:
    assert compare(one, other) >= FOUND


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jonah Marwick", "Janet Marwick"),
        ("Tariq Hasan al-Zubari", "Tariq Hasan al-Misratani"),
        ("Ruslan Igorovich Vashenko", "Timur Igorovich Vashenko"),
        ("Tariq bin Hasan Zubari", "Tariq bin Yunus Zubari"),
        ("Abu Hamza", "Abu Talha"),
        ("Abu Hamza", "Hamza"),
        ("Tariq", "Tariq Hasan Zubari"),
        ("A. Zubari", "Tariq Zubari"),
        ("خالد منصوري", "Tariq Zubari"),
        ("Battalion 17", "Battalion 19"),
        ("MV Amber Tern 3", "MV Amber Tern 8"),
        ("Amber Tern Shipping Ltd", "Copper Tern Shipping Ltd"),
        ("Calder Steel Corporation", "Calder Timber Corporation"),
    ],
)
def test_names_with_a_part_that_contradicts_stay_apart(one: str, other: str) -> None:
    assert compare(one, other) < FOUND


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Calder Ironworks GmbH", "Calder Ironworks Gesellschaft mit beschränkter Haftung"),
        ("OAO Volzhskprom", "Volzhskprom JSC"),
        ("The Calder & Finch Company", "Calder and Finch"),
        ("Amber Tern Rescue Society", "ATRS"),
        ("First Calder Bank", "1st Calder Bank"),
        ("C.F.T. Holdings", "CFT Holdings"),
        ("АО «Волжскпром»", "Volzhskprom"),
    ],
)
def test_an_organisation_is_found_in_another_form_of_its_name(one: str, other: str) -> None:
    assert compare(one, other) >= FOUND


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Tariq Zubari", "طارق زباري", Rule.SCRIPT),
        ("Tarek Zubari", "Tariq Zubari", Rule.SPELLING),
        ("T. Zubari", "Tariq Zubari", Rule.INITIAL),
        ("Abu Hamza Zubari", "Abou Hamza Zubari", Rule.KUNYA),
        ("Bill Okonjola", "William Okonjola", Rule.NICKNAME),
        ("Saif Ullah Heidari", "Saifullah Heidari", Rule.JOINED),
        ("Amber Tern Rescue Society", "ATRS", Rule.ACRONYM),
        ("Nathan Okonjola", "Nathanael Okonjola", Rule.SHORTENED),
    ],
)
def test_an_explanation_names_the_rule_by_which_parts_met(one: str, other: str, rule: Rule) -> None:
    assert rule in {each.rule for each in explain(one, other).meetings}


def test_an_explanation_says_what_is_left_on_each_side() -> None:
    found = explain("Tariq Hasan al-Zubari", "Tariq Hasan al-Misratani")

    assert (found.left, found.right) == (("al-Zubari",), ("al-Misratani",))


@pytest.mark.parametrize(
    ("one", "other", "doubt"),
    [
        ("Tariq Hasan al-Zubari", "Tariq Hasan al-Misratani", Doubt.DIFFERENT),
        ("Battalion 17", "Battalion 19", Doubt.NUMBER),
        ("Calder Ironworks AG", "Calder Ironworks GmbH", Doubt.LEGAL),
        ("Ruslan bin Tariq Zubari", "Tariq bin Ruslan Zubari", Doubt.SWAPPED),
        ("Zaryab Tariq Hasan Zubari", "Tariq Hasan Zubari", Doubt.PARENT),
    ],
)
def test_an_explanation_says_what_speaks_against_it(one: str, other: str, doubt: Doubt) -> None:
    assert doubt in explain(one, other).doubts


def test_a_muhammad_in_front_does_not_make_another_generation() -> None:
    assert explain("Muhammad Zaryab Zubari", "Zaryab Zubari").doubts == ()


def test_an_explanation_says_that_the_parts_stand_in_another_order() -> None:
    assert explain("Zubari, Tariq", "Tariq Zubari").reordered
    assert not explain("Tariq Zubari", "Tarek Hasan Zubari").reordered


def test_a_missing_part_costs_less_than_another_one() -> None:
    assert compare("Tariq Zubari", "Tariq Hasan Zubari") > compare("Tariq Yunus Zubari", "Tariq Hasan Zubari")


def test_nothing_is_like_a_name_of_signs_only() -> None:
    assert compare("---", "Tariq Zubari") == 0
    assert compare("", "") == 1
