"""The human-rights gate as it is passed: by one person who weighs, and another who lets the state hear of somebody."""

from datetime import timedelta

import pytest

from stories import INFORM, a_form, by_hand, decide, open_notice, pass_gate, preview, row, the_claim
from tocsin.domain.errors import ConflictError, RefusedError
from tocsin.domain.gate import Assurance
from tocsin.domain.task import Act
from tocsin.usecases import browse, gates, release, review
from tocsin.vocabulary.gate import Risk, Trigger

KEY = "TZ:suspect-national"
NAME = "Baba Kidege"


@pytest.fixture
def dar(alpha):
    """Tanzania, which would hear of its own national."""
    return by_hand(alpha, "Dar", "TZ")


def weigh(town, notice, **changes):
    form = a_form(town.node.clock.now().date(), may_be_named=True, **changes)
    return gates.weigh(town.node, town.rosa, notice=notice.id, country="TZ", form=form)


def acts(town):
    return {each.act for each in browse.now(town.node, town.rosa)}


def test_nobody_is_named_to_his_state_before_a_second_person_agrees(alpha, dar):
    notice = open_notice(alpha)
    made = weigh(alpha, notice)

    assert row(alpha, notice, KEY).waits_at_gate
    assert Act.APPROVE_GATE in acts(alpha)
    with pytest.raises(RefusedError, match="second person"):
        gates.approve(alpha.node, alpha.rosa, gate=made.id)
    gates.approve(alpha.node, alpha.omar, gate=made.id)

    decide(alpha, notice, KEY, INFORM)
    assert NAME in preview(alpha, notice, dar).text


def test_to_keep_a_person_out_takes_one_officer(alpha, dar):
    notice = open_notice(alpha)
    form = a_form(alpha.node.clock.now().date(), may_be_named=False, worst=Risk.SERIOUS)
    gates.weigh(alpha.node, alpha.rosa, notice=notice.id, country="TZ", form=form)

    decide(alpha, notice, KEY, INFORM)
    assert NAME not in preview(alpha, notice, dar).text


def test_a_promise_that_runs_out_closes_the_gate_again(alpha, dar):
    notice = open_notice(alpha, answer_by=alpha.node.clock.now() + timedelta(days=30))
    today = alpha.node.clock.now().date()
    promise = Assurance(giver="their minister", text="a fair trial", given_on=today, expires_on=today + timedelta(3))
    made = weigh(alpha, notice, worst=Risk.REAL, assurances=(promise,))
    gates.approve(alpha.node, alpha.omar, gate=made.id)
    decide(alpha, notice, KEY, INFORM)
    written = preview(alpha, notice, dar)

    alpha.node.clock.advance(days=3)

    assert row(alpha, notice, KEY).waits_at_gate
    assert Act.WEIGH_GATE in acts(alpha)
    with pytest.raises(ConflictError, match="preview again"):
        release.approve(alpha.node, alpha.omar, tearline=written.id, digest=written.digest)


def test_a_correction_of_what_was_weighed_opens_the_question_again(alpha, dar):
    notice = open_notice(alpha)
    pass_gate(alpha, notice, "TZ", may_be_named=True)
    attack = the_claim(alpha, notice_report(alpha, notice), says="attack")

    review.correct(alpha.node, alpha.ines, claim=attack.id, why="read again", value="bombing")

    assert row(alpha, notice, KEY).waits_at_gate


def notice_report(town, notice):
    with town.node.store.read() as tx:
        return tx.claims.get(notice.claims[0]).report


def test_an_ask_to_detain_goes_only_where_the_gate_lets_the_person_through(alpha):
    notice = open_notice(alpha, asks=("Detain them.", "Tell us what you did."))
    key = "IE:target"
    assert row(alpha, notice, key).waits_at_gate
    view = browse.notice(alpha.node, alpha.rosa, notice=notice.id)
    assert Trigger.DETENTION_ASKED in view.cases["IE"].triggers

    bravo = row(alpha, notice, key).counterpart
    form = a_form(alpha.node.clock.now().date(), may_be_named=False)
    gates.weigh(alpha.node, alpha.rosa, notice=notice.id, country="IE", form=form)
    decide(alpha, notice, key)
    kept_out = preview(alpha, notice, bravo).text
    pass_gate(alpha, notice, "IE", may_be_named=True)
    let_through = preview(alpha, notice, bravo).text

    assert "Detain them." not in kept_out
    assert NAME not in kept_out
    assert "Tell us what you did." in kept_out
    assert "Detain them." in let_through
    assert NAME in let_through


def test_an_earlier_answer_is_kept_and_a_later_one_counts(alpha, dar):
    notice = open_notice(alpha)
    pass_gate(alpha, notice, "TZ", may_be_named=True)
    pass_gate(alpha, notice, "TZ", may_be_named=False)
    decide(alpha, notice, KEY, INFORM)

    assert NAME not in preview(alpha, notice, dar).text
    assert len(gates.listing(alpha.node, alpha.uma, notice=notice.id)) == 2
