"""Simulation: a whole federation in one process, on simulated time."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import click

from tocsin.domain.errors import InvalidError
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context, plain
from tocsin.surfaces.simulation.plan import Fault, Plan

if TYPE_CHECKING:
    from tocsin.surfaces.simulation.run import Outcome

BROKEN = 1


@click.command()
@click.option("--nodes", default=8, show_default=True, help="How many nodes.")
@click.option("--days", default=5, show_default=True, help="How many days pass.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same run.")
@click.option("--counterparts", default=6, show_default=True, help="How many counterparts a node has, about.")
@click.option("--faults", default=",".join(Fault), show_default=True, help="What goes wrong, with commas between.")
@click.option("--until-stopped", is_flag=True, help="Run one seed after another until a rule is broken, or Ctrl-C.")
@json_option
@pass_context
def simulate(
    context: Context, nodes: int, days: int, seed: int, counterparts: int, faults: str, until_stopped: bool
) -> None:
    """Run a whole federation on simulated time, with faults, and check that nothing is lost, doubled or leaked."""
    for each in count(seed) if until_stopped else (seed,):
        plan = Plan(nodes=nodes, days=days, seed=each, counterparts=counterparts, faults=_faults(faults))
        if not _run(context, plan):
            sys.exit(BROKEN)


def _run(context: Context, plan: Plan) -> bool:
    """Run one seed; say whether every invariant held."""
    from tocsin.surfaces.simulation.run import simulate as run

    with _progress(plan) as bar:
        outcome = run(plan, progress=lambda days: bar.update(days - bar.pos))
    if outcome.breaches:
        outcome = _shrunk(outcome)
    _tell(context, outcome)
    return not outcome.breaches


def _shrunk(outcome: "Outcome") -> "Outcome":
    from tocsin.surfaces.simulation.shrinking import shrink

    def tell(plan: Plan) -> None:
        click.echo(f"  nodes={plan.nodes} days={plan.days} faults={','.join(sorted(plan.faults))}", err=True)

    click.echo(_("A rule is broken. Looking for the shortest run that breaks it:"), err=True)
    return shrink(outcome, tell=tell)


def _tell(context: Context, outcome: "Outcome") -> None:
    from tocsin.surfaces.simulation.shrinking import story

    lines = story(outcome) if outcome.breaches else ()
    if context.as_json:
        click.echo(json.dumps(_facts(outcome) | {"trace": lines}))
        return
    plan = outcome.plan
    click.echo(
        f"seed={plan.seed} nodes={plan.nodes} days={plan.days} faults={','.join(sorted(plan.faults))} "
        f"messages={outcome.messages}"
    )
    for breach in outcome.breaches[:10]:
        click.echo(f"{breach.rule} {breach.count}: {breach.about}: {breach.said}")
    for line in lines:
        click.echo(line)
    click.echo(str(outcome))


def _facts(outcome: "Outcome") -> dict[str, object]:
    plan = outcome.plan
    return {
        "seed": plan.seed,
        "nodes": plan.nodes,
        "days": plan.days,
        "counterparts": plan.counterparts,
        "faults": sorted(plan.faults),
        "messages": outcome.messages,
        "struck": outcome.struck,
        **{str(count): number for count, number in outcome.counts().items()},
        "breaches": [plain(breach) for breach in outcome.breaches],
    }


@contextmanager
def _progress(plan: Plan) -> "Iterator[click._termui_impl.ProgressBar[int]]":
    label = _("Simulating seed {seed}").format(seed=plan.seed)
    with click.progressbar(length=plan.days, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar


def _faults(words: str) -> frozenset[Fault]:
    named = {word.strip() for word in words.split(",") if word.strip()}
    if unknown := sorted(named - set(Fault)):
        raise InvalidError(_("no such fault: {names}").format(names=", ".join(unknown)))
    return frozenset(map(Fault, named))


COMMANDS = (simulate,)
