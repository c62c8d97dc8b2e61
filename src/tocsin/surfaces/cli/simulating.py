"""Simulation: a whole federation in one process, on simulated time."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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
@click.option("--acts", default=12.0, show_default=True, help="How many things the people of a node do a day, about.")
@click.option(
    "--faults",
    default=",".join(Fault),
    show_default=True,
    help="What goes wrong, with commas between; an empty word: nothing.",
)
@click.option("--until-stopped", is_flag=True, help="Run one seed after another until a rule is broken, or Ctrl-C.")
@json_option
@pass_context
def simulate(
    context: Context, nodes: int, days: int, seed: int, counterparts: int, acts: float, faults: str, until_stopped: bool
) -> None:
    """Run a whole federation on simulated time, with faults, and check that nothing is lost, doubled or leaked."""
    plan = Plan(nodes=nodes, days=days, seed=seed, counterparts=counterparts, acts=acts, faults=_faults(faults))
    for each in count(seed) if until_stopped else (seed,):
        if not _run(context, replace(plan, seed=each)):
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
        click.echo(f"  nodes={plan.nodes} days={plan.days} faults={_named(plan)}", err=True)

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
        f"seed={plan.seed} nodes={plan.nodes} days={plan.days} faults={_named(plan)} messages={outcome.messages}"
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
        "acts": plan.acts,
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
        told = _("no such fault: {names}; there are {all}, and an empty word for none")
        raise InvalidError(told.format(names=", ".join(unknown), all=", ".join(Fault)))
    return frozenset(map(Fault, named))


def _named(plan: Plan) -> str:
    return ",".join(sorted(plan.faults)) or "none"


COMMANDS = (simulate,)
