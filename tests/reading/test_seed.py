"""The article that the product exists for: everything it says, each with its quote at the right place.

The article is development data and no part of this repository: these tests are skipped where it is absent.
"""

from datetime import date
from functools import cache
from typing import Any

import jsonschema
import pytest

from reading_checks import concerns_of, events, names_of, person, schema, shared, spans_of
from tocsin.reading import read_json

pytestmark = pytest.mark.shared
CONCERNS = {
    "FR target", "NL target", "TR target", "TR destination", "TR nationals-threatened", "GR presence", "IQ staging",
    "TN suspect-national", "BE detained-national", "SY detained-national",
}  # fmt: skip


@cache
def seed() -> dict[str, Any]:
    return read_json(shared("samples", "seed.txt").read_text("utf-8"))


def attributes(name: str, kind: str) -> list[str]:
    who = person(seed(), name)["id"]
    return [each["value"] for each in seed()["attributes"] if each["entity"] == who and each["kind"] == kind]


def test_the_article_concerns_eight_countries_for_ten_reasons_and_nobody_else() -> None:
    assert concerns_of(seed()) == CONCERNS


def test_a_text_in_capitals_is_read_as_well() -> None:
    shouted = read_json(shared("samples", "seed.txt").read_text("utf-8").upper())

    assert concerns_of(shouted) == CONCERNS
    people = {name.casefold() for name in names_of(shouted).values()}
    assert {"abu qutadah tunisi", "abu musa", "mohammed emzawi", "aine leslie junior davis"} <= people


def test_every_quote_stands_in_the_text_and_the_schema_holds() -> None:
    jsonschema.validate(seed(), schema())
    text = seed()["report"]["text"]
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans_of(seed()))


def test_the_end_of_the_page_yields_nothing() -> None:
    boilerplate = seed()["report"]["boilerplate"]
    claims = [*seed()["attributes"], *seed()["events"]]

    assert boilerplate
    assert not [
        span
        for span in spans_of(claims)
        for stretch in boilerplate
        if span["start"] < stretch["end"] and stretch["start"] < span["end"]
    ]


def test_the_two_of_the_meeting_are_known_by_code_name_nationality_and_role() -> None:
    names = names_of(seed())
    tunisi, musa = person(seed(), "Abu Qutadah Tunisi"), person(seed(), "Abu Musa")
    role = next(each for each in tunisi["roles"] if "attaché" in each["title"])
    seat = next(each for each in musa["roles"] if "governor" in each["title"])

    assert tunisi["nationalities"] == ["TN"]
    assert "Abu Qutadah Tunisi" in attributes("Abu Qutadah Tunisi", "alias")
    assert (role["title"], names[role["organisation"]], names[role["place"]]) == (
        "deputy military attaché", "DAESH", "Latakia",
    )  # fmt: skip
    assert (names[seat["organisation"]], names[seat["place"]]) == ("DAESH", "al-Baaj")


def test_emzawi_is_a_briton_born_in_kuwait_and_davis_his_suspected_associate() -> None:
    emzawi, davis = person(seed(), "Mohammed Emzawi"), person(seed(), "Aine Leslie Junior Davis")

    assert (emzawi["nationalities"], emzawi["origins"]) == (["GB"], ["KW"])
    assert "Jihadi John" in emzawi["aliases"]
    assert any(each["title"] == "executioner" for each in emzawi["roles"])
    assert any(each["title"] == "suspected associate" for each in davis["roles"])
    assert {each["text"] for each in davis["mentions"]} >= {"Davis", "his"}


def test_the_unnamed_belgian_is_26_and_only_of_moroccan_origin() -> None:
    belgian = person(seed(), "26-year-old Belgian citizen")

    assert (belgian["age"], belgian["nationalities"], belgian["origins"]) == (26, ["BE"], ["MA"])


@pytest.mark.parametrize(
    ("name", "count", "words", "nationalities", "countries"),
    [
        ("two DAESH militants", 2, "two", [], []),
        ("group of Tunisia-national DAESH militants", None, None, ["TN"], ["GR"]),
        ("dozens of senior DAESH figures", None, "dozens of", [], []),
        ("Turkish soldiers", None, None, ["TR"], []),
        ("two Syrian nationals", 2, "two", ["SY"], []),
    ],
)
def test_groups_have_a_count_or_the_words_of_one(
    name: str, count: int | None, words: str | None, nationalities: list[str], countries: list[str]
) -> None:
    group = person(seed(), name)

    assert (group["kind"], group["count"], group["count_text"]) == ("group", count, words)
    assert (group["nationalities"], group["countries"]) == (nationalities, countries)


def test_an_acronym_is_the_same_organisation() -> None:
    agency = person(seed(), "National Intelligence Organization")

    assert agency["aliases"] == ["MİT"]
    assert sum(each["text"] == "MİT" for each in agency["mentions"]) == 2


@pytest.mark.parametrize(
    ("type_", "status", "wanted"),
    [
        ("meeting", "occurred", {"attendee": "Abu Qutadah Tunisi", "at": "Nineveh"}),
        ("meeting", "occurred", {"attendee": "Abu Musa"}),
        ("attack", "planned", {"perpetrator": "Abu Musa", "target": "France"}),
        ("attack", "planned", {"perpetrator": "two DAESH militants", "target": "Netherlands"}),
        ("travel", "planned", {"traveller": "group of Tunisia-national DAESH militants", "to": "Turkey"}),
        ("travel", "planned", {"from_": "Greece"}),
        ("suicide attack", "planned", {"target": "Turkey"}),
        ("arrival", "occurred", {"traveller": "dozens of senior DAESH figures", "to": "Mosul"}),
        ("hostage taking", "conditional", {"victim": "Turkish soldiers"}),
        ("killing", "alleged", {"victim": "Mohammed Emzawi"}),
        ("detention", "occurred", {"authority": "National Intelligence Organization"}),
        ("detention", "occurred", {"detainee": "Aine Leslie Junior Davis"}),
        ("interrogation", "occurred", {"subject": "Aine Leslie Junior Davis", "at": "Istanbul"}),
        ("attack", "possible", {"perpetrator": "Aine Leslie Junior Davis", "target": "Istanbul"}),
        ("attack", "occurred", {"at": "Paris"}),
        ("detention", "occurred", {"authority": "police", "detainee": "26-year-old Belgian citizen"}),
        ("detention", "occurred", {"detainee": "two Syrian nationals", "at": "Antalya"}),
        ("attack", "planned", {"perpetrator": "26-year-old Belgian citizen", "target": "G20 leaders"}),
        ("border crossing", "attempted", {"traveller": "26-year-old Belgian citizen", "to": "Syria"}),
        ("warning", "occurred", {"source": "National Intelligence Organization", "recipient": "counterparts"}),
        ("request", "occurred", {"source": "Ankara", "recipient": "European states"}),
        ("accusation", "occurred", {"source": "Turkish officials", "subject": "Belgian authorities"}),
        ("withdrawal", None, {"traveller": "DAESH"}),
    ],
)
def test_an_event_of_the_article_is_found(type_: str, status: str | None, wanted: dict[str, str]) -> None:
    assert events(seed(), type_, status, **wanted)


def test_an_increased_likelihood_has_a_direction_and_no_term() -> None:
    withdrawal = events(seed(), "withdrawal")[0]

    assert (withdrawal["likelihood"]["term"], withdrawal["likelihood"]["direction"]) == (None, "up")


def test_the_outermost_speaker_comes_first() -> None:
    plans = events(seed(), "attack", "possible", target="Istanbul")[0]

    assert [hop["source"] for hop in plans["attribution"]] == ["security sources", "Turkish authorities"]
    assert plans["basis"] == "assessment"


@pytest.mark.parametrize(
    ("type_", "wanted", "month_and_day"),
    [
        ("killing", {"victim": "Mohammed Emzawi"}, "11-14"),
        ("detention", {"detainee": "Aine Leslie Junior Davis"}, "11-12"),
        ("detention", {"detainee": "two Syrian nationals"}, "11-20"),
    ],
)
def test_no_year_is_invented_and_publication_gives_one(type_: str, wanted: dict[str, str], month_and_day: str) -> None:
    article = shared("samples", "seed.txt").read_text("utf-8")

    undated = events(seed(), type_, **wanted)[0]["time"]
    dated = events(read_json(article, date(2015, 11, 22)), type_, **wanted)[0]["time"]

    assert (undated["start"], undated["precision"]) == (f"--{month_and_day}", "day")
    assert dated["start"] == f"2015-{month_and_day}"


def test_friday_means_nothing_without_a_publication_date() -> None:
    attacks = [each for each in events(seed(), "attack", "occurred", at="Paris") if each["time"]]

    assert [(each["time"]["text"], each["time"]["start"]) for each in attacks] == [("Friday", None)]


def test_origin_birthplace_and_speakers_raise_no_country() -> None:
    raised = {each["country"] for each in seed()["concerns"]}

    assert not raised & {"MA", "KW", "GB"}
