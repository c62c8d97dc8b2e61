"""The command line: noun, then verb; `--json` on every listing; errors that say what to do next."""

import inspect

import click

from tocsin.surfaces.cli import (
    backups,
    claims,
    consents,
    couriers,
    directs,
    drills,
    duties,
    emergencies,
    erasing,
    exchange,
    folios,
    gates,
    inquiries,
    journal,
    keys,
    names,
    nights,
    node,
    notices,
    people,
    proofs,
    protections,
    reading,
    recalls,
    reports,
    roster,
    simulating,
    sources,
    subjects,
    trusting,
)
from tocsin.surfaces.cli.context import _, context_for, told_plainly


class _Commands(click.Group):
    """Runs a command and tells errors of ours as one sentence, with the exit code of their kind."""

    def invoke(self, ctx: click.Context) -> object:
        with told_plainly():
            return super().invoke(ctx)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--node", "folder", metavar="DIR", help="The node's folder (default: $TOCSIN_NODE, or ~/.tocsin).")
@click.version_option(package_name="tocsin")
@click.pass_context
def main(ctx: click.Context, folder: str | None) -> None:
    """Tocsin: warnings that arrive, are answered, and can be proven."""
    ctx.obj = context_for(folder)


for module in (
    node,
    backups,
    people,
    reading,
    names,
    reports,
    claims,
    sources,
    notices,
    recalls,
    duties,
    gates,
    consents,
    emergencies,
    nights,
    protections,
    directs,
    drills,
    exchange,
    folios,
    couriers,
    inquiries,
    trusting,
    keys,
    proofs,
    journal,
    erasing,
    roster,
    simulating,
    subjects,
):
    for command in module.COMMANDS:
        main.add_command(command)


def _translate(command: click.Command) -> None:
    """Put every help text into the language of the terminal, once, when the program starts."""
    command.help = _(inspect.cleandoc(command.help)) if command.help else command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        _translate(each)


_translate(main)

__all__ = ["main"]
