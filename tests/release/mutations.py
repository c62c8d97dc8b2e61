"""Rules of release left out on purpose, one at a time, to show that the generator of random releases then fails."""

from collections.abc import Callable

import pytest

from tocsin.domain import policy, rules
from tocsin.domain.rule import Rule

_TABLES = {rules: ("ON_CLAIMS", "ON_PEOPLE", "ON_PARTS"), policy: ("ON_CLAIMS", "ON_PARTS")}

# No random case is about what a counterpart told us, and hardly one about somebody who fled from where it would go, or
# a place or a detainee that nothing else names. Of the others, something else keeps the same here: what nobody has
# marked is RED and names no reader, and nothing is cut that is RED and names none (`domain.tearline.Cut`); an
# event beside their concerns, and what is said of somebody hidden, is a bystander's (`domain.cut`); and of where
# somebody comes from, or that they are protected, no sentence is made.
# `tests/domain` and `tests/usecases` have all of them.
_ELSEWHERE = {
    rules.not_let_go,
    rules.is_protected_from_them,
    rules.is_others_detainee,
    rules.lies_elsewhere,
    rules.not_marked,
    rules.names_no_reader,
    rules.not_theirs,
    rules.about_somebody_hidden,
    rules.special_category,
    rules.says_who_is_protected,
}


def _function(entry: Callable[..., object] | tuple[Rule, Callable[..., object]]) -> Callable[..., object]:
    return entry[1] if isinstance(entry, tuple) else entry


RULES = {
    rule.__name__.replace("_", " "): rule
    for rule in map(_function, (*rules.ON_CLAIMS, *rules.ON_PEOPLE, *rules.ON_PARTS))
    if rule not in _ELSEWHERE
}


def leave_out(monkeypatch: pytest.MonkeyPatch, rule: Callable[..., object]) -> None:
    """Take a rule out of whichever table it stands in, wherever that table is read."""
    for module, tables in _TABLES.items():
        for table in tables:
            kept = tuple(each for each in getattr(module, table) if _function(each) is not rule)
            monkeypatch.setattr(module, table, kept)
