"""Constructions: one invented sentence or two for each way of saying what concerns whom."""

import pytest

from tocsin.domain.wording.plain import sentence
from tocsin.reading import read


def concerns(text: str) -> set[str]:
    return {f"{concern.country} {concern.reason}" for concern in read(text).concerns}


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("A Danish militant is thought to be hiding in Lisbon.", "PT presence"),
        ("A fugitive gunman, a Chilean national, may be staying with friends in Bergen.", "NO presence"),
        ("The bomber's accomplice, who is still on the run, lives in a flat in the suburbs of Turin.", "IT presence"),
        ("A Finnish jihadist known as Abu Yunus is heading for Niger.", "NE destination"),
        ("Police arrested three suspects, two Croats and a Latvian, on Monday.", "LV detained-national"),
        ("The arrest in Basel on Sunday of two Bulgarians has surprised the neighbours.", "BG detained-national"),
        ("Gunmen seized four Greek sailors off Benin. They are still being held.", "GR nationals-threatened"),
        ("Two Swiss hikers were abducted by gunmen near Agadez.", "CH victim-national"),
        ("Two Swiss hikers were forced onto motorcycles and taken away towards the hills.", "CH victim-national"),
        ("A Peruvian soldier was wounded by a hand grenade at a checkpoint.", "PE victim-national"),
        ("The group plans to bomb a theatre in the Latvian capital.", "LV target"),
        ("Militants plan to set fire to the Brazilian embassy in Accra.", "GH target"),
        ("Militants plan to set fire to the Brazilian embassy in Accra.", "BR nationals-threatened"),
        ("A third man, an Irish citizen, is being sought by police over the bombing.", "IE suspect-national"),
    ],
)
def test_a_construction_raises_its_concern(text: str, concern: str) -> None:
    assert concern in concerns(text)


@pytest.mark.parametrize(
    "text",
    [
        "A storm is expected to strike the coast of Portugal on Friday and could target the resorts of the Algarve.",
        "Four Germans were killed in a bus crash near Innsbruck.",
        "Reports that a Spanish student has been arrested in Ghent are incorrect.",
        "A Dutch firefighter moved to Oslo last year and lives in Bergen.",
        "The minister flew to Ottawa to meet his Canadian counterpart.",
    ],
)
def test_what_only_sounds_like_harm_concerns_nobody(text: str) -> None:
    assert concerns(text) == set()


def told(text: str) -> set[str]:
    """What each claim of a reading says."""
    reading = read(text)
    entities = {entity.id: entity for entity in reading.entities}
    return {sentence(claim, entities) for claim in reading.claims}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "A Norwegian stabbed two guards before he was shot and killed, police said.",
            "A killing of a Norwegian took place.",
        ),
        (
            "Ola Brekke has sold boats since he moved to Malta.",
            "Malta is a country.",
        ),
    ],
)
def test_a_construction_is_told_as_it_was_said(text: str, said: str) -> None:
    assert said in told(text)


def test_nobody_travels_from_where_he_is_going() -> None:
    assert not any("from Malta" in each for each in told("Ola Brekke has sold boats since he moved to Malta."))


def test_the_cell_is_what_was_called_a_cell_and_not_whom_it_means_to_kidnap() -> None:
    said = told("A cell of six plans to kidnap Japanese engineers. The cell intends to move by boat to Gozo.")
    assert any(each.startswith("Travel is planned by cell") for each in said)


def test_no_month_is_a_place() -> None:
    reading = read("They mean to attack the port in the first week of March.")
    assert "March" not in {entity.name for entity in reading.entities}
