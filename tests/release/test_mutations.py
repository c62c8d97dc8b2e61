"""The generator of random releases bites: with any one rule of release left out, one of its ordinary cases fails."""

import pytest
from hypothesis import Phase, given, settings

from release.cases import Case, cases
from release.mutations import RULES, leave_out
from release.test_random_releases import A_FEW, play

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # a case that fails may be a long one
CHEAP = ("not releasable",)


@settings(A_FEW, max_examples=1_000, phases=[Phase.generate], database=None)  # it ends with the first that fails
@given(cases())
def _ordinary(case: Case) -> None:
    play(case)


def _bites(rule, monkeypatch):
    leave_out(monkeypatch, RULES[rule])
    with pytest.raises((AssertionError, ExceptionGroup)):
        _ordinary()


@pytest.mark.parametrize("rule", CHEAP)
def test_an_ordinary_case_fails_without_the_rule(rule, monkeypatch):
    _bites(rule, monkeypatch)


@pytest.mark.soak
@pytest.mark.parametrize("rule", sorted(set(RULES) - set(CHEAP)))
def test_an_ordinary_case_fails_without_any_one_rule(rule, monkeypatch):
    _bites(rule, monkeypatch)
