"""What was told and is corrected afterwards: proposed, approved, sent, applied, and sent on; and later versions."""

import pytest

from federation import deliver
from stories import (
    a_federation,
    approve,
    bring_the_last,
    correct_unheard,
    decide,
    known_as,
    open_notice,
    preview,
    release_to,
    submit,
    the_claim,
)
from tocsin.domain.claim import Status
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.marking import Marking
from tocsin.domain.recall import Mark, Outcome, WithdrawalGround
from tocsin.usecases import answers, browse, duties, notices, recall, recalled, release, review
from tocsin.usecases.notices import Change
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.alert import read_alert


@pytest.fixture
def told(federation):
    """Alpha, Bravo, the report, and the notice of which Bravo was told."""
    _, _, (alpha, bravo, _) = federation
    report = submit(alpha)
    notice = open_notice(alpha, report)
    release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo)
    return alpha, bravo, report, notice


def soften(alpha, report):
    """Correct the claim that an attack is planned: it is only possible."""
    old = the_claim(alpha, report, says="attack")
    return review.correct(alpha.node, alpha.ines, claim=old.id, why="heard again", status=Status.POSSIBLE)


def write_correction(alpha, notice, name="Bravo"):
    return release.preview_correction(alpha.node, alpha.rosa, notice=notice.id, to=known_as(alpha, name).id)


def acts(town, actor=None):
    return [task.act for task in browse.now(town.node, actor or town.rosa)]


def of_kind(town, kind):
    return [each for each in browse.inbox(town.node, town.ines) if each.incoming.kind == kind]


def test_a_claim_corrected_after_release_is_proposed_for_correction_and_no_other(told):
    alpha, _, report, _ = told
    before = acts(alpha)
    soften(alpha, report)

    assert "correct" not in before
    assert acts(alpha).count("correct") == 1


def test_a_correction_replaces_their_claim_by_their_own_names_and_says_nothing_else(told):
    alpha, bravo, report, notice = told
    new = soften(alpha, report)
    tearline = write_correction(alpha, notice)
    approve(alpha, tearline)
    deliver(alpha, bravo)

    (view,) = recalled.listing(bravo.node, bravo.ines)
    (named,) = view.named
    (warning,) = of_kind(bravo, "alert")
    assert named.told in read_alert(warning.incoming.body).claims
    assert (named.told.status, named.by.status) == (Status.PLANNED, Status.POSSIBLE)
    assert warning.marks == (Mark.CORRECTED,)
    assert new.id.encode() not in view.incoming.body
    assert notice.id.encode() not in view.incoming.body
    assert "Norway" not in tearline.text


def test_the_author_of_a_correction_cannot_approve_it_and_nothing_is_approved_that_has_changed_since(told):
    alpha, _, report, notice = told
    new = soften(alpha, report)
    tearline = write_correction(alpha, notice)

    with pytest.raises(RefusedError):
        release.approve(alpha.node, alpha.rosa, tearline=tearline.id, digest=tearline.digest)
    review.correct(alpha.node, alpha.ines, claim=new.id, why="again", status=Status.THREATENED)
    with pytest.raises(ConflictError, match="changed"):
        approve(alpha, tearline)


def test_an_applied_correction_closes_it_on_both_sides_and_is_not_proposed_again(told, clock):
    alpha, bravo, report, notice = told
    soften(alpha, report)
    approve(alpha, write_correction(alpha, notice))
    deliver(alpha, bravo)
    clock.advance(hours=25)
    late = [each.is_overdue for each in recall.sent(alpha.node, alpha.rosa)]

    (view,) = recalled.listing(bravo.node, bravo.ines)
    with pytest.raises(InvalidError, match="not answered by"):
        recalled.answer(bravo.node, bravo.ines, message=view.incoming.id, outcome=Outcome.ERASED)
    recalled.answer(bravo.node, bravo.ines, message=view.incoming.id, outcome=Outcome.APPLIED)
    deliver(bravo, alpha)

    (sent,) = recall.sent(alpha.node, alpha.rosa)
    assert late == [True]
    assert not sent.is_overdue
    assert [each.outcome for each in sent.delivery.answer.fates] == [Outcome.APPLIED]
    assert "correct" not in acts(alpha)
    assert "answer-recall" not in acts(bravo, bravo.ines)
    with pytest.raises(ConflictError, match="nothing that has been corrected"):
        write_correction(alpha, notice)


def test_what_was_rejected_or_marked_above_their_ceiling_after_release_is_proposed_to_be_taken_back(told):
    alpha, _, report, _ = told
    claim = the_claim(alpha, report, says="attack")
    review.mark(alpha.node, alpha.ines, claims=[claim.id], marking=Marking(tlp=Tlp.RED))
    narrowed = acts(alpha)
    review.mark(alpha.node, alpha.ines, claims=[claim.id], marking=Marking(tlp=Tlp.AMBER))
    widened = acts(alpha)
    review.reject(alpha.node, alpha.ines, claims=[claim.id], why="invented")

    assert narrowed.count("take-back") == 1
    assert "take-back" not in widened
    assert acts(alpha).count("take-back") == 1


def test_whoever_takes_back_a_corrected_claim_reaches_what_it_replaced(told):
    alpha, bravo, report, notice = told
    old = read_alert(of_kind(bravo, "alert")[0].incoming.body)
    new = soften(alpha, report)
    approve(alpha, write_correction(alpha, notice))
    deliver(alpha, bravo)
    recall.withdraw(
        alpha.node,
        alpha.rosa,
        notice=notice.id,
        claims=[new.id],
        ground=WithdrawalGround.INACCURATE,
        why="all of it invented",
    )
    deliver(alpha, bravo)
    withdrawal = next(each for each in recalled.listing(bravo.node, bravo.ines) if each.ground is not None)

    recalled.answer(bravo.node, bravo.ines, message=withdrawal.incoming.id, outcome=Outcome.ERASED)

    with bravo.node.store.read() as tx:
        stored = b"".join(each.body + each.signed for each in tx.incoming.where())
    gone = next(each for each in old.claims if each.status is Status.PLANNED)
    assert gone.says.encode() not in stored
    assert b"is possible" not in stored


@pytest.fixture
def corrected():
    """Bravo has the correction of a warning that has never come, and Alpha can say more of it."""
    _, _, (alpha, bravo, _) = a_federation()
    report = submit(alpha)
    notice = open_notice(alpha, report)
    release_to(alpha, notice, "Bravo", "IE:target")
    return alpha, bravo, notice, correct_unheard(alpha, bravo, notice, report)


def say_of_the_last(alpha, bravo, outcome):
    """Bring what Alpha said last, answer it, and return how it looked before."""
    bring_the_last(alpha, bravo)
    view = recalled.listing(bravo.node, bravo.ines)[-1]
    recalled.answer(bravo.node, bravo.ines, message=view.incoming.id, outcome=outcome, basis="our own case")
    return view


@pytest.mark.parametrize("outcome", [Outcome.APPLIED, Outcome.KEPT])
def test_words_that_only_a_correction_told_can_be_corrected_again(corrected, outcome):
    alpha, bravo, notice, new = corrected
    (first,) = recalled.listing(bravo.node, bravo.ines)
    review.correct(alpha.node, alpha.ines, claim=new.id, why="again", status=Status.THREATENED)
    approve(alpha, write_correction(alpha, notice))

    second = say_of_the_last(alpha, bravo, outcome)

    assert (first.is_here, second.is_here) == (False, True)


@pytest.mark.parametrize("whole", [True, False])
def test_words_that_only_a_correction_told_are_erased_when_they_are_taken_back(corrected, whole):
    alpha, bravo, notice, new = corrected
    claims = [] if whole else [new.id]
    ground = WithdrawalGround.INACCURATE
    recall.withdraw(alpha.node, alpha.rosa, notice=notice.id, claims=claims, ground=ground, why="invented")

    with pytest.raises(ConflictError, match="it is here"):
        say_of_the_last(alpha, bravo, Outcome.NOT_FOUND)
    say_of_the_last(alpha, bravo, Outcome.ERASED)

    with bravo.node.store.read() as tx:
        stored = b"".join(each.body + each.signed for each in tx.incoming.where())
    assert b"is possible" not in stored


def test_a_version_that_tells_nothing_new_goes_to_nobody(told):
    alpha, _, _, notice = told
    changed = notices.update(alpha.node, alpha.ines, notice=notice.id, change=Change(title="another title"))

    assert changed.version == 2
    assert not {"preview", "approve"} & set(acts(alpha))
    with pytest.raises(ConflictError, match="nothing would be new"):
        preview(alpha, notice, known_as(alpha, "Bravo"))


def test_a_version_with_something_new_goes_as_an_update_after_a_new_approval(told):
    alpha, bravo, _, notice = told
    notices.update(alpha.node, alpha.ines, notice=notice.id, change=Change(asks=("Are they known to you?",)))
    waiting = acts(alpha)
    tearline = preview(alpha, notice, known_as(alpha, "Bravo"))
    approve(alpha, tearline)
    deliver(alpha, bravo)

    (first,), (second,) = of_kind(bravo, "alert"), of_kind(bravo, "update")
    assert "preview" in waiting
    assert first.marks == (Mark.OUTDATED,)
    assert second.marks == ()
    before, after = read_alert(first.incoming.body), read_alert(second.incoming.body)
    assert (before.notice, before.version, after.version) == (after.notice, 1, 2)
    assert [each.name for each in before.claims] == [each.name for each in after.claims]
    assert answers.acknowledge(bravo.node, bravo.ines, message=second.incoming.id)


def test_nobody_is_chased_for_an_answer_to_a_version_that_was_replaced(told, clock):
    alpha, bravo, _, notice = told
    notices.update(alpha.node, alpha.ines, notice=notice.id, change=Change(asks=("Are they known to you?",)))
    approve(alpha, preview(alpha, notice, known_as(alpha, "Bravo")))
    deliver(alpha, bravo)
    clock.advance(days=3)

    assert acts(alpha).count("chase") == 1


def test_a_decision_stands_for_a_later_version_where_it_rests_on_the_same_claims_and_falls_where_it_does_not(told):
    alpha, _, report, notice = told
    notices.update(alpha.node, alpha.ines, notice=notice.id, change=Change(title="the same"))
    same = {row.concern.key: row.determination is not None for row in board(alpha, notice)}
    soften(alpha, report)
    notices.update(alpha.node, alpha.ines, notice=notice.id, change=Change())
    other = {row.concern.key: row.determination is not None for row in board(alpha, notice)}

    assert same["IE:target"]
    assert not other.get("IE:target", False)


def board(town, notice):
    return duties.board(town.node, town.rosa, notice=notice.id)


def test_an_earlier_version_stays_on_record_as_it_was(told):
    alpha, _, report, notice = told
    attack = the_claim(alpha, report, says="attack")
    changed = notices.update(alpha.node, alpha.ines, notice=notice.id, change=Change(without=(attack.id,)))

    with alpha.node.store.read() as tx:
        assert tx.versions.where() == (notice,)
    assert attack.id not in changed.claims
    assert attack.id in notice.claims


def test_what_was_taken_back_from_one_counterpart_does_not_come_to_it_again_under_the_same_notice(told):
    alpha, _, _, notice = told
    bravo = known_as(alpha, "Bravo").id
    recall.withdraw(
        alpha.node, alpha.rosa, notice=notice.id, to=bravo, ground=WithdrawalGround.NOT_THEIRS, why="wrong desk"
    )
    notices.update(alpha.node, alpha.ines, notice=notice.id, change=Change(asks=("Are they known to you?",)))

    with pytest.raises(ConflictError, match="taken back"):
        preview(alpha, notice, known_as(alpha, "Bravo"))
    decide(alpha, notice, "NO:target")
    assert preview(alpha, notice, known_as(alpha, "Charlie")).kind == "alert"
