"""Case restoration: a cable in capitals is written as English writes it, character for character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.domain.report import Document
from tocsin.reading.text.casing import is_shouted, restore
from tocsin.reading.text.passages import Passage, passages


def restored(text: str) -> str:
    return restore([Passage(start=0, text=text)])[0].text


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("THE POLICE IN ANKARA DETAINED JOHN OKAFOR.", "The police in Ankara detained John Okafor."),
        ("A TURKISH OFFICIAL SAID ISIS MAY ATTACK FRANCE.", "A Turkish official said ISIS may attack France."),
        ("HE WILL MEET ABU OMAR AL-MASRI ON FRIDAY.", "He will meet Abu Omar al-Masri on Friday."),
        ("THE G20 SUMMIT AND THE AK-47 WERE MENTIONED.", "The G20 summit and the AK-47 were mentioned."),
        ("THE FBI AND NATO WERE TOLD OF IT.", "The FBI and NATO were told of it."),
        ("THE NEW DAWN ARMY [NDX] FLED. THE NDX LOST.", "The new dawn army [NDX] fled. The NDX lost."),
        ("OSLO PRESS [TEXT] THE TEXT WAS READ.", "Oslo press [text] the text was read."),
        ("MEMBERS OF THE ISLAMIC STATE WERE ARRESTED.", "Members of the Islamic State were arrested."),
    ],
)
def test_names_get_their_capitals_back_and_words_do_not(shouted: str, written: str) -> None:
    assert restored(shouted) == written


def test_mixed_case_is_left_alone() -> None:
    assert restored("Officials of the CIA met in Rome.") == "Officials of the CIA met in Rome."


def test_the_first_words_that_a_newspaper_shouts_are_words() -> None:
    assert restored("GUNMEN opened fire near the CIA station.") == "Gunmen opened fire near the CIA station."


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ABCİIıßŞĞΣ ﬁǅ.-'\u0130xyz", max_size=60))
def test_restoring_never_changes_the_length(text: str) -> None:
    assert len(restored(text)) == len(text)


def test_a_passage_keeps_its_place_in_the_report() -> None:
    text = (
        "1. This first line of the cable is as wide as others\nand goes on here.\n\n"
        "  ROME, 3 May (ANSA) -- Second paragraph of it."
    )
    found = passages(Document(text=text, sha256="", text_sha256=""))

    assert [passage.text for passage in found] == [
        "This first line of the cable is as wide as others and goes on here.",
        "Second paragraph of it.",
    ]
    assert all(len(text[each.start : each.start + len(each.text)]) == len(each.text) for each in found)
    assert text[found[1].start :].startswith("Second")


def test_a_few_capitals_are_no_shouting() -> None:
    assert not is_shouted("NATO and the EU met.")
    assert is_shouted("NATO AND THE EU MET.")
