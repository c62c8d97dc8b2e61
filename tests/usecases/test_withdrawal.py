"""A warning is taken back: asked for, answered by a person, erased for good, and never forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from federation import deliver
from stories import by_hand, decide, known_as, open_notice, pass_gate, preview, release_to
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.recall import CancelGround, Mark, Outcome, WithdrawalGround
from tocsin.usecases import answers, audit, browse, byhand, counterparts, recall, recalled, release
from tocsin.usecases.reception import receive
from tocsin.wire import proof
from tocsin.wire.bodies.alert import read_alert


@pytest.fixture
def told(federation):
    """Alpha, Bravo, and the notice of which Bravo was told."""
    _, _, (alpha, bravo, _) = federation
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo)
    return alpha, bravo, notice


def take_back(alpha, notice, **changes):
    fields = {"ground": WithdrawalGround.UNLAWFUL, "why": "the court said no"} | changes
    return recall.withdraw(alpha.node, alpha.rosa, notice=notice.id, **fields)


def the_warning(town):
    (item,) = [each for each in browse.inbox(town.node, town.ines) if each.incoming.kind == "alert"]
    return item


def the_recall(town):
    (view,) = recalled.listing(town.node, town.ines)
    return view


def answer(town, outcome, **fields):
    return recalled.answer(town.node, town.ines, message=the_recall(town).incoming.id, outcome=outcome, **fields)


def fates(town):
    (sent,) = recall.sent(town.node, town.rosa)
    return sent.delivery.answer.fates


def stored_bytes(town):
    """Everything about messages that came in, as it stands in the store."""
    with town.node.store.read() as tx:
        return b"".join(each.body + each.signed for each in tx.incoming.where())


def test_what_is_erased_on_request_is_gone_and_its_receipt_still_proves_that_it_came(told):
    alpha, bravo, notice = told
    warning = the_warning(bravo).incoming
    says = read_alert(warning.body).claims[0].says.encode()
    take_back(alpha, notice)
    deliver(alpha, bravo)

    answer(bravo, Outcome.ERASED)
    deliver(bravo, alpha)

    assert says in warning.body
    assert says not in stored_bytes(bravo)
    assert the_warning(bravo).marks == (Mark.ERASED,)
    assert [each.outcome for each in fates(alpha)] == [Outcome.ERASED]
    assert proof.verify(audit.prove_received(bravo.node, bravo.uma, message=warning.id)).holds


def test_an_erased_warning_cannot_be_read_or_answered(told):
    alpha, bravo, notice = told
    take_back(alpha, notice)
    deliver(alpha, bravo)
    answer(bravo, Outcome.ERASED)

    for act in (answers.open_warning, answers.acknowledge):
        with pytest.raises(InvalidError, match="not a warning that can be read"):
            act(bravo.node, bravo.ines, message=the_warning(bravo).incoming.id)


def test_a_duplicate_of_an_erased_warning_brings_nothing_back(federation, told):
    _, wires, _ = federation
    alpha, bravo, notice = told
    take_back(alpha, notice)
    deliver(alpha, bravo)
    answer(bravo, Outcome.ERASED)

    receive(bravo.node, wires.carried[0])

    assert the_warning(bravo).marks == (Mark.ERASED,)


def test_what_is_kept_names_the_basis_on_which_it_is_kept(told):
    alpha, bravo, notice = told
    take_back(alpha, notice)
    deliver(alpha, bravo)

    with pytest.raises(InvalidError, match="basis"):
        answer(bravo, Outcome.KEPT)
    answer(bravo, Outcome.KEPT, basis="our own case 12")
    deliver(bravo, alpha)

    assert [(each.outcome, each.basis) for each in fates(alpha)] == [(Outcome.KEPT, "our own case 12")]
    assert the_warning(bravo).marks == (Mark.WITHDRAWN,)


def test_the_basis_on_which_it_is_kept_shows_nothing_that_they_must_not_learn(told):
    alpha, bravo, notice = told
    take_back(alpha, notice)
    deliver(alpha, bravo)
    ours = open_notice(bravo)

    with pytest.raises(InvalidError, match="leak check"):
        answer(bravo, Outcome.KEPT, basis=f"our own case {ours.id}")


def test_nobody_answers_not_found_while_it_is_here_nor_kept_when_it_is_not(told):
    alpha, bravo, notice = told
    take_back(alpha, notice)
    deliver(alpha, bravo)

    with pytest.raises(ConflictError, match="it is here"):
        answer(bravo, Outcome.NOT_FOUND)
    with pytest.raises(InvalidError, match="not answered by"):
        answer(bravo, Outcome.APPLIED)
    answer(bravo, Outcome.ERASED)
    with pytest.raises(ConflictError, match="nothing of it"):
        answer(bravo, Outcome.KEPT, basis="our own case 12")


def test_a_single_claim_is_taken_back_and_the_rest_stays(told):
    alpha, bravo, notice = told
    with alpha.node.store.read() as tx:
        (delivery,) = tx.deliveries.where(notice=notice.id)
        claim = tx.tearlines.get(delivery.tearline).claims[0]
    before = read_alert(the_warning(bravo).incoming.body)
    take_back(alpha, notice, claims=[claim])
    deliver(alpha, bravo)
    (name,) = [each.name for each in the_recall(bravo).named]

    answer(bravo, Outcome.ERASED)
    deliver(bravo, alpha)

    after = read_alert(the_warning(bravo).incoming.body)
    (gone,) = [each for each in before.claims if each.name == name]
    assert after.claims == tuple(each for each in before.claims if each.name != name)
    assert after.claims
    assert gone.says.encode() not in stored_bytes(bravo)
    assert [(each.claim, each.outcome) for each in fates(alpha)] == [(name, Outcome.ERASED)]


def test_an_unanswered_withdrawal_is_overdue_after_a_day_on_both_sides_and_an_answered_one_is_not(told, clock):
    alpha, bravo, notice = told
    take_back(alpha, notice)
    deliver(alpha, bravo)

    clock.advance(hours=23)
    early = [each.is_overdue for each in recall.sent(alpha.node, alpha.rosa)]
    clock.advance(hours=2)
    late = [each.is_overdue for each in recall.sent(alpha.node, alpha.rosa)]
    chased = [task.act for task in browse.now(alpha.node, alpha.rosa) if task.act == "chase"]
    (asked,) = [task for task in browse.now(bravo.node, bravo.ines) if task.act == "answer-recall"]
    answer(bravo, Outcome.ERASED)
    deliver(bravo, alpha)

    assert (early, late, len(chased)) == ([False], [True], 1)
    assert asked.due < clock.now()
    assert [each.is_overdue for each in recall.sent(alpha.node, alpha.rosa)] == [False]
    assert [task.act for task in browse.now(alpha.node, alpha.rosa) if task.act == "chase"] == []
    assert [task.act for task in browse.now(bravo.node, bravo.ines)] == []


def test_the_clock_of_a_recall_is_that_of_the_agreement(told):
    alpha, bravo, notice = told
    held = known_as(alpha, "Bravo")
    terms = replace(held.agreement, recall_within=timedelta(hours=2))
    counterparts.agree(alpha.node, alpha.rosa, counterpart=held.id, agreement=terms)
    take_back(alpha, notice)
    deliver(alpha, bravo)
    (asked,) = [task for task in browse.now(bravo.node, bravo.ines) if task.act == "answer-recall"]

    assert asked.due == alpha.node.clock.now() + timedelta(hours=2)
    with pytest.raises(InvalidError, match="some time"):
        replace(held.agreement, recall_within=timedelta(0))


def test_a_withdrawn_notice_goes_to_nobody_any_more(told):
    alpha, _, notice = told
    decide(alpha, notice, "NO:target")
    tearline = preview(alpha, notice, known_as(alpha, "Charlie"))
    take_back(alpha, notice)

    with pytest.raises(ConflictError, match="ended"):
        preview(alpha, notice, known_as(alpha, "Charlie"))
    with pytest.raises(ConflictError, match="ended"):
        release.approve(alpha.node, alpha.omar, tearline=tearline.id, digest=tearline.digest)


def test_asking_twice_asks_nobody_twice(told):
    alpha, _, notice = told
    first = take_back(alpha, notice)
    second = take_back(alpha, notice)

    assert (len(first.recalls), len(second.recalls)) == (1, 0)


def test_whoever_was_not_told_is_not_asked(told):
    alpha, _, notice = told
    take_back(alpha, notice)

    (sent,) = recall.sent(alpha.node, alpha.rosa)
    assert sent.delivery.counterpart == known_as(alpha, "Bravo").id
    with pytest.raises(ConflictError, match="nobody holds"):
        take_back(alpha, notice, to=known_as(alpha, "Charlie").id)


def test_one_who_cannot_be_reached_does_not_keep_it_from_the_others(told):
    alpha, _, notice = told
    release_to(alpha, notice, "Charlie", "NO:target")
    with alpha.node.store.begin() as tx:
        tx.counterparts.put(replace(known_as(alpha, "Charlie"), node_id=None))

    made = take_back(alpha, notice)

    assert [each.counterpart for each in made.recalls] == [known_as(alpha, "Bravo").id]
    assert [each for each, _ in made.not_reached] == [known_as(alpha, "Charlie").id]
    assert [task.counterpart for task in browse.now(alpha.node, alpha.rosa) if task.act == "take-back"] == ["Charlie"]


def test_an_analyst_cannot_take_anything_back(told):
    alpha, _, notice = told
    with pytest.raises(RefusedError):
        recall.withdraw(alpha.node, alpha.ines, notice=notice.id, ground=WithdrawalGround.SOURCE, why="he is in danger")


def test_our_own_reason_never_leaves(told):
    alpha, bravo, notice = told
    take_back(alpha, notice, why="the source is a baker in Faro")
    deliver(alpha, bravo)

    assert b"baker" not in stored_bytes(bravo)


def a_paper_warning(alpha):
    """A notice of which somebody without a node is to be told."""
    by_hand(alpha, "Embassy", "TZ")
    notice = open_notice(alpha)
    pass_gate(alpha, notice, "TZ", may_be_named=True)
    release_to(alpha, notice, "Embassy", "TZ:suspect-national")
    (delivery,) = browse.notice(alpha.node, alpha.rosa, notice=notice.id).deliveries
    return notice, delivery


def test_what_was_never_handed_over_is_stopped_and_nobody_is_asked(alpha):
    notice, delivery = a_paper_warning(alpha)

    made = take_back(alpha, notice)

    (stopped,) = browse.outbox(alpha.node, alpha.rosa)
    assert made.recalls == ()
    assert stopped.state is DeliveryState.STOPPED
    with pytest.raises(ConflictError, match="by hand"):
        hand_over(alpha, delivery.id)


def test_what_was_handed_over_is_asked_back_on_paper(alpha):
    notice, delivery = a_paper_warning(alpha)
    hand_over(alpha, delivery.id)

    (made,) = take_back(alpha, notice).recalls
    hand_over(alpha, made.id)
    byhand.answered(alpha.node, alpha.ines, delivery=made.id, said="burnt")

    (sent,) = recall.sent(alpha.node, alpha.rosa)
    assert "WITHDRAWAL from Alpha to Embassy" in made.text
    assert byhand.sheet(alpha.node, alpha.ines, delivery=made.id)
    assert (sent.delivery.state, sent.delivery.answer.response) == (DeliveryState.TOLD, "burnt")


def hand_over(town, delivery):
    told = byhand.Told(how="by courier", to="the attaché", at=town.node.clock.now())
    byhand.hand(town.node, town.ines, delivery=delivery, told=told)


def test_a_warning_that_is_over_is_kept_marked_and_chased_no_more(told, clock):
    alpha, bravo, notice = told
    recall.cancel(alpha.node, alpha.rosa, notice=notice.id, ground=CancelGround.AVERTED)
    deliver(alpha, bravo)
    clock.advance(days=3)

    assert the_warning(bravo).marks == (Mark.OVER,)
    assert answers.open_warning(bravo.node, bravo.ines, message=the_warning(bravo).incoming.id).claims
    assert [task for task in browse.now(alpha.node, alpha.rosa) if task.act == "chase"] == []
    assert browse.now(bravo.node, bravo.ines) == ()
