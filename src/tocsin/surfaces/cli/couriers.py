"""Couriers that are people: mail as files, for a stick through an air gap."""

import sys
from pathlib import Path

import click

from tocsin.domain.errors import UntrustedError
from tocsin.surfaces import stick
from tocsin.surfaces.cli.context import EXIT_CODES, Context, _, json_option, pass_context, show
from tocsin.usecases import counterparts


@click.group()
def courier() -> None:
    """Mail as files, for a stick through an air gap."""


@courier.command("export")
@click.option("--to", required=True, help="The counterpart it is for.")
@click.argument("target", type=click.Path(path_type=Path))
@json_option
@pass_context
def export(context: Context, to: str, target: Path) -> None:
    """Write what waits for a counterpart, and our receipts for what it brought, into a folder or a file."""
    counterpart = counterparts.named(context.node, name=to)
    written = stick.export(context.node, context.actor, to=counterpart.id, target=target)
    said = _("{messages} messages and {receipts} receipts for {name}, in {files} files.").format(
        messages=len(written.messages), receipts=len(written.receipts), name=counterpart.name, files=len(written.files)
    )
    show(context, written, "\n".join([*map(str, written.files), said]))


@courier.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@json_option
@pass_context
def import_(context: Context, paths: tuple[Path, ...]) -> None:
    """Take in what a stick brings: files, or folders of them. Doing it twice does no harm."""
    brought = stick.take_in(context.node, context.actor, paths)
    lines = [
        _("{messages} messages and {receipts} receipts from {files} files.").format(
            messages=brought.messages, receipts=brought.receipts, files=brought.files
        )
    ]
    if brought.messages:
        lines.append(_("Their receipts go back with the next export to whom they are from."))
    if brought.refused:
        lines.append(
            _("{count} envelopes are not for this node, or from nobody it knows.").format(count=brought.refused)
        )
    if brought.strange:
        lines.append(_("{count} receipts are about nothing that was sent from here.").format(count=brought.strange))
    show(context, brought, "\n".join(lines))
    for mistake in brought.mistakes:
        click.echo(f"tocsin: {mistake}", err=True)
    if brought.mistakes:
        sys.exit(EXIT_CODES[UntrustedError])


COMMANDS = (courier,)
