"""Backups: backup, restore."""

from pathlib import Path

import click

from tocsin.bootstrap import back_up, restore_node
from tocsin.surfaces.cli.context import Context, _, pass_context


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@pass_context
def backup(context: Context, file: Path) -> None:
    """Write everything this node is made of into one file; it may be running. It overwrites nothing."""
    back_up(context.folder, file)
    click.echo(_("The backup is in {file}. It is as secret as the node itself: keep it so.").format(file=file))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_context
def restore(context: Context, file: Path) -> None:
    """Put a node back from a backup into an empty folder. The old one must never run again."""
    restore_node(file, context.folder).store.close()
    click.echo(_("The node is back in {folder}, and counts anew.").format(folder=context.folder))
    click.echo(_("Ring every counterpart: each accepts that with {command}.").format(command=ACCEPT))


ACCEPT = "tocsin counterpart accept-epoch"
COMMANDS = (backup, restore)
