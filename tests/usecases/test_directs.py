"""Whoever is no authority hears of people one by one, for a reason; the authority hears of it afterwards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from federation import deliver
from stories import approve, decide, known_as, open_notice, preview
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError, RefusedError
from tocsin.domain.inquiry import Haste, Question
from tocsin.domain.recall import CancelGround
from tocsin.domain.rule import Rule
from tocsin.domain.task import Act
from tocsin.domain.transfer import Abroad
from tocsin.usecases import browse, counterparts, directs, folios, inquiries, prior, recall
from tocsin.vocabulary.law import Purpose
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.transfer import TransferGround

NAME = "Baba Kidege"
PLEA = directs.Necessity(necessity="he works there", route="they answer in a week", authority="the Garda")


@pytest.fixture
def company(federation):
    """Bravo is no authority, and is to be warned of an attack that two named men plan."""
    _, _, (alpha, bravo, _) = federation
    agreed(alpha, is_authority=False)
    notice = open_notice(alpha)
    decide(alpha, notice, "IE:target")
    return alpha, bravo, notice


def agreed(town, **changes):
    held = known_as(town, "Bravo")
    agreement = replace(held.agreement, **changes)
    return counterparts.agree(town.node, town.ada, counterpart=held.id, agreement=agreement)


def person(town, name=NAME):
    with town.node.store.read() as tx:
        return next(each.id for each in tx.entities.where() if each.name == name)


def let_hear(town, notice, **changes):
    said = {"notice": notice.id, "person": person(town), "to": known_as(town, "Bravo").id, "plea": PLEA} | changes
    return directs.decide(town.node, town.rosa, **said)


def waiting(town, act):
    return [each for each in browse.now(town.node, town.omar) if each.act is act]


def test_a_company_hears_what_is_planned_and_of_nobody(company):
    alpha, _, notice = company

    tearline = preview(alpha, notice, known_as(alpha, "Bravo"))

    assert "Ireland" in tearline.text
    assert NAME not in tearline.text
    assert "Salim Faru" not in tearline.text
    assert Rule.NO_AUTHORITY in {each.because for each in tearline.withheld}


def test_it_hears_of_one_person_for_whom_a_releasing_officer_gave_the_reasons(company):
    alpha, _, notice = company
    let_hear(alpha, notice)

    tearline = preview(alpha, notice, known_as(alpha, "Bravo"))

    assert NAME in tearline.text
    assert "Salim Faru" not in tearline.text


def test_a_letter_that_was_approved_before_does_not_go_with_what_was_decided_since(company):
    alpha, _, notice = company
    tearline = preview(alpha, notice, known_as(alpha, "Bravo"))
    let_hear(alpha, notice)

    with pytest.raises(ConflictError, match="preview again"):
        approve(alpha, tearline)


def test_the_authority_is_told_within_a_day_of_what_was_sent_past_it(company):
    alpha, bravo, notice = company
    made = let_hear(alpha, notice)
    assert not waiting(alpha, Act.TELL_OF_DIRECT)
    sent = approve(alpha, preview(alpha, notice, known_as(alpha, "Bravo")))
    deliver(alpha, bravo)

    (task,) = waiting(alpha, Act.TELL_OF_DIRECT)
    assert (task.subject, task.title, task.counterpart) == (made.id, "the Garda", "Bravo")
    assert task.due == sent.created_at + timedelta(days=1)
    with pytest.raises(InvalidError):
        directs.authority_told(alpha.node, alpha.omar, direct=made.id, said=" ")
    directs.authority_told(alpha.node, alpha.omar, direct=made.id, said="by telephone")

    assert not waiting(alpha, Act.TELL_OF_DIRECT)
    with pytest.raises(ConflictError):
        directs.authority_told(alpha.node, alpha.omar, direct=made.id, said="again")


def test_a_letter_that_names_nobody_is_nothing_to_tell_the_authority_of(company):
    alpha, bravo, notice = company
    approve(alpha, preview(alpha, notice, known_as(alpha, "Bravo")))
    deliver(alpha, bravo)
    alpha.node.clock.advance(days=3)
    let_hear(alpha, notice)

    assert not waiting(alpha, Act.TELL_OF_DIRECT)


def test_the_transfer_file_has_the_reasons_and_how_the_authority_was_told(company):
    alpha, _, notice = company
    made = let_hear(alpha, notice)

    def row():
        sections = folios.transfers(alpha.node, alpha.uma).sections
        return next(each.table.rows[0] for each in sections if each.article == "LED art. 39")

    assert row()[1:] == ("Bravo", "he works there", "they answer in a week", "the Garda", "not yet")
    directs.authority_told(alpha.node, alpha.omar, direct=made.id, said="by telephone")
    assert row()[5].startswith("by telephone (")


@pytest.mark.parametrize("left_out", ["necessity", "route", "authority"])
def test_nobody_is_made_known_without_every_reason(company, left_out):
    alpha, _, notice = company
    with pytest.raises(InvalidError):
        let_hear(alpha, notice, plea=replace(PLEA, **{left_out: " "}))


def test_it_is_decided_once_about_people_whom_the_notice_has(company):
    alpha, _, notice = company
    with pytest.raises(NotFoundError):
        let_hear(alpha, notice, person="nobody")
    with pytest.raises(NotFoundError):
        let_hear(alpha, notice, person=person(alpha, "Ireland"))
    let_hear(alpha, notice)
    with pytest.raises(ConflictError, match="decided already"):
        let_hear(alpha, notice)


def test_nothing_is_decided_of_a_notice_that_is_over(company):
    alpha, _, notice = company
    recall.cancel(alpha.node, alpha.rosa, notice=notice.id, ground=CancelGround.AVERTED)

    with pytest.raises(ConflictError):
        let_hear(alpha, notice)


def test_of_an_authority_nobody_has_to_give_such_reasons(federation):
    _, _, (alpha, *_) = federation
    with pytest.raises(ConflictError, match="is an authority"):
        let_hear(alpha, open_notice(alpha))


def test_questions_about_people_go_between_authorities(company):
    alpha, _, _ = company
    question = Question(
        whom="Tamas Orr",
        asked="Has he worked for you?",
        reasons="he holds a pass",
        purpose=Purpose.PREVENTION,
        legal_basis="UN SCR 1373 (2001)",
        haste=Haste.URGENT_DIRECT,
        contact="duty desk",
        restrictions="",
        tlp=Tlp.AMBER,
    )
    with pytest.raises(RefusedError, match="between authorities"):
        inquiries.ask(alpha.node, alpha.ines, to=known_as(alpha, "Bravo").id, question=question)


def test_a_standard_contract_waits_to_be_notified_and_stands_in_the_transfer_file(federation):
    _, _, (alpha, *_) = federation
    signed = Abroad(ground=TransferGround.STANDARD_CONTRACT, signed_on=date(2026, 11, 16))
    bravo = agreed(alpha, abroad=signed)

    (task,) = waiting(alpha, Act.NOTIFY_CONTRACT)
    assert (task.subject, task.due.date()) == (bravo.id, date(2026, 11, 23))
    rows = [each.table.rows for each in folios.transfers(alpha.node, alpha.uma).sections if "KVKK" in each.article]
    assert rows == [(("Bravo", "standard-contract", "2026-11-16", "2026-11-23", "-"),)]

    agreed(alpha, abroad=replace(signed, notified_on=date(2026, 11, 17)))
    assert not waiting(alpha, Act.NOTIFY_CONTRACT)


def test_the_authority_that_is_asked_before_has_six_weeks_and_may_take_a_month_more(federation):
    clock, _, (alpha, *_) = federation
    asked = prior.ask(alpha.node, alpha.uma, authority="the commissioner", risk="small groups stay identifiable")

    (task,) = waiting(alpha, Act.HEAR_AUTHORITY)
    assert task.due == clock.now() + timedelta(weeks=6)
    prior.longer(alpha.node, alpha.uma, consultation=asked.id)
    (task,) = waiting(alpha, Act.HEAR_AUTHORITY)
    assert task.due == clock.now() + timedelta(weeks=6, days=30)
    with pytest.raises(ConflictError):
        prior.longer(alpha.node, alpha.uma, consultation=asked.id)
    prior.answered(alpha.node, alpha.uma, consultation=asked.id, said="go on")

    assert not waiting(alpha, Act.HEAR_AUTHORITY)
    (held,) = prior.listing(alpha.node, alpha.uma)
    assert held.said == "go on"
