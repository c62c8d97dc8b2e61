"""A protected person is made known to his state by two persons and the gate; whoever is next is called by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from federation import deliver
from readings import an_attribute, the_plot
from stories import INFORM, a_federation, by_hand, decide, open_notice, pass_gate, preview, release_to
from tocsin.domain.claim import AttributeKind
from tocsin.domain.errors import ConflictError, NotFoundError, RefusedError
from tocsin.domain.protection import Ground
from tocsin.domain.task import Act
from tocsin.usecases import browse, escalation, protections, roster

NAME = "Baba Kidege"
KEY = "TZ:suspect-national"


@pytest.fixture
def refuge():
    """The plot, with a protected Tanzanian in it."""
    plot = the_plot()
    protected = an_attribute(NAME, AttributeKind.PROTECTED, "refugee", "Tanzanian", number=9)
    _, _, (alpha, bravo, _) = a_federation(reading=replace(plot, claims=(*plot.claims, protected)))
    return alpha, bravo, by_hand(alpha, "Dar", "TZ")


def him(town):
    with town.node.store.read() as tx:
        return next(each.id for each in tx.entities.where() if each.name == NAME)


def lift(town, notice, person=None):
    return protections.propose(
        town.node,
        town.rosa,
        notice=notice.id,
        person=person or him(town),
        country="TZ",
        plea=protections.Plea(
            ground=Ground.VITAL_INTEREST,
            reason="they alone can reach him in time",
            expires_on=town.node.clock.now().date() + timedelta(days=3),
        ),
    )


def test_a_protected_person_is_named_to_his_state_by_two_persons_and_the_gate(refuge):
    alpha, _, dar = refuge
    notice = open_notice(alpha, answer_by=alpha.node.clock.now() + timedelta(days=30))
    pass_gate(alpha, notice, "TZ", may_be_named=True)
    decide(alpha, notice, KEY, INFORM)
    with pytest.raises(RefusedError, match="may hold none"):
        preview(alpha, notice, dar)
    made = lift(alpha, notice)
    assert Act.CONFIRM_LIFT in {each.act for each in browse.now(alpha.node, alpha.omar)}
    with pytest.raises(RefusedError, match="may hold none"):
        preview(alpha, notice, dar)

    protections.confirm(alpha.node, alpha.omar, lift=made.id)

    assert NAME in preview(alpha, notice, dar).text
    alpha.node.clock.advance(days=3)
    with pytest.raises(RefusedError, match="may hold none"):
        preview(alpha, notice, dar)


def test_the_gate_stands_before_his_state_though_the_protection_is_lifted(refuge):
    alpha, _, dar = refuge
    notice = open_notice(alpha)
    protections.confirm(alpha.node, alpha.omar, lift=lift(alpha, notice).id)
    pass_gate(alpha, notice, "TZ", may_be_named=False)
    decide(alpha, notice, KEY, INFORM)

    assert NAME not in preview(alpha, notice, dar).text


def test_only_who_is_protected_can_have_it_lifted(refuge):
    alpha, _, _ = refuge

    with pytest.raises(NotFoundError):
        lift(alpha, open_notice(alpha), person="e-none")


def test_whoever_is_next_is_called_by_hand_before_the_clock_does(refuge):
    alpha, bravo, _ = refuge
    now = bravo.node.clock.now()
    roster.set_watch(
        bravo.node, bravo.ada, since=now, until=now + timedelta(days=9), on_duty="ines", stand_ins=("omar",)
    )
    release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    deliver(alpha, bravo)
    (held,) = [each.incoming for each in browse.inbox(bravo.node, bravo.ines) if each.is_warning]

    first = escalation.call_next(bravo.node, bravo.ines, message=held.id)
    then = escalation.call_next(bravo.node, bravo.ines, message=held.id)

    assert first.people == (bravo.omar.account,)
    assert first.by == bravo.ines.account
    assert set(then.people) == {bravo.rosa.account, bravo.omar.account}
    with pytest.raises(ConflictError, match="everybody has been called"):
        escalation.call_next(bravo.node, bravo.ines, message=held.id)
