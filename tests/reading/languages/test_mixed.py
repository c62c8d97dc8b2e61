"""Languages told apart: short texts, texts without diacritics, and reports that change their language."""

import pytest

from reading_checks import concerns_of
from tocsin.reading import read, read_json
from tocsin.reading.documents.language import language_of

ENGLISH = (
    "Police in Vienna have arrested two Belgian citizens who were planning an attack on the main station, the ministry "
    "said on Friday. The two men are being held in the city and will be brought before a judge."
)
TURKISH = (
    "Emniyet kaynaklarından edinilen bilgiye göre, iki Fransız vatandaşı Edirne'de sınırı geçmeye çalışırken gözaltına "
    "alındı. Olay ile ilgili olarak daha sonra açıklama yapılacak ve gazetecilere bilgi verilecek."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gozaltina alindi", "tr"),
        ("IKI SUPHELI YAKALANDI", "tr"),
        ("Üç kişi tutuklandı.", "tr"),
        ("Deux Français arrêtés", "fr"),
        ("UN RESSORTISSANT SOUDANAIS A ETE INTERPELLE", "fr"),
        ("Two men were arrested in Ghent on Friday.", "en"),
    ],
)
def test_a_headline_is_in_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_passage_in_another_language_is_read_in_that_language() -> None:
    reading = read_json(f"{ENGLISH}\n\n{TURKISH}")

    assert {"BE detained-national", "FR detained-national"} <= concerns_of(reading)


def test_every_claim_of_a_mixed_report_says_which_reader_found_it() -> None:
    reading = read(f"{ENGLISH}\n\n{TURKISH}")
    readers = {claim.found_by for claim in reading.claims}

    assert "tocsin patterns/tr 1" in readers
    assert len(readers) == 2
    assert all(claim.rests_on(reading.document.text) for claim in reading.claims)


def test_a_report_in_one_language_has_one_reader() -> None:
    assert read(TURKISH).reader == "tocsin patterns/tr 1"
