"""The command line: noun, then verb; `--json` on every listing; errors that say what to do next."""

import click

from tocsin.surfaces.cli import claims, counterparts, duties, exchange, node, notices, people, proofs, reading, reports
from tocsin.surfaces.cli.context import Context, context_for, told_plainly


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


for module in (node, people, reading, reports, claims, notices, duties, exchange, counterparts, proofs):
    for command in module.COMMANDS:
        main.add_command(command)

__all__ = ["Context", "main"]
