"""Whole federations on simulated time, from a seed, with every fault."""

from datetime import timedelta

import pytest

from simulation.mutations import MUTATIONS
from tocsin.surfaces.simulation import acts
from tocsin.surfaces.simulation.plan import Fault, Plan
from tocsin.surfaces.simulation.run import simulate
from tocsin.surfaces.simulation.shrinking import shrink, story

NOUGHT = "lost=0 doubled=0 leaked=0 unproven=0 divergent=0"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_eight_nodes_lose_double_and_leak_nothing_in_five_days_of_every_fault(seed):
    outcome = simulate(Plan(nodes=8, days=5, seed=seed))

    assert str(outcome) == NOUGHT, outcome.breaches
    assert outcome.messages > 100
    assert set(outcome.struck) >= set(Fault) - {Fault.RESTORE}


def test_nodes_that_are_restored_lose_double_and_leak_nothing():
    faults = frozenset({Fault.RESTORE, Fault.DROP, Fault.CRASH})
    outcome = simulate(Plan(nodes=5, days=4, seed=3, faults=faults))

    assert str(outcome) == NOUGHT, outcome.breaches
    assert outcome.struck[Fault.RESTORE]


@pytest.mark.parametrize("fault", Fault)
def test_no_fault_alone_breaks_a_rule(fault):
    outcome = simulate(Plan(nodes=4, days=2, seed=7, faults=frozenset({fault})))

    assert str(outcome) == NOUGHT, outcome.breaches


def test_the_same_seed_gives_the_same_trace_and_another_seed_another():
    one, again, other = (simulate(Plan(nodes=4, days=2, seed=seed)) for seed in (5, 5, 6))

    assert one.trace == again.trace
    assert one.trace != other.trace


def test_a_federation_comes_to_rest_although_a_bad_peer_has_always_something_to_do(monkeypatch):
    def fidgets(scene):
        return None if scene.member.is_honest else "fidgets"

    monkeypatch.setattr(acts, "LEFT_TO_DO", (*acts.LEFT_TO_DO, fidgets))
    outcome = simulate(Plan(nodes=4, days=1, seed=7, faults=frozenset({Fault.BYZANTINE})))

    days = float(outcome.trace[-1].split()[0]) / timedelta(days=1).total_seconds()
    assert str(outcome) == NOUGHT, outcome.breaches
    assert any("fidgets" in line for line in outcome.trace)
    assert days < 3


def test_a_broken_rule_is_shown_by_the_shortest_run_that_breaks_it(monkeypatch):
    MUTATIONS["a message is sealed for somebody else"].breaks(monkeypatch)

    shortest = shrink(simulate(Plan(nodes=6, days=3, seed=1)))

    assert shortest.plan.nodes <= 5
    assert shortest.plan.days == 1
    assert not shortest.plan.faults
    assert any(shortest.breaches[0].about in line for line in story(shortest))
