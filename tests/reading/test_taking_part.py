"""Taking part: invented sentences for each way of saying what happened and who took part; and for what is no event."""

import pytest
from tests.reading_checks import events

from tocsin.reading import read_json


@pytest.mark.parametrize(
    ("text", "type_", "parts"),
    [
        ("Two detained students were questioned in Bergen.", "detention", {"detainee": "two detained students"}),
        ("Nuns sheltered the fleeing villagers.", "travel", {"traveller": "fleeing villagers"}),
        ("Norway sent soldiers to Estonia.", "travel", {"traveller": "soldiers", "to": "Estonia"}),
        ("Norway sent soldiers to Estonia.", "travel", {"authority": "Norway"}),
        (
            "Smugglers took six boys from Turkey to Greece.",
            "travel",
            {"traveller": "six boys", "from_": "Turkey"},
        ),
        ("Smugglers took six boys from Turkey to Greece.", "travel", {"perpetrator": "smugglers", "to": "Greece"}),
        (
            "During a visit to Malta, Anna Lind praised it.",
            "travel",
            {"traveller": "Anna Lind", "to": "Malta"},
        ),
        ("Anna Lind visited Malta.", "travel", {"traveller": "Anna Lind", "to": "Malta"}),
        ("The sailors arrived in Oslo aboard a ferry.", "arrival", {"traveller": "sailors", "instrument": "ferry"}),
        ("Hundreds of refugees have fled.", "travel", {"traveller": "hundreds of refugees"}),
        ("Iran fired missiles at Erbil.", "shooting", {"authority": "Iran"}),
        ("Three villagers were killed by air strikes.", "killing", {"victim": "three villagers"}),
        ("The blast left two nurses and their driver dead.", "killing", {"victim": "two nurses"}),
        ("The guerrillas clashed with soldiers near Cali.", "attack", {"perpetrator": "guerrillas", "at": "Cali"}),
        ("Police in Riga threw the activist Ilze Kalnina in jail.", "detention", {"detainee": "Ilze Kalnina"}),
        ("Two Danes spent most of that winter at a camp near Nairobi.", "training", {"at": "Nairobi"}),
        ("Jan Berg talked with Eva Holm in Ghent.", "meeting", {"attendee": "Eva Holm", "at": "Ghent"}),
        ("Anna Lind spoke at a rally in Lyon.", "meeting", {"attendee": "Anna Lind", "at": "Lyon"}),
        ("Anna Lind addressed a meeting in Ghent.", "meeting", {"attendee": "Anna Lind", "at": "Ghent"}),
        ("Anna Lind is in Rome to meet with Jan Berg.", "meeting", {"attendee": "Jan Berg", "at": "Rome"}),
        ("Anna Lind plans a trip to Rome to meet with Jan Berg.", "meeting", {"attendee": "Anna Lind", "at": "Rome"}),
        ("An explosion in Zagreb killed two nurses.", "killing", {"victim": "two nurses", "at": "Zagreb"}),
        (
            "Officers carry the coffins of policemen Jan Berg and Eva Holm, killed in an ambush near Ghent.",
            "killing",
            {"victim": "Eva Holm"},
        ),
        ("Gunmen wounded two nurses in Oran.", "wounding", {"victim": "two nurses", "at": "Oran"}),
        ("More than 900 refugees arrived by sea.", "arrival", {"traveller": "more than 900 refugees"}),
        ("Anna Lind was flown to Malta.", "travel", {"traveller": "Anna Lind", "to": "Malta"}),
        ("The instructions were relayed by Eva Holm.", "preparation", {"perpetrator": "Eva Holm"}),
        ("A court in Lima convicted two Danes.", "trial", {"subject": "two Danes"}),
    ],
)
def test_who_takes_part_is_found(text: str, type_: str, parts: dict[str, str]) -> None:
    assert events(read_json(text), type_, **parts)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The company met the demand for bread.", "meeting"),
        ("The general came to power in 1999.", "travel"),
        ("Anna Lind heads a charity in Malta.", "travel"),
        ("A father holds his two sons in a photograph.", "detention"),
        ("Drivers will be held accountable.", "detention"),
        ("Three men were caught on camera.", "detention"),
        ("Loggers are cutting down the forest.", "killing"),
        ("Jan Berg hopes to hang in the race.", "execution"),
        ("The senator fired back at his critics.", "shooting"),
        ("The Council for the Rescue of Miners met.", "release"),
        ("The vote drew outrage in Lima.", "attack"),
        ("Doctors fight malaria in Ghana.", "attack"),
        ("A student walks near the harbour in Lima.", "travel"),
        ("A court sentenced two Danes to death in Lima.", "killing"),
        ("Judges struck down a law on strikes.", "attack"),
        ("The campaign targeted voters in Lima.", "attack"),
        ("Doctors bandaged the wounded soldiers in Lima.", "wounding"),
        ("Envoys reached an agreement in Lima.", "arrival"),
        ("Protesters gathered in Lima.", "meeting"),
        ("A meeting in Lima was put off.", "meeting"),
        ("Shops have shut early since the Brussels attacks.", "attack"),
        ("Anna Lind praised passport-free travel.", "travel"),
        ("The candidates verbally attack each other in Lima.", "attack"),
        ("Jan Berg checks his telephone at a desk in Lima.", "arrival"),
    ],
)
def test_what_only_sounds_like_an_event_is_none(text: str, type_: str) -> None:
    assert events(read_json(text), type_) == []
