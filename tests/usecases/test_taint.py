"""What was built on a warning that was corrected or taken back: found, passed on, and erased with it."""

from dataclasses import replace

import pytest

from federation import deliver
from stories import INFORM, a_draft, approve, decide, known_as, open_notice, preview, release_to, submit, the_claim
from takeover import Lines, consent_to
from tocsin.domain.claim import (
    Event,
    Status,
)
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.recall import Outcome, WithdrawalGround
from tocsin.usecases import browse, intake, notices, recall, recalled, release, review
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.alert import read_alert


@pytest.fixture
def chain(federation):
    """Alpha told Bravo; Bravo took it over, and told Charlie of what it made of it."""
    _, _, (alpha, bravo, charlie) = federation
    bravo = replace(bravo, node=replace(bravo.node, reader=Lines()))
    report = submit(alpha)
    notice = open_notice(alpha, report)
    release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo)
    taken = intake.take_over(bravo.node, bravo.ines, message=the_warning(bravo).id)
    onward = passed_on(alpha, bravo, taken)
    deliver(bravo, charlie)
    return alpha, bravo, charlie, notice, report, taken, onward


def passed_on(alpha, bravo, report):
    claims = browse.report(bravo.node, bravo.ines, report=report.id).claims
    review.confirm(bravo.node, bravo.ines, claims=[each.id for each in claims], why="they are reliable")
    notice = notices.open_notice(bravo.node, bravo.ines, a_draft(bravo, reports=(report.id,)))
    decide(bravo, notice, "NO:target", INFORM)
    consent_to(alpha, bravo, notice, "Charlie")
    approve(bravo, preview(bravo, notice, known_as(bravo, "Charlie")))
    return notice


def the_warning(town):
    (held,) = [each.incoming for each in browse.inbox(town.node, town.ines) if each.incoming.kind == "alert"]
    return held


def take_back(town, notice, **fields):
    recall.withdraw(town.node, town.rosa, notice=notice.id, ground=WithdrawalGround.INACCURATE, why="no", **fields)


def the_recall(town, kind="withdrawal"):
    (view,) = [each for each in recalled.listing(town.node, town.ines) if each.incoming.kind == kind]
    return view


def answer(town, outcome, kind="withdrawal", **fields):
    message = the_recall(town, kind).incoming.id
    return recalled.answer(town.node, town.ines, message=message, outcome=outcome, **fields)


def everything(town):
    """Every record that could hold words, written out."""
    with town.node.store.read() as tx:
        kept = (tx.reports, tx.originals, tx.entities, tx.claims, tx.tearlines, tx.outgoing, tx.incoming, tx.recalls)
        return "".join(str(each) for records in kept for each in records.where())


def test_what_was_taken_over_is_marked_no_wider_than_it_came_and_says_whose_it_is(chain):
    _, bravo, _, _, _, taken, _ = chain
    alert = read_alert(the_warning(bravo).body)
    claims = browse.report(bravo.node, bravo.ines, report=taken.id).claims

    assert taken.source == "Alpha"
    assert taken.taken_from == the_warning(bravo).id
    assert {each.marking.tlp for each in claims} <= {each.tlp for each in alert.claims} <= {Tlp.AMBER}


def test_a_withdrawal_shows_the_reports_claims_notices_and_others_that_rest_on_it(chain):
    alpha, bravo, _, notice, _, taken, onward = chain
    take_back(alpha, notice)
    deliver(alpha, bravo)

    built = the_recall(bravo).built
    assert [each.id for each in built.reports] == [taken.id]
    assert {each.report for each in built.claims} == {taken.id}
    assert [each.id for each in built.notices] == [onward.id]
    assert [each.counterpart.name for each in built.onward] == ["Charlie"]
    assert ("take-back", "Charlie") in [(each.act, each.counterpart) for each in browse.now(bravo.node, bravo.rosa)]


def test_nobody_says_erased_while_others_hold_it_through_us(chain):
    alpha, bravo, _, notice, *_ = chain
    take_back(alpha, notice)
    deliver(alpha, bravo)

    with pytest.raises(ConflictError, match=r"passed on to Charlie"):
        answer(bravo, Outcome.ERASED)
    assert answer(bravo, Outcome.KEPT, basis="case 12")


def test_a_withdrawal_goes_down_the_chain_and_nothing_of_the_words_is_left_on_the_way(chain):
    alpha, bravo, charlie, notice, _, taken, onward = chain
    attack = next(each.says for each in read_alert(the_warning(bravo).body).claims if "attack" in each.says)
    take_back(alpha, notice)
    deliver(alpha, bravo)
    before = everything(bravo)
    take_back(bravo, onward)
    deliver(bravo, charlie)
    answer(charlie, Outcome.ERASED)
    answer(bravo, Outcome.ERASED)
    deliver(alpha, bravo, charlie)

    assert attack in before
    assert attack not in everything(bravo)
    assert "attack" not in everything(charlie)
    assert browse.report(bravo.node, bravo.ines, report=taken.id).claims == ()
    assert [each.delivery.answer.fates[0].outcome for each in recall.sent(alpha.node, alpha.rosa)] == [Outcome.ERASED]
    assert not [task for task in browse.now(bravo.node, bravo.rosa) if task.act in {"take-back", "answer-recall"}]
    assert browse.notice(bravo.node, bravo.rosa, notice=onward.id).claims == ()


def test_one_claim_erased_takes_with_it_what_was_made_of_it_and_leaves_every_other_quote_in_its_place(chain):
    alpha, bravo, _, notice, report, taken, onward = chain
    claim = the_claim(alpha, report, says="attack")
    take_back(alpha, notice, claims=[claim.id])
    deliver(alpha, bravo)
    built = the_recall(bravo).built
    take_back(bravo, onward, claims=[each.id for each in built.claims])
    answer(bravo, Outcome.ERASED)

    with bravo.node.store.read() as tx:
        left, held = tx.claims.where(report=taken.id), tx.reports.get(taken.id)
    assert built.claims
    assert left
    assert not {each.id for each in left} & {each.id for each in built.claims}
    assert all(each.rests_on(held.document.text) for each in left)
    assert "an attack" not in held.document.text
    assert len(held.document.text) == len(taken.document.text)


def test_applied_means_that_what_was_made_of_it_was_put_right_and_the_next_are_told_in_turn(chain, clock):
    alpha, bravo, charlie, notice, report, _, onward = chain
    old = the_claim(alpha, report, says="attack")
    review.correct(alpha.node, alpha.ines, claim=old.id, why="heard again", status=Status.POSSIBLE)
    tearline = release.preview_correction(alpha.node, alpha.rosa, notice=notice.id, to=known_as(alpha, "Bravo").id)
    approve(alpha, tearline)
    deliver(alpha, bravo)
    with pytest.raises(ConflictError, match="correct or reject"):
        answer(bravo, Outcome.APPLIED, kind="correction")

    clock.advance(minutes=5)
    for each in the_recall(bravo, "correction").built.claims:
        status = Status.POSSIBLE if isinstance(each.content, Event) else Status.ALLEGED
        review.correct(bravo.node, bravo.ines, claim=each.id, why="Alpha corrected it", status=status)
    answer(bravo, Outcome.APPLIED, kind="correction")
    proposed = [each for each in browse.now(bravo.node, bravo.rosa) if each.act == "correct"]
    onwards = release.preview_correction(bravo.node, bravo.rosa, notice=onward.id, to=known_as(bravo, "Charlie").id)
    approve(bravo, onwards)
    deliver(bravo, charlie)

    assert [each.counterpart for each in proposed] == ["Charlie"]
    assert "is possible" in the_recall(charlie, "correction").named[0].by.says


def test_a_reply_or_an_erased_warning_cannot_be_taken_over(chain):
    alpha, bravo, _, notice, _, _, onward = chain
    take_back(alpha, notice)
    deliver(alpha, bravo)
    with pytest.raises(InvalidError):
        intake.take_over(bravo.node, bravo.ines, message=the_recall(bravo).incoming.id)
    take_back(bravo, onward)
    answer(bravo, Outcome.ERASED)

    with pytest.raises(InvalidError):
        intake.take_over(bravo.node, bravo.ines, message=the_warning(bravo).id)
