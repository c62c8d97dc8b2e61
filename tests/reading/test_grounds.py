"""Why a reading says what it says: every ground's words stand in the report, and what was rejected is named."""

from typing import Any

import jsonschema
import pytest

from reading_checks import schema, spans_of
from tocsin.domain.entity import Mention
from tocsin.domain.ground import Doubt, Question, Rule
from tocsin.domain.reading import Reading
from tocsin.reading import read
from tocsin.reading.json import to_dict

REPORT = (
    "The Varnholt Security Agency (VSA) arrested Salim Faru, a Tanzanian plumber, in Lisbon on 3 May 2026. "
    "Baba Kidege, known as The Potter, met him before. Faru said he wanted to attack a ferry in Malta. "
    "The VSA said they were planning more attacks."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(REPORT)


def mention(reading: Reading, words: str) -> Mention:
    return next(each for entity in reading.entities for each in entity.mentions if each.span.text == words)


def rule_of(reading: Reading, words: str) -> Rule | None:
    ground = mention(reading, words).ground
    return ground.rule if ground is not None else None


def test_every_claim_has_grounds(reading: Reading) -> None:
    assert reading.claims
    assert [claim.id for claim in reading.claims if not claim.grounds] == []


def test_an_event_says_which_words_told_of_it_and_how_sure_it_is(reading: Reading) -> None:
    arrest = next(claim for claim in reading.events if claim.content.type == "arrest")
    grounds = {ground.question: ground for ground in arrest.grounds}

    assert [span.text for span in grounds[Question.WHAT].words] == ["arrested"]
    assert grounds[Question.HOW_SURE].rule is Rule.NO_CUE


def test_a_mention_says_by_which_rule_it_is_counted_among_the_others(reading: Reading) -> None:
    assert rule_of(reading, "Salim Faru") is None
    assert rule_of(reading, "VSA") is Rule.BRACKETS
    assert rule_of(reading, "a Tanzanian plumber") is Rule.BESIDE
    assert rule_of(reading, "Potter") is Rule.KNOWN_AS
    assert rule_of(reading, "Faru") is Rule.PART_OF_NAME
    assert rule_of(reading, "he") is Rule.TAKES_UP


def test_a_pronoun_names_whom_else_it_could_have_meant(reading: Reading) -> None:
    ground = mention(reading, "he").ground

    assert ground is not None
    assert ground.answer == "Faru"
    assert [(each.answer, each.why) for each in ground.rejected] == [("Baba Kidege", Doubt.FARTHER)]


def test_the_words_of_every_ground_stand_in_the_report(reading: Reading) -> None:
    spans = [
        span for entity in reading.entities for each in entity.mentions if each.ground for span in each.ground.words
    ]

    assert spans
    assert all(span.is_in(REPORT) for span in spans)


def test_json_has_the_grounds_only_where_they_are_asked_for(reading: Reading) -> None:
    plain, explained = to_dict(reading), to_dict(reading, grounds=True)

    for each in (plain, explained):
        jsonschema.validate(each, schema())
        assert all(REPORT[span["start"] : span["end"]] == span["text"] for span in spans_of(each))
    assert not has_grounds(plain)
    assert all(claim["grounds"] for claim in (*explained["events"], *explained["attributes"]))


def has_grounds(reading: dict[str, Any]) -> bool:
    mentions = [each for entity in reading["entities"] for each in entity["mentions"]]
    return any("grounds" in claim for claim in (*reading["events"], *reading["attributes"])) or any(
        "ground" in each for each in mentions
    )
