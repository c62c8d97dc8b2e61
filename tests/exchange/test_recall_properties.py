"""A warning, its correction, its later version and its withdrawal: any order, any repetition, one outcome."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stories import a_federation, approve, decide, known_as, open_notice, preview, release_to, submit, the_claim
from tocsin.domain.claim import Status
from tocsin.domain.exchange import InboxState
from tocsin.domain.recall import Mark, Outcome, WithdrawalGround
from tocsin.usecases import browse, notices, recall, recalled, release, review
from tocsin.usecases.reception import receive
from tocsin.wire.receipt import REFUSAL

EXPECTED = {
    "alert": {Mark.OUTDATED, Mark.CORRECTED, Mark.WITHDRAWN},
    "update": {Mark.WITHDRAWN},
    "correction": set(),
    "withdrawal": set(),
}


def everything_at_once():
    """Alpha warns Bravo, corrects, sends a second version, and takes it all back; nothing has been carried yet."""
    _, _, (alpha, bravo, _) = a_federation()
    report = submit(alpha)
    notice = open_notice(alpha, report)
    release_to(alpha, notice, "Bravo", "IE:target")
    attack = the_claim(alpha, report, says="attack")
    review.correct(alpha.node, alpha.ines, claim=attack.id, why="heard again", status=Status.POSSIBLE)
    to = known_as(alpha, "Bravo")
    approve(alpha, release.preview_correction(alpha.node, alpha.rosa, notice=notice.id, to=to.id))
    notices.update(alpha.node, alpha.ines, notice=notice.id, change=notices.Change(asks=("Is it known?",)))
    decide(alpha, notice, "IE:target")
    approve(alpha, preview(alpha, notice, to))
    recall.withdraw(alpha.node, alpha.rosa, notice=notice.id, ground=WithdrawalGround.RIGHTS, why="the court")
    with alpha.node.store.read() as tx:
        return bravo, [each.envelope for each in tx.outgoing.where()]


def marks(bravo):
    return {each.incoming.kind: set(each.marks) for each in browse.inbox(bravo.node, bravo.ines)}


def words(bravo):
    with bravo.node.store.read() as tx:
        return b"".join(each.body + each.signed for each in tx.incoming.where(notice=notice_of(bravo)))


def notice_of(bravo):
    with bravo.node.store.read() as tx:
        return tx.incoming.where()[0].notice


def the_withdrawal(bravo):
    (view,) = [each for each in recalled.listing(bravo.node, bravo.ines) if each.incoming.kind == "withdrawal"]
    return view


@given(order=st.permutations(range(4)), again=st.lists(st.integers(0, 3), max_size=4))
@settings(max_examples=30)
def test_in_whatever_order_and_however_often_they_come_it_stands_the_same_and_is_erased_whole(order, again):
    bravo, envelopes = everything_at_once()

    receipts = [receive(bravo.node, envelopes[each]) for each in (*order, *again)]

    assert REFUSAL not in receipts
    assert marks(bravo) == EXPECTED
    recalled.answer(bravo.node, bravo.ines, message=the_withdrawal(bravo).incoming.id, outcome=Outcome.ERASED)
    for each in envelopes:
        receive(bravo.node, each)
    assert b"an attack on" not in words(bravo)


@given(first=st.sampled_from([0, 2]))
@settings(max_examples=2)
def test_a_warning_that_comes_after_its_withdrawal_was_answered_asks_again_and_is_marked_before_anybody_opens_it(first):
    bravo, envelopes = everything_at_once()
    receive(bravo.node, envelopes[3])
    message = the_withdrawal(bravo).incoming.id
    recalled.answer(bravo.node, bravo.ines, message=message, outcome=Outcome.NOT_FOUND)
    answered = the_withdrawal(bravo).incoming.state

    receive(bravo.node, envelopes[first])

    (item,) = [each for each in browse.inbox(bravo.node, bravo.ines) if each.is_warning]
    assert answered is InboxState.RESPONDED
    assert the_withdrawal(bravo).is_open
    assert Mark.WITHDRAWN in item.marks
    assert [task.act for task in browse.now(bravo.node, bravo.ines)] == ["answer-recall"]
