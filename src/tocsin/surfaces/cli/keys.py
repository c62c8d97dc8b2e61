"""Our keys: list, renew, rotate, revoke, and the passphrase that locks them."""

from pathlib import Path

import click

from tocsin.bootstrap import change_node_passphrase
from tocsin.settings import load
from tocsin.surfaces.cli.context import (
    Context,
    _,
    ask_new_passphrase,
    json_option,
    known_passphrase,
    pass_context,
    show,
    show_rows,
)
from tocsin.usecases import keys
from tocsin.wire.card import OpenedCard

_NEXT = click.option(
    "--next", "place", type=click.Path(exists=True, file_okay=False), help="The folder of next keys, brought back."
)


@click.group()
def key() -> None:
    """Our keys. `serve` makes new sealing keys by itself; signing keys are changed by a person."""


@key.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List every key, what it is for, and from when until when."""
    show_rows(
        context,
        keys.listing(context.node, context.actor),
        {
            _("FOR"): lambda each: each.purpose,
            _("KEY"): lambda each: each.id,
            _("SINCE"): lambda each: each.since,
            _("UNTIL"): lambda each: each.until,
        },
    )


@key.command()
@json_option
@pass_context
def renew(context: Context) -> None:
    """Make a new sealing key now, and tell every counterpart."""
    _tell(context, keys.renew(context.node, context.actor))


@key.command()
@_NEXT
@json_option
@pass_context
def rotate(context: Context, place: str | None) -> None:
    """Go on with the signing keys that were promised, and promise others."""
    _tell(context, keys.rotate(context.node, context.actor, place=place))
    _keep_next(context)


@key.command()
@_NEXT
@click.confirmation_option(
    prompt=_("Were the signing keys stolen? Nothing they signed will count any more."), help="Do not ask again."
)
@json_option
@pass_context
def revoke(context: Context, place: str | None) -> None:
    """Say that the signing keys were stolen: rotate, and let nothing count that they signed."""
    _tell(context, keys.rotate(context.node, context.actor, place=place, revoke=True))
    _keep_next(context)


@key.command()
@click.option("--next", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Those alone.")
@pass_context
def passphrase(context: Context, folder: Path | None) -> None:
    """Lock the keys with another passphrase."""
    old = known_passphrase(context.folder, load(context.folder))()
    change_node_passphrase(context.folder, old=old, new=ask_new_passphrase(), keys=folder)
    click.echo(_("The keys have a new passphrase. Put it where the old one was kept, before the next start."))


def _tell(context: Context, card: OpenedCard) -> None:
    fingerprint = card.card.signing.fingerprint
    show(
        context,
        {"card": card.digest, "fingerprint": fingerprint, "valid_until": card.card.valid_until},
        _("Our new card is on its way to every counterpart. Our fingerprint:") + f"\n  {fingerprint}",
    )


def _keep_next(context: Context) -> None:
    following = context.folder / "keys" / "next"
    text = _("Take {folder} off this machine and keep it safe: rotation needs it.").format(folder=following)
    click.echo(text, err=True)


COMMANDS = (key,)
