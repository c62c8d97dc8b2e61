"""One voice or several: when something counts as confirmed, and what cannot both be so."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readings import PLOT, a_document, an_attribute
from tocsin.domain.claim import AttributeKind, Attribution, Footing, Grade, Review, Status
from tocsin.domain.errors import RefusedError
from tocsin.domain.ids import AccountId, ClaimId, EntityId, ReportId
from tocsin.domain.report import Report, ReportKind, Span
from tocsin.domain.weighing import Weight, findings, is_echo, overlap, require_independent
from tocsin.vocabulary.admiralty import Credibility, Reliability

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OTHER_TEXT = "A harbour master saw both men on the quay at dawn, he told us on the telephone, and they carried nothing."


def a_report(name, source, text=PLOT):
    return Report(
        id=ReportId(name),
        kind=ReportKind.DOCUMENT,
        document=a_document(text),
        name=name,
        source=source,
        received_at=NOON,
        received_by=AccountId("a"),
        reader="test",
    )


def a_claim(name, report, *, speakers=(), value="TZ", kind=AttributeKind.NATIONALITY, **changes):
    made = an_attribute("Baba Kidege", kind, value, "a Tanzanian", number=1)
    said = Span(start=0, end=1, text="T")
    attribution = tuple(Attribution(source=speaker, quote=said) for speaker in speakers)
    fields = {"id": ClaimId(name), "report": ReportId(report), "review": Review.CONFIRMED, "attribution": attribution}
    return replace(made, **(fields | changes))


REPORTS = {
    ReportId("r1"): a_report("r1", "Morning Post"),
    ReportId("r2"): a_report("r2", "Evening Mail", OTHER_TEXT),
    ReportId("copy"): a_report("copy", "Sunday Sheet", PLOT + " More on page four."),
}
ONE = a_claim("c1", "r1")


def test_another_source_in_other_words_is_another_voice():
    assert not is_echo(ONE, a_claim("c2", "r2"), REPORTS)


@pytest.mark.parametrize(
    ("claim", "other"),
    [
        (ONE, a_claim("c2", "r1")),
        (ONE, a_claim("c2", "copy")),
        (a_claim("c1", "r1", speakers=["the harbour police"]), a_claim("c2", "r2", speakers=["The Harbour Police"])),
        (a_claim("c1", "r1", speakers=["a weekly", "the guard"]), a_claim("c2", "r2", speakers=["the guard"])),
        (ONE, a_claim("c2", "r2", speakers=["Morning Post"])),
        (ONE, replace(a_claim("c2", "r2"), report=None)),
    ],
    ids=["one report", "one text", "one speaker", "one root", "one quotes the other", "from nowhere"],
)
def test_what_goes_back_to_one_root_is_one_voice_from_both_sides(claim, other):
    assert is_echo(claim, other, REPORTS)
    assert is_echo(other, claim, REPORTS)


def test_a_one_needs_a_confirmed_claim_of_another_root_that_says_the_same():
    require_independent(ONE, [a_claim("c2", "r2")], REPORTS)
    for useless in (
        [],
        [ONE],
        [a_claim("c2", "copy")],
        [a_claim("c2", "r2", review=Review.DRAFT)],
        [a_claim("c2", "r2", value="KE")],
        [a_claim("c2", "r2", kind=AttributeKind.BIRTHPLACE)],
    ):
        with pytest.raises(RefusedError, match="grade it 2"):
            require_independent(ONE, useless, REPORTS)


def found(*claims, same=None, supports=None):
    return [(each.weight, each.claim, each.other) for each in findings(claims, REPORTS, same or {}, supports or {})]


def test_two_papers_with_one_source_are_told_to_be_one_voice():
    copy = a_claim("c2", "copy")

    assert found(ONE, copy) == [(Weight.ECHO, "c1", "c2")]
    assert found(ONE, a_claim("c2", "r2")) == []


def test_people_judged_to_be_the_same_are_weighed_as_one():
    ages = {"kind": AttributeKind.AGE}
    other = a_claim("c2", "r2", value="31", **ages)
    other = replace(other, content=replace(other.content, entity=EntityId("B. Kidege")))
    one = a_claim("c1", "r1", value="30", **ages)

    assert found(one, other) == []
    assert found(one, other, same={EntityId("B. Kidege"): EntityId("Baba Kidege")}) == [(Weight.CONFLICT, "c1", "c2")]


def test_what_one_says_and_another_denies_conflicts():
    assert found(ONE, a_claim("c2", "r2", status=Status.DENIED)) == [(Weight.CONFLICT, "c1", "c2")]


def test_a_grade_whose_support_was_rejected_is_told():
    grade = Grade(
        reliability=Reliability.B,
        credibility=Credibility.CONFIRMED,
        by=AccountId("a"),
        at=NOON,
        why="so",
        footing=Footing(confirmed_by=(ClaimId("c2"),)),
    )
    graded, support = replace(ONE, grades=(grade,)), a_claim("c2", "r2")

    assert found(graded, supports={support.id: support}) == []
    assert found(graded, supports={support.id: replace(support, review=Review.REJECTED)}) == [
        (Weight.UNSUPPORTED, "c1", "c2")
    ]


@given(st.text(max_size=400), st.text(max_size=400))
def test_an_overlap_is_a_share_and_the_same_from_both_sides(one, other):
    assert 0 <= overlap(one, other) <= 1
    assert overlap(one, other) == overlap(other, one)
