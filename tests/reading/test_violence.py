"""Violence: invented sentences for each way of saying who or what is to be hit, or was; and of saying nothing."""

import pytest

from tocsin.reading import read


def concerns(text: str) -> set[str]:
    return {f"{concern.country} {concern.reason}" for concern in read(text).concerns}


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("Their orders are to set fire to a grain silo near Constanta in Romania.", "RO target"),
        ("Two boys hired online were to throw grenades at Japan's embassy in Lisbon.", "PT target"),
        ("Two boys hired online were to throw grenades at Japan's embassy in Lisbon.", "JP nationals-threatened"),
        ("The militants will land at night, hide and attack the port of Durres in Albania.", "AL target"),
        ("The gang is planning to ram a Maltese-flagged freighter with a speedboat.", "MT target"),
        ("The mines are intended for a tanker flying the flag of Cyprus.", "CY target"),
        ("The cell was preparing to blow up a bus carrying Korean pilgrims in Amman.", "KR nationals-threatened"),
        ("Militants plan to attack a hotel popular with Canadians in Dakar.", "CA nationals-threatened"),
        ("The rebels are to be used against the bridge at Maroua in Cameroon.", "CM target"),
        ("Militants have been photographing the Swedish embassy in Nairobi.", "KE target"),
        ("Militants scouted the Portuguese consulate in Tunis.", "PT nationals-threatened"),
        (
            "The extremists want to disrupt the visit of the Dalai Lama to Ljubljana with a bombing.",
            "SI protected-event",
        ),
        ("The Chilean geologist has been held for 80 days. His captors demand a ransom.", "CL nationals-threatened"),
        ("An Estonian surgeon lost a leg when gunmen fired a rocket at the clinic.", "EE victim-national"),
        (
            "KARACHI: Militants are planning to blow up a convoy of engineers, officials in Islamabad say.",
            "PK target",
        ),
    ],
)
def test_a_construction_raises_its_concern(text: str, concern: str) -> None:
    assert concern in concerns(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rumours that Peruvian drivers were to be ambushed near Tacna proved to be unfounded.",
        "Reports of a bomb on a ferry in Greece are without foundation.",
        "The comedy, shot in Latvia by a Korean director, won the jury's prize. Its lead actor plays a kidnapper.",
        "In her book the Irish novelist describes Greek radicals who hijacked airliners. Readers may skip one chapter.",
    ],
)
def test_what_only_sounds_like_harm_concerns_nobody(text: str) -> None:
    assert concerns(text) == set()


def test_who_arrests_somebody_in_a_safe_house_did_not_make_it_ready():
    reading = read("Police arrested Joseph Mwale, a militant, in an Ash Column safe house in Lisbon on Monday.")
    people = {entity.id: entity.name for entity in reading.entities}
    doers = {
        people[each.entity]
        for claim in reading.events
        if claim.content.type == "preparation"
        for each in claim.content.participants
    }

    assert "Police" not in doers
    assert "police" not in doers
