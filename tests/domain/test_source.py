"""Scores of likelihoods against what happened."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.ids import AccountId, ClaimId
from tocsin.domain.source import Settlement, calibrate, key_of
from tocsin.vocabulary.likelihood import ICD203

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def settled(number, term, *, happened, source="post", claim=None):
    return Settlement(
        id=f"s{number}",
        claim=ClaimId(claim or f"c{number}"),
        source=source,
        scheme="icd203",
        term=term,
        band=ICD203[term],
        happened=happened,
        by=AccountId("a"),
        at=NOON,
        why="seen",
    )


def test_the_brier_score_is_worked_out_as_its_author_did():
    (score,) = calibrate([settled(1, "likely", happened=True), settled(2, "likely", happened=False)])

    assert score.brier == pytest.approx(((0.675 - 1) ** 2 + 0.675**2) / 2)


def test_a_word_is_covered_where_what_happened_lies_in_its_band():
    kept = [settled(number, "likely", happened=number < 7) for number in range(10)]
    missed = [settled(20 + number, "almost certain", happened=False) for number in range(5)]
    (score,) = calibrate([*kept, *missed])

    assert [(each.term, each.said, each.happened, each.is_covered) for each in score.terms] == [
        ("likely", 10, 7, True),
        ("almost certain", 5, 0, False),
    ]
    assert score.coverage == pytest.approx(10 / 15)


def test_sources_are_scored_apart_and_the_last_word_on_a_claim_counts():
    scores = calibrate(
        [
            settled(1, "likely", happened=True, claim="c"),
            settled(2, "likely", happened=False, claim="c"),
            settled(3, "unlikely", happened=False, source="mail"),
        ]
    )

    assert [(each.source, each.settled) for each in scores] == [("mail", 1), ("post", 1)]
    assert scores[1].terms[0].happened == 0


@given(st.lists(st.tuples(st.sampled_from(sorted(ICD203)), st.booleans()), min_size=1))
def test_scores_stay_between_nought_and_one(said):
    (score,) = calibrate([settled(number, term, happened=happened) for number, (term, happened) in enumerate(said)])

    assert 0 <= score.brier <= 1
    assert 0 <= score.coverage <= 1
    assert sum(each.said for each in score.terms) == score.settled == len(said)


def test_a_source_is_one_however_its_name_is_written():
    assert key_of(" The  Évening MAIL ") == key_of("the evening mail")
