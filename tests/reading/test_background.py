"""Background: what a report tells of years gone by, makes up or takes back is kept, and concerns nobody."""

import pytest

from reading_checks import concerns_in
from tocsin.domain.claim import Status
from tocsin.domain.ground import Question
from tocsin.reading import read

NEWS = "On Tuesday militants threatened to bomb the port of Durres in Albania. "


@pytest.mark.parametrize(
    "background",
    [
        "In 2016 two Koreans were kidnapped on the same road.",
        "The port was last shaken in 2009, when gunmen killed three Danish sailors.",
        "The case recalls the murder of a Latvian exile in 2017, for which a court jailed a Serb.",
        "In the nineties Croatian militants were arrested there.",
        "A Peruvian was sentenced nine years ago for a bombing.",
        "The historian Arta Lleshi recalls in her book how suspects fled to Chile.",
        "Two Estonian militants were convicted in their youth.",
    ],
)
def test_what_is_told_of_years_gone_by_concerns_nobody(background: str) -> None:
    assert concerns_in(NEWS + background) == {"AL target"}


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("A Danish militant left Leeds three years ago and is now hiding in Malta.", "MT presence"),
        ("Police on Monday arrested a Latvian who had lived in Oslo since 2014.", "LV detained-national"),
        ("On 3 May 2026 gunmen killed a Danish nurse. In 2026 no other nurse has come.", "DK victim-national"),
        ("A witness recalled how gunmen killed a Danish nurse on Monday.", "DK victim-national"),
    ],
)
def test_news_is_not_background_because_a_year_stands_beside_it(text: str, concern: str) -> None:
    assert concern in concerns_in(text)


def test_background_says_by_which_words_it_is_over() -> None:
    (attack,) = read("Gunmen killed a Danish nurse in 2011, police said on Monday.").events

    (why,) = [each for each in attack.grounds if each.question is Question.HOW_RECENT]
    assert [span.text for span in why.words] == ["in 2011"]
    assert attack.status is Status.OCCURRED


@pytest.mark.parametrize(
    "text",
    [
        "EXERCISE EXERCISE\nGunmen have taken two Koreans hostage near Durres in Albania.",
        'Gunmen took two Koreans hostage. The "raid" was the yearly drill of the port. Pupils played the hostages.',
        "STORY WITHDRAWN\nOur item said that police had held a Dane who planned to bomb a port in Albania.",
        "Police arrested a Dane over a bomb plot. The report was wrong. We regret the error.",
    ],
)
def test_an_exercise_and_a_withdrawn_story_concern_nobody(text: str) -> None:
    assert concerns_in(text) == set()


def test_an_alarm_during_a_drill_is_real() -> None:
    text = "There was a drill in the port when gunmen killed a Danish sailor on Monday."

    assert "DK victim-national" in concerns_in(text)


@pytest.mark.parametrize(
    "text",
    [
        'Police on Monday arrested the broker Arben Gashi, called "the Turk," in Skopje.',
        "Militants trained by Arben Gashi, not the Chilean of the same name, met in Skopje.",
        "Police detained a Korean sailor with the smugglers and freed the Korean sailor an hour later.",
        "The militant Arben Gashi used to live in Malta.",
    ],
)
def test_nicknames_namesakes_the_freed_and_old_addresses_concern_nobody(text: str) -> None:
    assert not {each.split()[0] for each in concerns_in(text)} & {"TR", "CL", "KR", "MT"}


def test_who_may_have_fled_somewhere_is_there_already() -> None:
    assert concerns_in("A Serb militant may have fled to Malta.") == {"MT presence", "RS suspect-national"}


def test_nobody_is_made_a_person_of_another_nation() -> None:
    text = "A Swiss colleague was found safe. He said that the leader was Omar Ghat, a Libyan militant."

    assert concerns_in(text) == {"LY suspect-national"}
