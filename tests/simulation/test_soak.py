"""The long run: twenty seeds of a hundred nodes and thirty days, with every fault."""

import pytest

from tocsin.surfaces.simulation.plan import Fault, Plan
from tocsin.surfaces.simulation.run import simulate
from tocsin.surfaces.simulation.shrinking import story

ACTS = 1.0  # a day and node, besides the daily status of each to each, which is most of what is sent
COUNTERPARTS = 4  # of each node, not six: the statuses take most of the time, and the twenty have forty minutes


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1, 21))
def test_a_hundred_nodes_lose_double_and_leak_nothing_in_thirty_days_of_every_fault(seed):
    outcome = simulate(Plan(nodes=100, days=30, seed=seed, acts=ACTS, counterparts=COUNTERPARTS))

    assert str(outcome) == "lost=0 doubled=0 leaked=0 unproven=0 divergent=0", story(outcome)
    assert set(outcome.struck) == set(Fault)
