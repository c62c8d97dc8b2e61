"""The words of each language: none is missing, and none is left in another."""

import re
from string import Formatter

import pytest

from tocsin.domain.recall import CancelGround, WithdrawalGround
from tocsin.domain.subject import Refusal, Right
from tocsin.domain.substance import Question, Why
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.duty import REASONS
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.language import Language, modified, noun, places, words
from tocsin.vocabulary.law import Purpose, SubjectCategory
from tocsin.vocabulary.likelihood import SCHEMES
from tocsin.vocabulary.urgency import Urgency

OTHERS = [Language.TURKISH, Language.FRENCH]
WANTED = {
    "event": set(EVENT_TYPES),
    "reason": set(REASONS),
    "urgency": set(Urgency),
    "ground": {*CancelGround, *WithdrawalGround},
    "reliability": set(Reliability),
    "credibility": set(Credibility),
    "question": set(Question),
    "answer": set(Why),
    "scheme": set(SCHEMES),
    "subject.right": set(Right),
    "subject.category": set(SubjectCategory),
    "subject.purpose": set(Purpose),
    "subject.refusal": set(Refusal),
    **{f"term.{scheme}": set(terms) for scheme, terms in SCHEMES.items()},
}
SAME = {  # in two languages or in all of them
    *("ICD 203", "PHIA", "{term} ({low}–{high} %)", "{term} ({low}–{high} %, {scheme})", "{source}: {grade}"),
    *("{grade}: {source}; {information}.", "{month} {year}", "{day} {month} {year}"),
    "{whose}: {why}.",
    *("Signature", "probable", "improbable", "source"),
}


def phrases(language):
    """Every phrase that is a sentence or a part of one, by its place."""
    for section, rows in words(language).sections.items():
        for key, value in rows.items() if isinstance(rows, dict) else ():
            if isinstance(value, str):
                yield (section, key), value


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("section", WANTED)
def test_every_language_has_a_phrase_for_every_word_of_a_closed_list(language, section):
    assert set(words(language).sections[section]) == {str(each) for each in WANTED[section]}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_phrase_with_the_same_blanks(language):
    english, other = dict(phrases(Language.ENGLISH)), dict(phrases(language))

    assert set(english) == set(other)
    for place, phrase in english.items():
        assert blanks(other[place]) == blanks(phrase), place


@pytest.mark.parametrize("language", OTHERS)
def test_no_phrase_was_left_in_english(language):
    english = dict(phrases(Language.ENGLISH))

    assert {phrase for place, phrase in phrases(language) if phrase == english[place]} <= SAME


@pytest.mark.parametrize("language", Language)
def test_every_kind_of_thing_and_every_event_can_be_named(language):
    for section in ("thing", "event"):
        english = words(Language.ENGLISH).sections[section]
        assert set(words(language).sections[section]) == set(english)
        assert all(row.get("one") or row.get("noun") for row in words(language).sections[section].values())
    objects = {name for name, row in words(Language.ENGLISH).sections["event"].items() if "do" in row}
    assert {name for name, row in words(language).sections["event"].items() if "do" in row} == objects


def test_why_somebody_is_told_reads_as_in_the_list_of_reasons():
    for reason, entry in REASONS.items():
        assert words(Language.ENGLISH).say("reason", reason) == entry.why


def test_a_noun_is_found_by_one_and_by_many_and_with_a_word_before_it():
    assert noun("Militants")[1]
    assert not noun("militant")[1]
    assert noun("safe-house")[0].fr == "planque"
    assert noun("unheard-of") is None
    assert modified("deputy governor")[1].one == "governor"
    assert modified("deputy something") is None


def test_a_french_modifier_has_its_four_forms_and_a_place_its_two_names():
    assert modified("suspected cell")[0].fr[2] == "{noun} présumée"
    assert places()["Mosul"] == {"tr": "Musul", "fr": "Mossoul"}
    for row in places().values():
        assert row["tr"]
        assert row["fr"]
        assert re.fullmatch(r"la|le|les|", row.get("article", ""))


def blanks(phrase):
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}
