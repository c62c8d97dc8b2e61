"""The spellings to look for. Everybody here is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.matching import Rule, compare, variants
from tocsin.matching.variants import MOST

WORDS = ["Khalid", "Abu", "Nasser", "al-Marwani", "bin", "Dmitri", "Щукарёв", "خالد", "عبد", "Bank", "Ltd", "7", "J."]


def spellings(name: str) -> set[str]:
    return {each.text for each in variants(name)}


@given(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join))
def test_every_variant_is_found_again_by_a_comparison(name: str) -> None:
    assert all(compare(name, each) >= 0.7 for each in spellings(name))


@given(st.text(max_size=80))
def test_variants_are_few_and_never_the_name_itself(name: str) -> None:
    found = spellings(name)

    assert len(found) <= MOST
    assert name not in found


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Khalid Marwani", "Marwani, Khalid"),
        ("Khalid Marwani", "Khaled Marwani"),
        ("Khalid Marwani", "K. Marwani"),
        ("Abu Nasser al-Marwani", "Abou Nasser al-Marwani"),
        ("Abu Nasser al-Marwani", "Abu Nasser el-Marwani"),
        ("عبد الرحمن مرواني", "Abdul Rahman Mrwany"),
        ("Дмитрий Щукарёв", "Dmitriy Shchukarev"),
        ("William Okonjola", "Bill Okonjola"),
        ("Calder Ironworks Ltd", "Calder Ironworks"),
        ("Amber Tern Rescue Society", "ATRS"),
    ],
)
def test_a_likely_spelling_is_among_the_variants(name: str, spelling: str) -> None:
    assert spelling in spellings(name)


def test_a_variant_says_what_makes_it_one() -> None:
    rules = {each.text: each.rule for each in variants("Khalid Tariq Marwani")}

    assert rules["Marwani, Khalid Tariq"] is Rule.ORDER
    assert rules["Khalid Marwani"] is Rule.MISSING
