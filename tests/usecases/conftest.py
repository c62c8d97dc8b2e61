"""Three towns in memory."""

import pytest

from stories import a_federation


@pytest.fixture
def federation():
    """The clock, the wires, and Alpha (Portugal), Bravo (Ireland), Charlie (Norway)."""
    return a_federation()


@pytest.fixture
def alpha(federation):
    return federation[2][0]


@pytest.fixture
def bravo(federation):
    return federation[2][1]


@pytest.fixture
def clock(federation):
    return federation[0]
