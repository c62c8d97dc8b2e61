"""Witnessing by real mail: heartbeats cosign ledgers, show entries, give statements, and give a forger away."""

from dataclasses import replace

import pytest

from exchange.forking import pass_days, rewrite
from federation import deliver
from stories import a_federation, known_as, open_notice, release_to
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.task import Act
from tocsin.usecases import answers, audit, browse, counterparts, forks, keys
from tocsin.verify import check


@pytest.fixture
def federation():
    return a_federation()


def told(federation):
    """A notice that Bravo was told of."""
    _, _, (alpha, bravo, _) = federation
    notice = open_notice(alpha)
    _, delivery = release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo)
    return notice, delivery


def prove(town, notice, **wanted):
    return check(audit.prove(town.node, town.uma, notice=notice.id, to=known_as(town, "Bravo").id, **wanted))


def held(town, collection):
    with town.node.store.read() as tx:
        return getattr(tx, collection).where()


def test_after_two_days_of_heartbeats_a_proof_has_both_ledgers_and_a_witnessed_head(federation):
    _, _, (alpha, bravo, _) = federation
    notice, delivery = told(federation)
    pass_days(*federation, 2)

    verdict = prove(alpha, notice)
    said = "\n".join(verdict.proven)

    assert verdict.holds
    assert f"message.received (alert) at 2026-11-22T12:00:00Z, message {delivery.id}" in said
    assert "the ledger of Bravo, signed at " in said
    assert "Bravo witnessed that head of Alpha's ledger" in said
    assert "Charlie" not in said
    assert check(audit.prove_received(bravo.node, bravo.uma, message=delivery.id)).holds
    assert not held(alpha, "forks") + held(bravo, "forks")


def test_who_agreed_to_be_named_is_named_as_a_witness_and_nobody_else(federation):
    _, _, (alpha, _, charlie) = federation
    notice, _ = told(federation)
    ours = known_as(charlie, "Alpha")
    counterparts.agree(
        charlie.node, charlie.ada, counterpart=ours.id, agreement=replace(ours.agreement, may_name_us=True)
    )
    pass_days(*federation, 2)

    verdict = prove(alpha, notice)

    assert any("Charlie (a witness) witnessed that head of Alpha's ledger" in line for line in verdict.proven)
    assert any("the witness Charlie" in line for line in verdict.not_proven)


def test_where_no_receipt_came_the_proof_says_what_they_stated_that_they_had(federation):
    clock, wires, (alpha, bravo, _) = federation
    pass_days(*federation)
    wires.cut.add(bravo.node.organisation.address)
    notice, delivery = told(federation)
    with pytest.raises(ConflictError):
        audit.prove(
            alpha.node,
            alpha.uma,
            notice=notice.id,
            to=known_as(alpha, "Bravo").id,
            stated_by=clock.now().replace(year=2020),
        )
    pass_days(*federation)

    verdict = prove(alpha, notice, with_content=True)

    assert verdict.holds
    assert any(line.startswith("so it did not state that it had this message") for line in verdict.proven)
    assert any("that Bravo received this message: no receipt" in line for line in verdict.not_proven)
    assert delivery.receipt is None


def test_a_statement_of_the_time_asked_for_stands_beside_the_receipt(federation):
    clock, _, (alpha, _, _) = federation
    pass_days(*federation)
    before = clock.now()
    notice, _ = told(federation)
    pass_days(*federation, 2)

    early = prove(alpha, notice, with_content=True, stated_by=before)
    late = prove(alpha, notice, with_content=True, stated_by=clock.now())

    assert any(line.startswith("so it did not state") for line in early.proven)
    assert any(line.startswith("so it stated that it had") for line in late.proven)


def test_an_opened_proof_carries_the_signed_answers(federation):
    _, _, (alpha, bravo, _) = federation
    notice, delivery = told(federation)
    answers.acknowledge(bravo.node, bravo.ines, message=delivery.id, said="we are on it")
    deliver(alpha, bravo)

    opened, closed = prove(alpha, notice, with_content=True), prove(alpha, notice)

    assert any("Bravo signed its acknowledgement" in line for line in opened.proven)
    assert not any("signed its acknowledgement" in line for line in closed.proven)
    assert any("what the answers said" in line for line in closed.not_proven)


def test_who_rewrites_an_entry_is_given_away_by_the_next_heartbeat_to_everybody_who_watches(federation):
    _, _, (alpha, bravo, charlie) = federation
    pass_days(*federation, 2)
    rewrite(alpha, 3)
    pass_days(*federation)

    for town in (bravo, charlie):
        (fork,) = held(town, "forks")
        verdict = check(forks.evidence(town.node, town.uma, fork=fork.id))
        assert verdict.holds
        assert "Alpha signed at" in verdict.proven[0]
        assert [task.act for task in browse.now(town.node, town.rosa) if task.title == "Alpha"] == [Act.LOOK_AT_FORK]
    assert not held(alpha, "forks")


def cosigned_by_bravo(alpha):
    bravo = known_as(alpha, "Bravo").id
    return {each.size for each in held(alpha, "cosignatures") if each.counterpart == bravo}


def test_a_fork_holds_up_no_warning_and_is_settled_by_a_person_with_a_reason(federation):
    _, _, (alpha, bravo, _) = federation
    pass_days(*federation, 2)
    rewrite(alpha, 3)
    pass_days(*federation, 2)
    (fork,) = held(bravo, "forks")
    before = cosigned_by_bravo(alpha)
    _, delivery = told(federation)
    pass_days(*federation, 2)

    with alpha.node.store.read() as tx:
        assert tx.deliveries.get(delivery.id).receipt is not None
    assert cosigned_by_bravo(alpha) == before
    with pytest.raises(InvalidError):
        forks.settle(bravo.node, bravo.ada, fork=fork.id, why=" ")
    forks.settle(bravo.node, bravo.ada, fork=fork.id, why="they restored a disk")
    with pytest.raises(ConflictError):
        forks.settle(bravo.node, bravo.ada, fork=fork.id, why="again")
    pass_days(*federation, 2)

    assert cosigned_by_bravo(alpha) > before
    assert not [task for task in browse.now(bravo.node, bravo.rosa) if task.act is Act.LOOK_AT_FORK]


def test_after_both_sides_rotated_their_keys_an_old_delivery_is_proven_from_both_ends(federation):
    clock, _, (alpha, bravo, _) = federation
    notice, delivery = told(federation)
    pass_days(*federation)
    for town in (alpha, bravo):
        keys.rotate(town.node, town.ada)
    pass_days(*federation, 3)

    sent = prove(alpha, notice, with_content=True, stated_by=clock.now())
    received = check(audit.prove_received(bravo.node, bravo.uma, message=delivery.id))

    assert (sent.holds, sent.failures) == (True, ())
    assert (received.holds, received.failures) == (True, ())
    assert any(line.startswith("so it stated that it had this message") for line in sent.proven)
    assert ", then " in sent.not_proven[0]
    assert not held(bravo, "forks")


@pytest.mark.parametrize("revokes", ["Alpha", "Bravo"])
def test_what_was_proven_by_keys_that_were_revoked_since_can_still_be_proven(federation, revokes):
    _, _, towns = federation
    alpha, bravo, _ = towns
    notice, delivery = told(federation)
    before = prove(alpha, notice)
    town = alpha if revokes == "Alpha" else bravo
    keys.rotate(town.node, town.ada, revoke=True)
    deliver(*towns)

    after = prove(alpha, notice)

    assert before.holds
    assert after.holds, after.failures
    assert delivery.id in "\n".join(after.proven)
