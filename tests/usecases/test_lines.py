"""Lines: would a warning reach them now, red before the crisis and not after it."""

from dataclasses import replace
from datetime import timedelta

from exchange.forging import an_envelope
from federation import deliver
from stories import by_hand, known_as, open_notice, release_to
from tocsin.domain.counterpart import Standing
from tocsin.domain.line import Reached, Stretch, Trouble
from tocsin.usecases import agenda, lines
from tocsin.usecases.reception import receive


def state(town, name="Bravo"):
    return next(each for each in lines.states(town.node, town.uma) if each.line.counterpart.name == name)


def all_start(*towns):
    for town in towns:
        agenda.begin(town.node)
    deliver(*towns)


def test_a_line_on_which_nothing_ever_came_is_doubtful(alpha):
    assert (state(alpha).verdict, state(alpha).troubles) == (Reached.DOUBTFUL, (Trouble.NEVER_HEARD,))


def test_a_heartbeat_each_way_makes_a_line_good(federation, alpha):
    all_start(*federation[2])

    assert (state(alpha).verdict, state(alpha).troubles) == (Reached.YES, ())
    assert state(alpha).line.heard_at == state(alpha).line.receipt_at == alpha.node.clock.now()


def test_a_line_goes_red_when_the_heartbeat_cannot_be_delivered_although_no_warning_waits(federation, alpha):
    clock, wires, towns = federation
    all_start(*towns)
    wires.cut.add(known_address(towns, "Bravo"))
    clock.advance(days=1)
    deliver(*towns)

    assert state(alpha).verdict is Reached.NO
    assert state(alpha).troubles == (Trouble.UNREACHABLE,)
    assert "connection refused" in state(alpha).line.last_error
    assert state(alpha, "Charlie").verdict is Reached.YES
    assert lines.states(alpha.node, alpha.ada)[0].line.counterpart.name == "Bravo"


def known_address(towns, name):
    return next(town.node.organisation.address for town in towns if town.node.organisation.name == name)


def test_who_has_been_silent_for_two_days_is_doubtful(federation, alpha):
    clock, _, towns = federation
    all_start(*towns)
    clock.advance(days=2, minutes=1)

    assert state(alpha).troubles == (Trouble.SILENT,)


def test_a_card_that_ends_within_thirty_days_is_said_and_one_that_has_ended_is_red(federation, alpha):
    clock, _, towns = federation
    all_start(*towns)
    until = state(alpha).line.usable_until

    clock.set(until - timedelta(days=29))
    assert Trouble.CARD_ENDS in state(alpha).troubles
    clock.set(until + timedelta(seconds=1))
    assert state(alpha).verdict is Reached.NO
    assert Trouble.CARD_EXPIRED in state(alpha).troubles


def test_a_clock_that_is_wrong_by_minutes_is_noticed(federation, alpha, bravo):
    _, wires, _ = federation

    class Ahead:
        def now(self):
            return alpha.node.clock.now() + timedelta(minutes=9)

    wires.nodes[bravo.node.organisation.address] = replace(bravo.node, clock=Ahead())
    release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    deliver(alpha)

    assert state(alpha).line.clock_ahead == timedelta(minutes=9)
    assert Trouble.CLOCK in state(alpha).troubles


def test_a_new_epoch_and_missing_messages_are_said(alpha, bravo):
    receive(alpha.node, an_envelope(bravo, alpha, position=3, previous="11" * 32))
    receive(alpha.node, an_envelope(bravo, alpha, epoch=99))

    found = state(alpha)
    assert {Trouble.EPOCH, Trouble.MISSING} <= set(found.troubles)
    assert [(each.what, each.positions) for each in found.line.wheres] == [(Stretch.MISSING, "1–2")]
    assert found.line.epochs == (99,)


def test_a_suspended_counterpart_is_red_and_one_without_a_node_is_told_by_hand(alpha):
    by_hand(alpha, "Old Town Hall", "MT")
    with alpha.node.store.begin() as tx:
        held = tx.counterparts.get(known_as(alpha, "Bravo").id)
        tx.counterparts.put(replace(held, standing=Standing.SUSPENDED))

    assert state(alpha).verdict is Reached.NO
    assert (state(alpha, "Old Town Hall").verdict, state(alpha, "Old Town Hall").troubles) == (Reached.BY_HAND, ())
