"""Told on paper: stated by one of us, never proven."""

from datetime import timedelta

import pypdfium2
import pytest

from stories import approve, by_hand, decide, known_as, open_notice, preview, release_to
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.logbook import Operation
from tocsin.usecases import audit, browse, byhand, processing


@pytest.fixture
def paper(alpha):
    """A notice that goes to Dublin by hand, approved."""
    by_hand(alpha, "Dublin", "IE")
    notice = open_notice(alpha)
    dublin = known_as(alpha, "Dublin")
    from stories import WARN
    from tocsin.usecases import duties

    duties.decide(alpha.node, alpha.rosa, notice=notice.id, concern="IE:target", counterpart=dublin.id, choice=WARN)
    tearline = preview(alpha, notice, dublin)
    return notice, tearline, approve(alpha, tearline)


def tell(town, delivery, **changes):
    told = {"how": "read out", "to": "the duty desk", "at": town.node.clock.now()} | changes
    return byhand.hand(town.node, town.ines, delivery=delivery.id, told=byhand.Told(**told))


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_sheet_holds_the_approved_text_a_reference_and_a_reply_slip(alpha, paper):
    _, tearline, delivery = paper

    printed = text_of(byhand.sheet(alpha.node, alpha.ines, delivery=delivery.id))

    flat = "".join(printed.split())
    for line in tearline.text.splitlines():
        assert "".join(line.split()) in flat
    assert tearline.digest[:16] in flat


def test_what_is_told_by_hand_is_stated_with_who_how_and_when(alpha, paper):
    _, _, delivery = paper

    told = tell(alpha, delivery, said="understood")

    assert told.state is DeliveryState.TOLD
    assert (told.handed.by, told.handed.to, told.handed.said) == (alpha.ines.account, "the duty desk", "understood")
    assert told.receipt is None


def test_what_was_told_by_hand_cannot_be_proven(alpha, paper):
    notice, _, delivery = paper
    dublin = known_as(alpha, "Dublin")

    with pytest.raises(ConflictError, match="nothing to prove"):
        audit.prove(alpha.node, alpha.uma, notice=notice.id, to=dublin.id)
    tell(alpha, delivery)
    with pytest.raises(ConflictError, match="stated by one of us, and cannot be proven"):
        audit.prove(alpha.node, alpha.uma, notice=notice.id, to=dublin.id)


def test_it_is_told_once(alpha, paper):
    _, _, delivery = paper
    tell(alpha, delivery)

    with pytest.raises(ConflictError):
        tell(alpha, delivery, to="somebody else")


def test_it_cannot_have_been_told_in_the_future_or_before_it_was_approved(alpha, clock, paper):
    _, _, delivery = paper
    for hours in (-2, 2):
        with pytest.raises(InvalidError, match="cannot have been told"):
            tell(alpha, delivery, at=clock.now() + timedelta(hours=hours))

    assert browse.outbox(alpha.node, alpha.ines)[0].state is DeliveryState.TO_HAND


@pytest.mark.parametrize("missing", ["how", "to"])
def test_it_is_told_somehow_to_somebody(alpha, paper, missing):
    with pytest.raises(InvalidError, match="say how"):
        tell(alpha, paper[2], **{missing: " "})


def test_an_answer_is_recorded_after_they_were_told_and_owes_nothing_more(alpha, clock, paper):
    _, _, delivery = paper
    with pytest.raises(ConflictError, match="first that they were told"):
        byhand.answered(alpha.node, alpha.ines, delivery=delivery.id, said="noted")
    tell(alpha, delivery)

    answered = byhand.answered(alpha.node, alpha.ines, delivery=delivery.id, said="noted")

    assert answered.answer.response == "noted"
    assert answered.owes(clock.advance(days=9)) is None


def test_what_was_not_answered_by_hand_falls_due_like_anything_else(alpha, clock, paper):
    told = tell(alpha, paper[2])

    assert told.owes(clock.advance(hours=9)) == "acknowledgement"


def test_what_goes_to_a_node_is_not_handed_over(alpha):
    _, delivery = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")

    with pytest.raises(ConflictError, match="does not go by hand"):
        tell(alpha, delivery)
    with pytest.raises(ConflictError):
        byhand.sheet(alpha.node, alpha.ines, delivery=delivery.id)


def test_a_country_with_two_counterparts_has_a_row_for_each(alpha, paper):
    notice, _, _ = paper

    decide_bravo = decide(alpha, notice, "IE:target")

    assert decide_bravo.counterpart == known_as(alpha, "Bravo").id


def test_whoever_prints_the_paper_and_whoever_hands_it_over_is_in_the_journal(alpha, paper):
    _, _, delivery = paper
    byhand.sheet(alpha.node, alpha.rosa, delivery=delivery.id)
    tell(alpha, delivery)

    found = processing.search(alpha.node, alpha.uma, wanted=processing.Search(operation=Operation.DISCLOSURE), why="x")
    assert [row.by for row in found.rows] == ["omar", "rosa", "ines"]
    assert {row.recipient for row in found.rows} == {"Dublin"}
