"""Who is called when a warning is not answered in time, on a clock that stands still until it is moved."""

from dataclasses import replace
from datetime import timedelta

import pytest

from federation import deliver
from mail_server import a_mailbox
from stories import known_as, open_notice, release_to
from tocsin.domain.counterpart import Fallback
from tocsin.domain.errors import InvalidError, NotFoundError
from tocsin.domain.recall import WithdrawalGround
from tocsin.surfaces.worker import perform
from tocsin.usecases import agenda, answers, browse, counterparts, escalation, recall, roster

ADDRESS = Fallback(mail="duty@example.net", language="tr")


@pytest.fixture
def towns(federation):
    """Alpha, which warns; Bravo, which is warned; Charlie."""
    return federation[2]


@pytest.fixture
def mailbox():
    with a_mailbox() as running:
        yield running


def warns(alpha, bravo):
    """Alpha's warning on its way to Bravo."""
    _, delivery = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    return delivery


def work(town):
    """Let the node do whatever is due but carry mail."""
    for each in agenda.due(town.node):
        while each.kind == "escalate" and perform(town.node, each):
            pass


def on_watch(town, on_duty, *stand_ins, hours=24):
    now = town.node.clock.now()
    until = now + timedelta(hours=hours)
    return roster.set_watch(town.node, town.rosa, since=now, until=until, on_duty=on_duty, stand_ins=stand_ins)


def calls(town):
    """Who was called, by name, and about which debt."""
    names = browse.people(town.node, town.ada)
    made = escalation.listing(town.node, town.uma)
    return [(each.rung, each.debt, [names[person] for person in each.people]) for each in made]


def test_stand_ins_are_called_one_after_the_other_and_the_officers_before_it_is_late(towns, clock):
    alpha, bravo, _ = towns
    on_watch(bravo, "ines", "rosa", "omar")
    warns(alpha, bravo)  # expected: eight hours
    deliver(alpha, bravo)

    called = []
    for _ in range(4):
        work(bravo)
        called.append(calls(bravo))
        clock.advance(hours=2)

    assert [len(each) for each in called] == [0, 1, 2, 3]
    assert called[-1] == [
        ("stand-in", None, ["rosa"]),
        ("stand-in", None, ["omar"]),
        ("releasing-officers", None, ["rosa", "omar"]),
    ]


def test_where_nobody_is_on_duty_the_officers_are_called(towns, clock):
    alpha, bravo, _ = towns
    warns(alpha, bravo)
    deliver(alpha, bravo)
    clock.advance(hours=3)
    work(bravo)

    assert calls(bravo) == [("releasing-officers", None, ["rosa", "omar"])]


def test_who_has_acknowledged_in_time_has_nobody_called(towns, clock):
    alpha, bravo, _ = towns
    on_watch(bravo, "ines", "rosa")
    message = warns(alpha, bravo).id
    deliver(alpha, bravo)
    answers.acknowledge(bravo.node, bravo.ines, message=message)
    clock.advance(days=3)
    work(bravo)

    assert calls(bravo) == []
    with bravo.node.store.read() as tx:
        assert [each for each in tx.work.where() if each.kind == "escalate"] == []


def test_an_overdue_answer_calls_our_officers_and_then_their_contact(towns, clock, mailbox):
    alpha, bravo, _ = towns
    alpha = replace(alpha, node=replace(alpha.node, notifier=mailbox.notifier()))
    counterparts.set_fallback(alpha.node, alpha.ada, counterpart=known_as(alpha, "Bravo").id, fallback=ADDRESS)
    message = warns(alpha, bravo).id
    deliver(alpha, bravo)
    clock.advance(hours=8, seconds=1)
    work(alpha)
    assert calls(alpha) == [("releasing-officers", "acknowledgement", ["rosa", "omar"])]
    assert mailbox.mail == []
    clock.advance(hours=2)
    work(alpha)

    (mail,) = mailbox.mail
    said = mail.as_string() + mail.get_payload(decode=True).decode()
    assert mail["To"] == ADDRESS.mail
    assert message[:16] in said
    assert not [
        word for word in ("Alpha", "Bravo", "PT", "IE", "Portugal", "Ireland", "plot", "attack") if word in said
    ]


def test_each_debt_is_escalated_once_however_often_one_looks(towns, clock):
    alpha, bravo, _ = towns
    warns(alpha, bravo)
    deliver(alpha, bravo)
    for _ in range(60):
        clock.advance(hours=1)
        work(alpha)

    assert [(rung, debt) for rung, debt, _ in calls(alpha)] == [
        ("releasing-officers", "acknowledgement"),
        ("fallback-notice", "acknowledgement"),
        ("releasing-officers", "response"),
        ("fallback-notice", "response"),
    ]


def test_a_late_answer_leaves_nobody_to_be_called(towns, clock):
    alpha, bravo, _ = towns
    message = warns(alpha, bravo).id
    deliver(alpha, bravo)
    clock.advance(hours=9)
    work(alpha)
    answers.respond(bravo.node, bravo.ines, message=message, said="done")
    deliver(bravo, alpha)
    clock.advance(days=20)
    work(alpha)

    assert [rung for rung, _, _ in calls(alpha)] == ["releasing-officers"]


def test_what_came_of_it_is_asked_for_a_month_after_the_response(towns, clock):
    alpha, bravo, _ = towns
    message = warns(alpha, bravo).id
    deliver(alpha, bravo)
    answers.respond(bravo.node, bravo.ines, message=message, said="done")
    deliver(bravo, alpha)
    clock.advance(days=31)
    work(alpha)

    assert calls(alpha)[0] == ("releasing-officers", "outcome", ["rosa", "omar"])


def test_a_mail_server_that_is_down_is_tried_again_and_holds_up_nothing(towns, clock, mailbox):
    alpha, bravo, _ = towns
    alpha = replace(alpha, node=replace(alpha.node, notifier=mailbox.notifier()))
    counterparts.set_fallback(alpha.node, alpha.ada, counterpart=known_as(alpha, "Bravo").id, fallback=ADDRESS)
    warns(alpha, bravo)
    deliver(alpha, bravo)
    mailbox.refuses = True
    for _ in range(30):
        clock.advance(hours=1)
        work(alpha)
    assert ("releasing-officers", "response", ["rosa", "omar"]) in calls(alpha)
    assert {
        each.error is None for each in escalation.listing(alpha.node, alpha.uma) if each.rung == "fallback-notice"
    } == {False}
    mailbox.refuses = False
    clock.advance(minutes=11)
    work(alpha)

    assert len(mailbox.mail) == 2
    assert not [each for each in escalation.listing(alpha.node, alpha.uma) if each.error]


@pytest.mark.parametrize("missing", ["server", "address"])
def test_without_server_or_address_the_reason_is_on_record(towns, clock, mailbox, missing):
    alpha, bravo, _ = towns
    if missing == "address":
        alpha = replace(alpha, node=replace(alpha.node, notifier=mailbox.notifier()))
    warns(alpha, bravo)
    deliver(alpha, bravo)
    clock.advance(hours=11)
    work(alpha)

    assert missing in str(escalation.listing(alpha.node, alpha.uma)[-1].error)


def test_an_unreached_counterpart_is_escalated_too(towns, clock):
    alpha, bravo, _ = towns
    warns(alpha, bravo)
    clock.advance(hours=9)
    work(alpha)

    assert calls(alpha) == [("releasing-officers", "receipt", ["rosa", "omar"])]


def test_every_call_is_in_the_ledger(towns, clock):
    alpha, bravo, _ = towns
    warns(alpha, bravo)
    clock.advance(hours=20)
    work(alpha)

    with alpha.node.store.read() as tx:
        held = [leaf for leaf in tx.leaves.where() if b"message.escalated" in leaf.record]
    assert len(held) == len(calls(alpha)) == 2


@pytest.mark.parametrize("mail", ["nobody", "a@b c", "a@b\r\nBcc: x@y", "a@b,c@d", "<a@b>"])
def test_an_address_that_is_none_or_several_is_not_kept(towns, mail):
    alpha, _, _ = towns
    with pytest.raises(InvalidError):
        counterparts.set_fallback(
            alpha.node, alpha.ada, counterpart=known_as(alpha, "Bravo").id, fallback=Fallback(mail=mail)
        )


def test_who_opens_as_stand_in_is_on_record_and_the_one_on_duty_is_told_once(towns):
    alpha, bravo, _ = towns
    on_watch(bravo, "ines", "rosa")
    message = warns(alpha, bravo).id
    deliver(alpha, bravo)
    for actor in (bravo.rosa, bravo.rosa, bravo.ines):
        answers.open_warning(bravo.node, actor, message=message)

    (told,) = roster.stood_in(bravo.node, bravo.ines)
    assert (told.message, told.by) == (message, bravo.rosa.account)
    assert roster.stood_in(bravo.node, bravo.rosa) == ()
    with bravo.node.store.read() as tx:
        assert len([leaf for leaf in tx.leaves.where() if b"opened-as-stand-in" in leaf.record]) == 1
    assert roster.seen(bravo.node, bravo.ines) == 1
    assert roster.stood_in(bravo.node, bravo.ines) == ()


def test_the_watch_that_was_set_last_counts(towns, clock):
    _, bravo, _ = towns
    on_watch(bravo, "ines")
    on_watch(bravo, "omar", hours=2)

    def now_on_duty():
        return [each.on_duty for each in roster.listing(bravo.node, bravo.uma) if each.is_now]

    assert now_on_duty() == ["omar"]
    clock.advance(hours=3)
    assert now_on_duty() == ["ines"]


def test_who_may_not_open_a_warning_is_not_put_on_duty(towns):
    _, bravo, _ = towns
    for name, error in (("uma", InvalidError), ("nobody", NotFoundError)):
        with pytest.raises(error):
            on_watch(bravo, name)
    with pytest.raises(InvalidError, match="stands in for himself"):
        on_watch(bravo, "ines", "ines")
    with pytest.raises(InvalidError, match="ends after"):
        on_watch(bravo, "ines", hours=-1)


def test_an_unanswered_recall_calls_stand_ins_and_officers_there_before_it_is_late_and_our_officers_when_it_is(
    towns, clock
):
    alpha, bravo, _ = towns
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")
    recall.withdraw(alpha.node, alpha.rosa, notice=notice.id, ground=WithdrawalGround.RIGHTS, why="the court")
    deliver(alpha, bravo)
    on_watch(bravo, "ines", "rosa", hours=48)

    clock.advance(hours=20)
    work(bravo)
    work(alpha)
    there, here = calls(bravo), calls(alpha)
    clock.advance(hours=5)
    work(alpha)

    assert [rung for rung, _, _ in there] == ["stand-in", "releasing-officers"]
    assert here == []
    assert [(rung, debt) for rung, debt, _ in calls(alpha)] == [("releasing-officers", "response")]
