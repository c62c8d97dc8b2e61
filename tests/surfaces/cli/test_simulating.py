"""The simulation from the command line: what is asked for is done, and what cannot be done is said."""

import json

import pytest
from click.testing import CliRunner

from tocsin.surfaces.cli import main
from tocsin.surfaces.simulation.plan import Fault

SMALL = ("--nodes", "2", "--days", "1")


def simulate(*words):
    return CliRunner().invoke(main, ["simulate", *words])


def test_an_empty_word_means_that_nothing_goes_wrong():
    done = simulate(*SMALL, "--faults", "")

    assert done.exit_code == 0
    assert " faults=none " in done.output
    assert done.output.endswith("lost=0 doubled=0 leaked=0 unproven=0 divergent=0\n")


def test_a_fault_that_there_is_not_is_named_beside_all_that_there_are():
    done = simulate(*SMALL, "--faults", "drop,flood")

    assert done.exit_code != 0
    assert "flood" in done.output
    assert all(fault in done.output for fault in Fault)


@pytest.mark.parametrize("acts", ["0", "-1", "nan", "1e9"])
def test_people_who_do_nothing_or_everything_are_not_simulated(acts):
    done = simulate(*SMALL, "--acts", acts)

    assert done.exit_code != 0
    assert "things a day" in done.output


def test_people_do_as_much_as_is_asked_for():
    few, many = (json.loads(simulate(*SMALL, "--acts", acts, "--json").output) for acts in ("1", "40"))

    assert (few["acts"], many["acts"]) == (1, 40)
    assert few["messages"] < many["messages"]
