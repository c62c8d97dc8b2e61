"""How far erasing reaches: warnings that counterparts sent us, titles; and what is left to people, as evidence."""

import sqlite3
from dataclasses import replace

import pytest

from federation import deliver
from stories import (
    a_draft,
    a_federation,
    bring_the_last,
    correct_unheard,
    known_as,
    open_notice,
    release_to,
    submit,
)
from takeover import Lines
from tocsin.adapters.sql.store import SqlStore
from tocsin.domain.blackening import blackened, names_in
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.erasure import EVERY_TIME, Errand
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError
from tocsin.domain.notice import Outcome as Decided
from tocsin.domain.notice import Threshold
from tocsin.domain.recall import Mark, Outcome, WithdrawalGround
from tocsin.domain.subject import Right
from tocsin.usecases import (
    audit,
    browse,
    duties,
    erasing,
    erasures,
    intake,
    notices,
    recall,
    recalled,
    requests,
    review,
)
from tocsin.usecases.duties import Choice
from tocsin.usecases.erasing import What
from tocsin.usecases.steps import standing
from tocsin.wire import proof
from tocsin.wire.bodies.alert import read_alert

HIM = "Baba Kidege"


@pytest.fixture
def told():
    """Alpha told Bravo of a man, and Bravo holds the warning."""
    towns = a_federation()[2]
    alpha, bravo, _ = towns
    bravo = replace(bravo, node=replace(bravo.node, reader=Lines()))
    release_to(alpha, open_notice(alpha, submit(alpha)), "Bravo", "IE:target")
    deliver(*towns)
    return towns, alpha, bravo


def test_with_a_claim_go_the_words_of_the_warning_on_which_no_other_claim_rests(told):
    _, _, bravo = told
    report, _ = taken_over(bravo)
    (nationality,) = [each for each in claims(bravo, report.id) if "national" in each.evidence[0].text]
    (planned, *_) = [each for each in claims(bravo, report.id) if "an attack" in each.evidence[0].text]

    erase(bravo, claims=(nationality.id, planned.id))

    assert "national of Tanzania" not in incoming(bravo)
    assert "carry out an attack" in incoming(bravo)  # of the two claims in this sentence one stays


def the_warning(town):
    (item,) = browse.inbox(town.node, town.ines)
    return item.incoming


def mentions(town):
    made = requests.receive(town.node, town.uma, whom=HIM.upper(), right=Right.ERASURE, said="", verified="passport")
    return requests.found(town.node, town.uma, request=made.id).mentions


def erase(town, ground=WithdrawalGround.RIGHTS, **what):
    return erasing.erase(town.node, town.rosa, what=What(**what), ground=ground, why="a request was granted")


def taken_over(town):
    report = intake.take_over(town.node, town.ines, message=the_warning(town).id)
    with town.node.store.read() as tx:
        (him,) = [each for each in tx.entities.where(report=report.id) if each.name == HIM]
    return report, him


def incoming(town):
    with town.node.store.read() as tx:
        return repr(tx.incoming.where())


def test_who_is_named_in_a_warning_we_hold_is_found_though_no_report_was_made_of_it(told):
    _, _, bravo = told

    found = mentions(bravo)

    assert found
    assert all(HIM in each.says for each in found)
    assert {each.counterpart for each in found} == {"Alpha"}


def test_who_is_named_in_a_correction_is_found_and_erased_though_its_warning_never_came():
    _, _, (alpha, bravo, _) = a_federation()
    report = submit(alpha)
    notice = open_notice(alpha, report)
    release_to(alpha, notice, "Bravo", "IE:target")
    correct_unheard(alpha, bravo, notice, report)
    ground = WithdrawalGround.INACCURATE
    recall.withdraw(alpha.node, alpha.rosa, notice=notice.id, ground=ground, why="invented")
    bring_the_last(alpha, bravo)

    (his,) = mentions(bravo)
    erase(bravo, told=(his.key,))

    assert his.message == next(each.incoming.id for each in recalled.listing(bravo.node, bravo.ines))
    assert HIM not in incoming(bravo)
    assert not mentions(bravo)


def test_what_a_warning_says_of_somebody_is_erased_and_the_rest_stays_and_the_proof_holds(told):
    _, _, bravo = told
    before = read_alert(the_warning(bravo).body)
    file = audit.prove_received(bravo.node, bravo.uma, message=the_warning(bravo).id)

    (his,) = [each for each in mentions(bravo) if "national" in each.says]

    done = erase(bravo, told=(his.key,))

    after = read_alert(the_warning(bravo).body)
    assert "national of Tanzania" not in incoming(bravo)
    assert {each.name for each in before.claims} - {each.name for each in after.claims} == {his.claim}
    assert all(each in after.text for each in ("[erased]", *(claim.says for claim in after.claims)))
    assert done.record.messages == (the_warning(bravo).id,)
    assert proof.verify(file).holds
    assert proof.verify(audit.prove_received(bravo.node, bravo.uma, message=the_warning(bravo).id)).holds


def test_with_a_person_goes_what_the_warning_said_from_which_the_report_was_taken(told):
    _, _, bravo = told
    _, him = taken_over(bravo)

    foreseen = erasing.preview(bravo.node, bravo.rosa, what=What(people=(him.id,)))
    done = erase(bravo, people=(him.id,), told=tuple(each.key for each in foreseen.mentions))

    assert foreseen.messages == done.record.messages == (the_warning(bravo).id,)
    assert ["an attack on" in each.says for each in foreseen.mentions] == [True]  # another claim rests on it
    assert HIM not in incoming(bravo)


def standing_of(town):
    with town.node.store.read() as tx:
        return standing.marks(tx, tx.incoming.get(the_warning(town).id))


def test_with_a_whole_report_goes_the_whole_warning(told):
    _, _, bravo = told
    report, _ = taken_over(bravo)

    erase(bravo, reports=(report.id,))

    assert the_warning(bravo).body == b""
    assert standing_of(bravo) == (Mark.ERASED,)


def test_a_withdrawal_that_comes_after_our_own_erasure_is_answered_with_erased(told):
    towns, alpha, bravo = told
    erase(bravo, told=tuple(each.key for each in mentions(bravo)))
    with alpha.node.store.read() as tx:
        him = [each.id for each in tx.entities.where() if each.name == HIM]

    erase(alpha, people=tuple(him))
    deliver(*towns)
    (asked,) = recalled.listing(bravo.node, bravo.ines)
    recalled.answer(bravo.node, bravo.ines, message=asked.incoming.id, outcome=Outcome.ERASED)
    deliver(*towns)

    (record,) = erasures.listing(alpha.node, alpha.uma)
    (answered,) = erasures.view(alpha.node, alpha.uma, erasure=record.id).told
    assert answered.counterpart.name == "Bravo"
    assert {each.outcome for each in answered.delivery.answer.fates} == {Outcome.ERASED}


def test_words_that_were_never_told_cannot_be_erased(told):
    _, _, bravo = told

    with pytest.raises(NotFoundError, match="tells no such claim"):
        erase(bravo, told=(f"{the_warning(bravo).id}:no-such-claim",))


def test_a_name_is_covered_in_titles_and_questions_of_every_version(told):
    _, alpha, _ = told
    report = submit(alpha)
    review.confirm(alpha.node, alpha.ines, claims=[each.id for each in claims(alpha, report)], why="read")
    draft = replace(a_draft(alpha, reports=(report,)), title=f"{HIM} and others", asks=("Is BABA KIDEGE known?",))
    notice = notices.open_notice(alpha.node, alpha.ines, draft)
    with alpha.node.store.read() as tx:
        (him,) = [each for each in tx.entities.where(report=report) if each.name == HIM]

    done = erase(alpha, people=(him.id,))

    with alpha.node.store.read() as tx:
        held = tx.notices.get(notice.id)
        assert "kidege" not in repr([*tx.notices.where(), *tx.versions.where()]).casefold()
    assert (held.title, held.asks) == ("███████████ and others", ("Is ███████████ known?",))
    assert done.record.notices == (notice.id,)


def test_the_reason_of_an_erasure_does_not_name_who_is_erased(told):
    _, alpha, _ = told
    what, ground = What(people=his(alpha)), WithdrawalGround.RIGHTS

    with pytest.raises(InvalidError, match="without the name"):
        erasing.erase(alpha.node, alpha.rosa, what=what, ground=ground, why="Baba KIDEGE asked us")
    assert erasures.listing(alpha.node, alpha.uma) == ()


def his(town):
    """Everybody in the records who bears his name."""
    with town.node.store.read() as tx:
        return tuple(each.id for each in tx.entities.where() if each.name == HIM)


def asking(town, *asks):
    """A notice of ours that asks this of whoever is told."""
    report = submit(town)
    review.confirm(town.node, town.ines, claims=[each.id for each in claims(town, report)], why="read")
    return notices.open_notice(town.node, town.ines, replace(a_draft(town, reports=(report,)), asks=asks))


def test_a_name_is_covered_in_the_letter_that_asked_about_it_and_who_was_asked_is_listed(told):
    towns, alpha, _ = told
    notice = asking(alpha, f"Is {HIM} known to you?")
    release_to(alpha, notice, "Charlie", "NO:target")
    deliver(*towns)

    done = erase(alpha, people=his(alpha))

    with alpha.node.store.read() as tx:
        assert HIM not in repr([*tx.tearlines.where(), *tx.outgoing.where()])
    assert [each.about for each in done.record.errands if each.what is Errand.ASKED] == ["Charlie"]


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.LEFT, DeliveryState.BARRED])
def test_a_question_that_names_somebody_and_is_on_its_way_keeps_them_from_being_erased(told, state):
    towns, alpha, _ = told
    erase(alpha, reports=tuple({claim.report for claim in alpha_claims(alpha)}))
    deliver(*towns)
    notice = asking(alpha, f"Is {HIM} known to you?")
    _, delivery = release_to(alpha, notice, "Charlie", "NO:target")
    with alpha.node.store.begin() as tx:
        tx.deliveries.put(delivery.moved(state))
    other = submit(alpha)
    (him,) = [each for each in entities(alpha, other) if each.name == HIM]

    with pytest.raises(ConflictError, match="on its way to Charlie"):
        erase(alpha, people=(him.id,))


def alpha_claims(town):
    with town.node.store.read() as tx:
        return tx.claims.where()


def entities(town, report):
    with town.node.store.read() as tx:
        return tx.entities.where(report=report)


def test_a_reason_that_names_somebody_stays_and_is_listed_for_a_person_to_look_at(told):
    _, alpha, _ = told
    notice = asking(alpha)
    why = f"they ring us about {HIM} each day"
    test = Threshold(credible=False, specific=True, impending=True, harm=True)
    choice = Choice(outcome=Decided.NOT_MET, text=why, test=test)
    duties.decide(alpha.node, alpha.ines, notice=notice.id, concern="NO:target", counterpart=_id(alpha), choice=choice)

    done = erase(alpha, people=his(alpha))

    assert [each.about for each in done.record.errands if each.what is Errand.REASONS] == [notice.id]
    assert HIM not in repr(done.record)


def _id(town):
    return known_as(town, "Charlie").id


def claims(town, report):
    with town.node.store.read() as tx:
        return tx.claims.where(report=report)


def test_the_record_of_an_erasure_lists_what_only_people_can_do_and_who_did_it(told):
    _, _, bravo = told
    done = erase(bravo, WithdrawalGround.INACCURATE, told=tuple(each.key for each in mentions(bravo)))
    errands = done.record.errands

    assert {each.what for each in errands} == {*EVERY_TIME, Errand.REASONS, Errand.ORIGIN}
    assert [each.about for each in errands if each.what is Errand.ORIGIN] == ["Alpha"]
    assert done.record.waits
    for each in errands:
        erasures.settle(bravo.node, bravo.uma, erasure=done.record.id, errand=each.key, said="done by hand")
    held = erasures.view(bravo.node, bravo.uma, erasure=done.record.id).erasure
    assert not held.waits
    assert {(each.said, each.by) for each in held.errands} == {("done by hand", bravo.uma.account)}
    with pytest.raises(NotFoundError):
        erasures.settle(bravo.node, bravo.uma, erasure=done.record.id, errand="nothing", said="x")
    with pytest.raises(InvalidError):
        erasures.settle(bravo.node, bravo.uma, erasure=done.record.id, errand="backups", said=" ")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tomas Lund rang", "██████████ rang"),
        ("about TOMÁS LUND's ship", "about ██████████'s ship"),
        ("Lund, of Lundby", "████, of Lundby"),
        ("nobody", "nobody"),
    ],
)
def test_a_name_is_covered_however_it_is_written_and_no_word_that_only_begins_so(text, left):
    assert blackened(text, ["Tomas Lund", "Lund", " "]) == left
    assert names_in(text, ["Tomas Lund", "Lund"]) == (text != left)


def test_the_keys_of_the_words_and_the_titles_are_nowhere_on_the_disk(tmp_path):
    towns = a_federation(make_store=lambda name: SqlStore(tmp_path / f"{name}.db"))[2]
    alpha, bravo, _ = towns
    notice = open_notice(alpha, submit(alpha))
    with alpha.node.store.begin() as tx:
        tx.notices.put(replace(tx.notices.get(notice.id), title=f"{HIM} and others"))
    release_to(alpha, notice, "Bravo", "IE:target")
    deliver(*towns)
    held = the_warning(bravo)
    theirs, ours = secret(tmp_path / "Bravo.db", held.id), secret(tmp_path / "Alpha.db", notice.id)

    erase(bravo, told=tuple(each.key for each in mentions(bravo)))
    erase(alpha, people=his(alpha))

    for name, key in (("Bravo", theirs), ("Alpha", ours)):
        disk = b"".join(each.read_bytes() for each in tmp_path.glob(f"{name}.db*"))
        assert key not in disk
        assert HIM.encode() not in disk
    for town in towns:
        town.node.store.close()


def secret(path, record):
    """The key under which a record is kept."""
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT secret FROM secrets WHERE name LIKE ?", (f"%/{record}",)).fetchall()
    return found[-1][0]
