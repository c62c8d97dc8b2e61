"""Shrinking: the smallest run from the same seed that breaks the same rule, and the lines of its trace that show it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tocsin.surfaces.simulation.plan import Plan
from tocsin.surfaces.simulation.run import Outcome, simulate

_EVENTS = (" crashed", " is up again", " full disk", " its disk", " cut off", " reachable again", " clock that is")


def shrink(broken: Outcome, *, tell: Callable[[Plan], None] = lambda _: None) -> Outcome:
    """Leave out faults, nodes and days for as long as the rule that broke first breaks without them."""
    rule = broken.breaches[0].rule
    smallest, is_smaller = broken, True
    while is_smaller:
        is_smaller = False
        for plan in smaller(smallest.plan):
            tell(plan)
            outcome = simulate(plan)
            if any(breach.rule == rule for breach in outcome.breaches):
                smallest, is_smaller = outcome, True
                break
    return smallest


def smaller(plan: Plan) -> Iterator[Plan]:
    """Yield plans with less in them, the smallest first."""
    if plan.nodes > 2:
        yield replace(plan, nodes=max(2, plan.nodes // 2))
        yield replace(plan, nodes=plan.nodes - 1)
    if plan.days > 1:
        yield replace(plan, days=max(1, plan.days // 2))
        yield replace(plan, days=plan.days - 1)
    for fault in sorted(plan.faults):
        yield replace(plan, faults=plan.faults - {fault})


def story(broken: Outcome) -> tuple[str, ...]:
    """Return the lines of a trace that are about what broke first: its message, and what befell its two nodes."""
    about = next(breach.about for breach in broken.breaches)
    nodes = about.split()[0].split(">")
    return tuple(
        line
        for line in broken.trace
        if about in line or (any(node in line for node in nodes) and any(event in line for event in _EVENTS))
    )
