"""The simulation bites: with any one rule broken on purpose, a seed fails, and says which way."""

import pytest

from simulation.mutations import MUTATIONS
from tocsin.surfaces.simulation.plan import Plan
from tocsin.surfaces.simulation.run import simulate

SEEDS = range(1, 5)


def test_there_are_ten_mutations_at_least():
    assert len(MUTATIONS) >= 10


@pytest.mark.parametrize("broken", MUTATIONS)
def test_a_seed_fails_when(broken, monkeypatch):
    mutation = MUTATIONS[broken]
    mutation.breaks(monkeypatch)

    assert any(mutation.shows_as in shown(seed) for seed in SEEDS)


def shown(seed):
    """Return which counts are not nought with this seed."""
    outcome = simulate(Plan(nodes=5, days=3, seed=seed))
    return {count for count, number in outcome.counts().items() if number}
