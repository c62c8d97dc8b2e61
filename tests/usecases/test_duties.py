"""What is decided about each concern."""

from dataclasses import replace
from datetime import timedelta

import pytest

from stories import (
    INFORM,
    MET,
    NOT_MET,
    WARN,
    a_waiver,
    by_hand,
    decide,
    known_as,
    open_notice,
    pass_gate,
    row,
    submit,
    the_claim,
)
from tocsin.domain.claim import Status
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError, RefusedError
from tocsin.domain.notice import Outcome, Threshold, Waiver
from tocsin.usecases import browse, duties, release, review
from tocsin.usecases.duties import Choice
from tocsin.vocabulary.duty import WaiverGround

KEY = "IE:target"


def acts(town, key):
    return [task.act for task in browse.now(town.node, town.rosa) if task.detail == key]


def test_the_board_shows_every_concern_and_the_way_by_hand_where_nobody_is_there(alpha):
    board = duties.board(alpha.node, alpha.uma, notice=open_notice(alpha).id)

    assert {(each.concern.key, each.counterpart.name if each.counterpart else None) for each in board} == {
        ("IE:target", "Bravo"),
        ("NO:target", "Charlie"),
        ("TZ:suspect-national", None),
        ("DK:detained-national", None),
    }
    assert {each.proposed for each in board if each.concern.key.endswith(":target")} == {Outcome.WARN}


def test_a_concern_nobody_is_there_for_cannot_be_told_away(alpha):
    notice = open_notice(alpha)
    pass_gate(alpha, notice, "TZ", may_be_named=False)

    with pytest.raises(InvalidError, match="add-by-hand"):
        decide(alpha, notice, "TZ:suspect-national", INFORM)

    assert acts(alpha, "TZ:suspect-national") == ["decide"]


@pytest.mark.parametrize(
    "choice",
    [
        WARN,
        INFORM,
        Choice(outcome=Outcome.ASK),
        Choice(outcome=Outcome.NOT_MET, test=NOT_MET),
        Choice(outcome=Outcome.ALREADY_TOLD, text="rang them at noon"),
    ],
    ids=lambda choice: choice.outcome,
)
def test_every_outcome_is_recorded_with_who_and_on_which_claims(alpha, choice):
    notice = open_notice(alpha)

    made = decide(alpha, notice, KEY, choice)

    found = row(alpha, notice, KEY)
    assert found.determination == made
    assert (made.by, made.outcome, made.basis) == (alpha.rosa.account, choice.outcome, found.concern.claims)


@pytest.mark.parametrize(
    "choice",
    [
        Choice(outcome=Outcome.WARN),
        Choice(outcome=Outcome.WARN, test=NOT_MET),
        Choice(outcome=Outcome.NOT_MET),
        Choice(outcome=Outcome.NOT_MET, test=MET),
        Choice(outcome=Outcome.ALREADY_TOLD, text=" "),
        Choice(outcome=Outcome.WAIVE, text="they know"),
    ],
)
def test_a_decision_that_makes_no_sense_is_not_recorded(alpha, choice):
    notice = open_notice(alpha)

    with pytest.raises(InvalidError):
        decide(alpha, notice, KEY, choice)

    assert row(alpha, notice, KEY).determination is None


@pytest.mark.parametrize("failing", ["credible", "specific", "impending", "harm"])
def test_each_of_the_four_questions_alone_decides_against_a_warning(failing):
    assert MET.is_met
    assert not replace(MET, **{failing: False}).is_met
    assert not Threshold(credible=False, specific=False, impending=False, harm=False).is_met


def a_waived_notice(town, clock, days=2):
    notice = open_notice(town)
    return notice, decide(town, notice, KEY, a_waiver((clock.now() + timedelta(days=days)).date()))


def test_a_waiver_is_in_force_once_a_second_person_approved_it(alpha, clock):
    notice, waiver = a_waived_notice(alpha, clock)
    assert not row(alpha, notice, KEY).determination.is_in_force
    assert acts(alpha, KEY) == ["approve-waiver"]

    with pytest.raises(RefusedError, match="author"):
        duties.approve_waiver(alpha.node, alpha.rosa, determination=waiver.id)
    duties.approve_waiver(alpha.node, alpha.omar, determination=waiver.id)

    assert row(alpha, notice, KEY).determination.is_in_force
    assert acts(alpha, KEY) == []
    with pytest.raises(ConflictError):
        duties.approve_waiver(alpha.node, alpha.omar, determination=waiver.id)


def test_a_waiver_that_has_expired_re_opens_the_question(alpha, clock):
    notice, waiver = a_waived_notice(alpha, clock)
    duties.approve_waiver(alpha.node, alpha.omar, determination=waiver.id)
    clock.advance(days=1)
    assert row(alpha, notice, KEY).determination is not None
    clock.advance(days=1)

    assert row(alpha, notice, KEY).determination is None
    assert acts(alpha, KEY) == ["decide"]


@pytest.mark.parametrize("outcome", [Outcome.WAIVE, Outcome.NOT_MET, Outcome.ALREADY_TOLD])
def test_a_decision_not_to_tell_is_open_again_when_a_claim_it_rests_on_was_corrected(alpha, clock, outcome):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    choice = replace(a_waiver((clock.now() + timedelta(days=9)).date()), outcome=outcome, test=NOT_MET)
    if outcome is not Outcome.WAIVE:
        choice = replace(choice, waiver=None)
    decide(alpha, notice, KEY, choice)
    attack = the_claim(alpha, report, says="attack")

    review.correct(alpha.node, alpha.ines, claim=attack.id, why="worse", status=Status.ONGOING)

    assert row(alpha, notice, KEY).determination is None
    assert acts(alpha, KEY) == ["decide"]


def test_a_decision_to_tell_stands_when_a_claim_was_corrected(alpha):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    decide(alpha, notice, KEY, WARN)

    attack = the_claim(alpha, report, says="attack")
    review.correct(alpha.node, alpha.ines, claim=attack.id, why="worse", status=Status.ONGOING)

    assert row(alpha, notice, KEY).determination.outcome is Outcome.WARN


@pytest.mark.parametrize("days", [0, -1])
def test_a_waiver_that_has_expired_already_is_refused(alpha, clock, days):
    with pytest.raises(InvalidError, match="day to come"):
        a_waived_notice(alpha, clock, days=days)


def test_nobody_approves_his_own_waiver_by_writing_it_so(alpha, clock):
    notice = open_notice(alpha)
    until = (clock.now() + timedelta(days=2)).date()
    own = Waiver(ground=WaiverGround.ARMED_CONFLICT, expires_on=until, approver=alpha.omar.account)

    with pytest.raises(InvalidError, match="second person"):
        decide(alpha, notice, KEY, Choice(outcome=Outcome.WAIVE, text="no", waiver=own))


def test_what_is_waived_is_told_to_nobody(alpha, clock):
    notice, waiver = a_waived_notice(alpha, clock)
    duties.approve_waiver(alpha.node, alpha.omar, determination=waiver.id)

    with pytest.raises(RefusedError, match="nobody has decided"):
        release.preview(alpha.node, alpha.rosa, notice=notice.id, to=known_as(alpha, "Bravo").id)


def test_a_later_decision_is_in_force_and_the_earlier_one_is_kept(alpha):
    notice = open_notice(alpha)
    first = decide(alpha, notice, KEY, Choice(outcome=Outcome.NOT_MET, test=NOT_MET))

    second = decide(alpha, notice, KEY, WARN)

    assert row(alpha, notice, KEY).determination == second
    with alpha.node.store.read() as tx:
        assert tx.determinations.get(first.id) == first


def test_a_state_hears_nothing_of_its_own_national_before_somebody_weighed_it(alpha):
    by_hand(alpha, "Dar", "TZ")
    notice = open_notice(alpha)
    key = "TZ:suspect-national"
    assert row(alpha, notice, key).waits_at_gate

    for choice in (WARN, INFORM):
        with pytest.raises(RefusedError, match="weigh that first"):
            decide(alpha, notice, key, choice)
    pass_gate(alpha, notice, "TZ", may_be_named=False)

    assert not row(alpha, notice, key).waits_at_gate
    assert decide(alpha, notice, key, INFORM).outcome is Outcome.INFORM


def test_there_is_no_gate_where_no_national_is_concerned(alpha):
    notice = open_notice(alpha)

    with pytest.raises(NotFoundError):
        pass_gate(alpha, notice, "IE", may_be_named=True)


def test_a_detained_national_proposes_a_question_and_tells_nobody(alpha):
    copenhagen = by_hand(alpha, "Copenhagen", "DK")
    notice = open_notice(alpha)
    found = row(alpha, notice, "DK:detained-national")

    assert found.proposed is Outcome.ASK
    decide(alpha, notice, "DK:detained-national", Choice(outcome=Outcome.ASK))

    assert acts(alpha, "DK:detained-national") == ["ask"]
    with pytest.raises(RefusedError, match="nobody has decided"):
        release.preview(alpha.node, alpha.rosa, notice=notice.id, to=copenhagen.id)


def test_nobody_is_told_for_a_country_that_no_agreement_gives_him(alpha):
    notice = open_notice(alpha)
    charlie = known_as(alpha, "Charlie")

    for counterpart in (charlie.id, None, "o-unknown"):
        with pytest.raises(InvalidError, match="no agreement"):
            duties.decide(alpha.node, alpha.rosa, notice=notice.id, concern=KEY, counterpart=counterpart, choice=WARN)


def test_a_concern_that_is_none_is_named_with_those_there_are(alpha):
    notice = open_notice(alpha)

    with pytest.raises(NotFoundError, match="IE:target, NO:target"):
        duties.decide(alpha.node, alpha.rosa, notice=notice.id, concern="FR:target", counterpart=None, choice=WARN)
