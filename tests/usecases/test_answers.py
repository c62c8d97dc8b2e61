"""What the receiving side says, and what the sender learns of it."""

from datetime import timedelta

import pytest

from federation import deliver
from stories import open_notice, release_to
from tocsin.domain.delivery import Debt, Result
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError
from tocsin.domain.exchange import InboxState
from tocsin.usecases import answers, browse
from tocsin.usecases.reception import receive


@pytest.fixture
def arrived(federation):
    """Alpha, Bravo, and the warning that Bravo holds."""
    _, _, (alpha, bravo, _) = federation
    release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    deliver(alpha, bravo)
    (item,) = browse.inbox(bravo.node, bravo.ines)
    return alpha, bravo, item.incoming.id


def sent(town):
    (delivery,) = [each for each in browse.outbox(town.node, town.rosa) if each.kind == "alert"]
    return delivery


def state(town):
    (item,) = browse.inbox(town.node, town.ines)
    return item.incoming.state


def test_the_sender_learns_of_each_step_and_when(arrived, clock):
    alpha, bravo, message = arrived
    for step, act in (
        ("opened_at", lambda: answers.open_warning(bravo.node, bravo.ines, message=message)),
        ("acknowledged_at", lambda: answers.acknowledge(bravo.node, bravo.ines, message=message)),
        ("responded_at", lambda: answers.respond(bravo.node, bravo.ines, message=message, said="done")),
    ):
        clock.advance(minutes=5)
        assert getattr(sent(alpha).answer, step) is None
        act()
        deliver(bravo, alpha)
        assert getattr(sent(alpha).answer, step) == clock.now()


def test_looking_again_tells_the_sender_nothing_new(arrived):
    _alpha, bravo, message = arrived
    for actor in (bravo.ines, bravo.rosa, bravo.ines):
        answers.open_warning(bravo.node, actor, message=message)

    assert len(browse.outbox(bravo.node, bravo.ines)) == 1
    assert state(bravo) is InboxState.OPENED


def test_every_reading_of_a_warning_is_on_record(arrived):
    _, bravo, message = arrived
    for actor in (bravo.ines, bravo.rosa):
        answers.open_warning(bravo.node, actor, message=message)

    with bravo.node.store.read() as tx:
        records = [leaf.record for leaf in tx.leaves.where() if b"warning.consulted" in leaf.record]
    assert [actor.account.encode() in record for actor, record in zip((bravo.ines, bravo.rosa), records, strict=True)]
    assert len(records) == 2


def test_it_is_acknowledged_once_and_answered_as_often_as_more_was_done(arrived):
    alpha, bravo, message = arrived
    answers.acknowledge(bravo.node, bravo.ines, message=message)
    with pytest.raises(ConflictError, match="already"):
        answers.acknowledge(bravo.node, bravo.rosa, message=message)
    for said in ("cells watched", "two arrests"):
        answers.respond(bravo.node, bravo.ines, message=message, said=said)
    deliver(bravo, alpha)

    assert sent(alpha).answer.response == "two arrests"
    assert state(bravo) is InboxState.RESPONDED


def test_the_newest_word_counts_in_whatever_order_they_arrive(arrived):
    alpha, bravo, message = arrived
    for said in ("cells watched", "two arrests"):
        answers.respond(bravo.node, bravo.ines, message=message, said=said)
    answers.outcome(bravo.node, bravo.ines, message=message, result=Result.UNDER_WAY)
    answers.outcome(bravo.node, bravo.ines, message=message, result=Result.PREVENTED)
    with bravo.node.store.read() as tx:
        envelopes = [each.envelope for each in tx.outgoing.where() if each.kind in {"response", "outcome"}]
    for envelope in reversed(envelopes):
        receive(alpha.node, envelope)

    assert sent(alpha).answer.response == "two arrests"
    assert sent(alpha).answer.outcome.result is Result.PREVENTED


def test_an_answer_never_takes_the_warning_a_step_back(arrived):
    _, bravo, message = arrived
    answers.respond(bravo.node, bravo.ines, message=message, said="done")
    answers.open_warning(bravo.node, bravo.ines, message=message)

    assert state(bravo) is InboxState.RESPONDED


def test_nothing_is_not_an_answer(arrived):
    _, bravo, message = arrived
    with pytest.raises(InvalidError):
        answers.respond(bravo.node, bravo.ines, message=message, said="  ")

    assert browse.outbox(bravo.node, bravo.ines) == ()


def test_the_other_side_learns_an_office_and_no_name(arrived):
    alpha, bravo, message = arrived
    answers.acknowledge(bravo.node, bravo.ines, message=message)
    deliver(bravo, alpha)

    assert sent(alpha).answer.acknowledged_by == "analyst"


def test_a_reply_is_not_a_warning_that_could_be_answered(arrived):
    alpha, bravo, message = arrived
    answers.acknowledge(bravo.node, bravo.ines, message=message)
    deliver(bravo, alpha)
    with alpha.node.store.read() as tx:
        (reply,) = tx.incoming.where()

    with pytest.raises(InvalidError, match="not a warning"):
        answers.open_warning(alpha.node, alpha.ines, message=reply.id)
    with pytest.raises(NotFoundError):
        answers.acknowledge(alpha.node, alpha.ines, message=message)


def test_an_unanswered_warning_is_chased_and_an_answered_one_is_not(arrived, clock):
    alpha, bravo, message = arrived
    clock.advance(hours=9)
    chased = [task.detail for task in browse.now(alpha.node, alpha.rosa) if task.act == "chase"]
    answers.respond(bravo.node, bravo.ines, message=message, said="done")
    deliver(bravo, alpha)

    assert chased == ["acknowledgement"]
    assert [task for task in browse.now(alpha.node, alpha.rosa) if task.act == "chase"] == []


def test_the_sender_learns_what_came_of_it_and_the_newest_counts(arrived):
    alpha, bravo, message = arrived
    for result in (Result.UNDER_WAY, Result.PREVENTED):
        answers.outcome(bravo.node, bravo.ines, message=message, result=result, said="two arrests")
    deliver(bravo, alpha)

    assert (sent(alpha).answer.outcome.result, sent(alpha).answer.outcome.said) == (Result.PREVENTED, "two arrests")
    assert state(bravo) is InboxState.RESPONDED


def test_the_outcome_is_owed_until_it_is_final(arrived, clock):
    alpha, bravo, message = arrived
    owed = []
    for result in (None, Result.UNDER_WAY, Result.HAPPENED):
        if result is None:
            answers.respond(bravo.node, bravo.ines, message=message, said="done")
        else:
            answers.outcome(bravo.node, bravo.ines, message=message, result=result)
        deliver(bravo, alpha)
        owed.append((sent(alpha).owes(clock.now()), sent(alpha).owes(clock.now() + timedelta(days=31))))

    assert owed == [(None, Debt.OUTCOME), (None, Debt.OUTCOME), (None, None)]


def test_who_says_that_it_is_not_for_him_owes_nothing_and_the_sender_decides_about_whom_he_names(arrived, clock):
    alpha, bravo, message = arrived
    answers.redirect(bravo.node, bravo.ines, message=message, to="Harbour Watch", said="they hold the port")
    deliver(bravo, alpha)
    clock.advance(days=9)
    tasks = [task for task in browse.now(alpha.node, alpha.rosa) if task.act in {"chase", "see-redirect"}]
    answers.settle_redirects(alpha.node, alpha.rosa, delivery=message, why="told by telephone")

    assert [(task.act, task.detail) for task in tasks] == [("see-redirect", "Harbour Watch")]
    assert not [task for task in browse.now(alpha.node, alpha.rosa) if task.act == "see-redirect"]
    with pytest.raises(ConflictError, match="nobody is named"):
        answers.settle_redirects(alpha.node, alpha.rosa, delivery=message, why="again")


def test_who_redirects_learns_nothing_of_who_was_told(arrived):
    alpha, bravo, message = arrived
    before = browse.inbox(bravo.node, bravo.ines), len(alpha.node.couriers["https"].carried)
    answers.redirect(bravo.node, bravo.ines, message=message, to="Charlie")
    deliver(bravo, alpha)
    answers.settle_redirects(alpha.node, alpha.rosa, delivery=message, why="they know")
    deliver(alpha, bravo)

    assert len(browse.inbox(bravo.node, bravo.ines)) == len(before[0])
    assert len(alpha.node.couriers["https"].carried) == before[1] + 1


@pytest.mark.parametrize("to", ["", " ", "Harbour\nWatch", "x" * 201])
def test_whom_to_try_is_named_on_one_line(arrived, to):
    _, bravo, message = arrived
    with pytest.raises(InvalidError, match="one line"):
        answers.redirect(bravo.node, bravo.ines, message=message, to=to)
