"""Whatever leaves about people is in the journal: what, to whom, by whom, by which right."""

from federation import deliver
from stories import open_notice, release_to
from tocsin.domain.logbook import Operation
from tocsin.domain.recall import WithdrawalGround
from tocsin.usecases import recall
from usecases.test_inquiries import answers, asks, only
from usecases.test_law import searched


def disclosed(town):
    return [row for row in searched(town).rows if row.entry.operation is Operation.DISCLOSURE]


def test_a_question_about_somebody_and_its_answer_are_disclosures_on_either_side(federation):
    _, _, (alpha, bravo, _) = federation
    asks(alpha)
    deliver(alpha, bravo)
    answers(bravo)

    (asked,), (answered,) = disclosed(alpha), disclosed(bravo)

    assert (asked.recipient, asked.by, asked.entry.case) == ("Bravo", "omar", only(alpha).id)
    assert (answered.recipient, answered.by, answered.entry.case) == ("Alpha", "omar", only(bravo).id)
    assert answered.entry.legal_basis


def test_a_withdrawal_is_a_disclosure_beside_the_warning_that_it_takes_back(federation):
    _, _, (alpha, _, _) = federation
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")
    recall.withdraw(alpha.node, alpha.rosa, notice=notice.id, ground=WithdrawalGround.NOT_THEIRS, why="wrong desk")

    assert [each.by for each in disclosed(alpha)] == ["omar", "rosa"]
    assert {each.entry.case for each in disclosed(alpha)} == {notice.id}
