"""Erasing: what goes, whom it is taken back from, and what is left; by a person, and by the clock."""

import json
from datetime import timedelta

import pytest

from federation import deliver
from stories import a_federation, claims_of, open_notice, release_to, submit, the_claim
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.logbook import Operation
from tocsin.domain.personal import Stated
from tocsin.domain.recall import WithdrawalGround
from tocsin.domain.task import Act
from tocsin.usecases import audit, browse, erasing, processing, retention, review
from tocsin.usecases.erasing import What
from tocsin.usecases.processing import Search
from tocsin.wire import proof


@pytest.fixture
def towns():
    return a_federation()[2]


@pytest.fixture
def alpha(towns):
    return towns[0]


def somebody(town, report):
    """A person with a name, whom the plot is about."""
    attack = the_claim(town, report, says="attack")
    with town.node.store.read() as tx:
        return tx.entities.get(attack.content.participants[0].entity)


def erase(town, **what):
    return erasing.erase(
        town.node, town.rosa, what=What(**what), ground=WithdrawalGround.RIGHTS, why="a request was granted"
    )


def everything(town):
    with town.node.store.read() as tx:
        return repr([getattr(tx, name).where() for name in ("reports", "originals", "entities", "claims", "tearlines")])


def test_a_person_is_gone_from_the_claims_the_text_and_what_we_wrote_to_others(towns, alpha):
    report = submit(alpha)
    release_to(alpha, open_notice(alpha, report), "Charlie", "NO:target")
    person = somebody(alpha, report)
    deliver(*towns)
    assert person.name in everything(alpha)

    done = erase(alpha, people=(person.id,))

    assert person.name not in everything(alpha)
    assert (done.taken_back, done.not_reached) == (1, ())
    for claim in claims_of(alpha, report):
        assert person.id not in claim.entities
        with alpha.node.store.read() as tx:
            assert claim.rests_on(tx.reports.get(report).document.text)


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.LEFT, DeliveryState.BARRED])
def test_what_is_still_on_its_way_is_not_erased(alpha, state):
    report = submit(alpha)
    _, delivery = release_to(alpha, open_notice(alpha, report), "Charlie", "NO:target")
    with alpha.node.store.begin() as tx:
        tx.deliveries.put(delivery.moved(state))

    with pytest.raises(ConflictError, match="still on its way"):
        erase(alpha, reports=(report,))


def test_whoever_was_told_is_asked_to_erase_it_too_and_the_proof_still_holds(towns, alpha):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    release_to(alpha, notice, "Charlie", "NO:target")
    deliver(*towns)
    file = audit.prove(alpha.node, alpha.uma, notice=notice.id, to=_id(alpha, "Charlie"))

    erase(alpha, reports=(report,))
    deliver(*towns)

    charlie = towns[2]
    with charlie.node.store.read() as tx:
        assert len(tx.incoming.where(kind="withdrawal")) == 1
    assert proof.verify(file).holds
    assert claims_of(alpha, report) == ()


def test_a_preview_destroys_nothing_and_says_who_was_told(towns, alpha):
    report = submit(alpha)
    release_to(alpha, open_notice(alpha, report), "Charlie", "NO:target")
    before = everything(alpha)

    (built,) = erasing.preview(alpha.node, alpha.rosa, what=What(reports=(report,))).built

    assert [each.counterpart.name for each in built.onward] == ["Charlie"]
    assert everything(alpha) == before


def test_nothing_is_erased_without_a_reason_or_a_name(alpha):
    with pytest.raises(InvalidError, match="why"):
        erasing.erase(alpha.node, alpha.rosa, what=What(), ground=WithdrawalGround.RIGHTS, why=" ")
    with pytest.raises(InvalidError, match="name what"):
        erase(alpha)


def test_an_erasure_is_in_the_journal_and_names_nobody(alpha):
    report = submit(alpha)
    person = somebody(alpha, report)
    erase(alpha, people=(person.id,))

    found = processing.search(alpha.node, alpha.uma, wanted=Search(operation=Operation.ERASURE), why="an audit")
    (row,) = found.rows
    assert (row.by, row.entry.why) == ("rosa", "a request was granted")
    assert person.id in row.entry.people
    assert person.name not in repr(row)


def test_what_nobody_reviews_waits_and_then_goes_by_the_clock_with_evidence(alpha):
    report = submit(alpha)
    names = [each.id for each in claims_of(alpha, report)]
    review.confirm(alpha.node, alpha.ines, claims=names, why="read it")
    law = alpha.node.law
    assert Act.REVIEW_DATA not in acts(alpha)

    alpha.node.clock.advance(days=law.review_after.days)
    assert Act.REVIEW_DATA in acts(alpha)
    assert retention.look_after(alpha.node) == 0
    alpha.node.clock.advance(days=law.grace.days)
    about_people = [each for each in claims_of_all(alpha, report) if each.personal is not None]

    assert retention.look_after(alpha.node) == len(about_people) > 0
    assert [each for each in claims_of_all(alpha, report) if each.personal is not None] == []
    looked = [json.loads(each.record) for each in audit.entries(alpha.node, alpha.uma)]
    looked = [each for each in looked if each["action"] == "retention.looked"]
    assert [each["erased"] for each in looked] == [0, len(about_people)]
    found = processing.search(alpha.node, alpha.uma, wanted=Search(operation=Operation.ERASURE), why="an audit")
    (erased,) = [row.entry for row in found.rows]
    assert (erased.by, erased.why, erased.case) == (None, retention.WHY, report)
    assert {each.id for each in about_people} <= set(erased.objects)
    assert erased.people


def test_what_a_person_renews_stays(alpha):
    report = submit(alpha)
    names = [each.id for each in claims_of(alpha, report)]
    review.confirm(alpha.node, alpha.ines, claims=names, why="read it")
    law = alpha.node.law
    alpha.node.clock.advance(days=law.review_after.days + law.grace.days)
    later = alpha.node.clock.now().date() + timedelta(days=90)
    review.restate(alpha.node, alpha.ines, claims=names, why="still needed", stated=Stated(review_on=later))

    assert retention.look_after(alpha.node) == 0
    assert len(claims_of_all(alpha, report)) == len(names)


def test_what_a_counterpart_holds_is_not_erased_by_the_clock(towns, alpha):
    report = submit(alpha)
    release_to(alpha, open_notice(alpha, report), "Charlie", "NO:target")
    deliver(*towns)
    law = alpha.node.law
    alpha.node.clock.advance(days=law.review_after.days + law.grace.days)

    assert retention.look_after(alpha.node) == 0


def acts(town):
    return {task.act for task in browse.now(town.node, town.ines)}


def claims_of_all(town, report):
    with town.node.store.read() as tx:
        return tx.claims.where(report=report)


def _id(town, name):
    with town.node.store.read() as tx:
        return next(each.id for each in tx.counterparts.where(name=name))
