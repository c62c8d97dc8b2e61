"""From a report to a proof, through three nodes in one process."""

import hashlib
from datetime import timedelta

import pytest

from fakes import FixedClock
from federation import Town, Wires, a_town, deliver, enrol
from markings import AMBER
from readings import reads, the_plot
from stories import say_why
from tocsin.adapters.memory import MemoryStore
from tocsin.adapters.sql.store import SqlStore
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, RefusedError
from tocsin.domain.notice import Notice, Outcome, Threshold
from tocsin.usecases import answers, audit, browse, counterparts, duties, intake, notices, release, review
from tocsin.usecases.duties import Choice
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import proof

MET = Threshold(credible=True, specific=True, impending=True, harm=True)


@pytest.fixture(params=["memory", "sqlite"])
def stage(request, tmp_path):
    """Portugal, which sends, and Ireland and Norway, which are told."""
    clock, wires = FixedClock(), Wires()
    stores = {"memory": lambda _: MemoryStore(), "sqlite": lambda name: SqlStore(tmp_path / f"{name}.db")}
    make = stores[request.param]
    towns = [
        a_town(wires, name=name, country=country, clock=clock, read=reads(the_plot()), store=make(name))
        for name, country in (("Alpha", "PT"), ("Bravo", "IE"), ("Charlie", "NO"))
    ]
    for ours in towns:
        for theirs in towns:
            if ours is not theirs:
                enrol(ours, theirs)
    yield clock, wires, *towns
    for town in towns:
        if isinstance(town.node.store, SqlStore):
            town.node.store.close()


def open_notice(town: Town) -> Notice:
    report = intake.submit(town.node, town.ines, data=b"...", name="plot.txt", source="a paper", marking=AMBER)
    claims = browse.report(town.node, town.ines, report=report.id).claims
    review.confirm(town.node, town.ines, claims=[claim.id for claim in claims], why="read it")
    notice = notices.open_notice(
        town.node,
        town.ines,
        notices.Draft(
            title="the plot",
            urgency=Urgency.EXPECTED,
            answer_by=town.node.clock.now() + timedelta(days=1),
            reports=(report.id,),
        ),
    )
    return say_why(town, notice)


def told(town: Town, notice: Notice, country: str):
    """Decide to warn a country, write its tearline, and approve it."""
    row = next(
        each for each in duties.board(town.node, town.rosa, notice=notice.id) if each.concern.key == f"{country}:target"
    )
    choice = Choice(outcome=Outcome.WARN, test=MET)
    duties.decide(
        town.node, town.rosa, notice=notice.id, concern=row.concern.key, counterpart=row.counterpart.id, choice=choice
    )
    tearline = release.preview(town.node, town.rosa, notice=notice.id, to=row.counterpart.id)
    return tearline, release.approve(town.node, town.omar, tearline=tearline.id, digest=tearline.digest)


def test_a_warning_is_delivered_answered_and_proven(stage):
    clock, _wires, alpha, bravo, charlie = stage
    notice = open_notice(alpha)
    tearline, _delivery = told(alpha, notice, "IE")

    deliver(alpha, bravo, charlie)
    (item,) = browse.inbox(bravo.node, bravo.ines)
    clock.advance(hours=1)
    answers.open_warning(bravo.node, bravo.ines, message=item.incoming.id)
    answers.acknowledge(bravo.node, bravo.ines, message=item.incoming.id)
    answers.respond(bravo.node, bravo.ines, message=item.incoming.id, said="cells watched")
    deliver(alpha, bravo, charlie)

    (sent,) = browse.notice(alpha.node, alpha.rosa, notice=notice.id).deliveries
    assert hashlib.sha256(item.incoming.body).hexdigest() == tearline.digest
    assert sent.state is DeliveryState.STORED
    assert sent.answer.response == "cells watched"
    assert sent.answer.opened_at is not None
    assert sent.answer.acknowledged_at is not None
    assert browse.inbox(charlie.node, charlie.ines) == ()
    ireland = counterparts.named(alpha.node, name="Bravo")
    file = audit.prove(alpha.node, alpha.uma, notice=notice.id, to=ireland.id)
    assert proof.verify(file).holds
    assert proof.verify(audit.prove_received(bravo.node, bravo.uma, message=item.incoming.id)).holds


def test_a_tearline_names_the_recipients_target_and_nobody_elses(stage):
    _, _, alpha, _bravo, _charlie = stage
    notice = open_notice(alpha)

    tearline, _ = told(alpha, notice, "IE")

    assert "Ireland" in tearline.text
    assert "Norway" not in tearline.text
    assert "Kenya" not in tearline.text
    assert "detain" not in tearline.text


def test_a_message_that_is_carried_twice_is_stored_once_with_the_same_receipt(stage):
    clock, wires, alpha, bravo, _ = stage
    notice = open_notice(alpha)
    wires.lose_receipts = 2
    _, _delivery = told(alpha, notice, "IE")

    for _ in range(4):
        deliver(alpha)
        clock.advance(minutes=20)

    assert len(wires.carried) == 3
    assert len(set(wires.carried)) == 1
    assert len(browse.inbox(bravo.node, bravo.ines)) == 1
    (sent,) = browse.notice(alpha.node, alpha.rosa, notice=notice.id).deliveries
    assert sent.state is DeliveryState.STORED


def test_a_peer_that_does_not_answer_is_tried_again_and_the_reason_is_kept(stage):
    clock, wires, alpha, bravo, _ = stage
    wires.cut.add(bravo.node.organisation.address)
    notice = open_notice(alpha)
    told(alpha, notice, "IE")

    deliver(alpha)
    (waiting,) = browse.notice(alpha.node, alpha.rosa, notice=notice.id).deliveries
    wires.cut.clear()
    clock.advance(minutes=20)
    deliver(alpha)
    (sent,) = browse.notice(alpha.node, alpha.rosa, notice=notice.id).deliveries

    assert waiting.state is DeliveryState.QUEUED
    assert waiting.last_error == "connection refused"
    assert sent.state is DeliveryState.STORED


def test_the_author_of_a_tearline_cannot_approve_it(stage):
    _, _, alpha, *_ = stage
    notice = open_notice(alpha)
    row = next(r for r in duties.board(alpha.node, alpha.rosa, notice=notice.id) if r.concern.key == "IE:target")
    choice = Choice(outcome=Outcome.WARN, test=MET)
    duties.decide(
        alpha.node, alpha.rosa, notice=notice.id, concern="IE:target", counterpart=row.counterpart.id, choice=choice
    )
    tearline = release.preview(alpha.node, alpha.rosa, notice=notice.id, to=row.counterpart.id)

    with pytest.raises(RefusedError):
        release.approve(alpha.node, alpha.rosa, tearline=tearline.id, digest=tearline.digest)
    with pytest.raises(ConflictError):
        release.approve(alpha.node, alpha.omar, tearline=tearline.id, digest="0" * 64)
