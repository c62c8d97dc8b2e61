"""Counterparts and their keys: suspend, resume, take and accept their cards."""

from pathlib import Path

import click

from tocsin.domain.counterpart import Counterpart
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context, show
from tocsin.surfaces.cli.counterparts import counterpart
from tocsin.usecases import counterparts, trust
from tocsin.usecases.steps.succession import Outcome

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@counterpart.command()
@click.argument("name")
@click.option("--because", required=True, help="Why no mail may pass.")
@json_option
@pass_context
def suspend(context: Context, name: str, because: str) -> None:
    """Let no mail pass until fingerprints have been compared again."""
    held = counterparts.named(context.node, name=name)
    _tell(context, trust.suspend(context.node, context.actor, counterpart=held.id, because=because))


@counterpart.command()
@click.argument("name")
@click.option("--fingerprint", required=True, help="As they read it to you, over another channel.")
@click.option("--card", type=_FILE, help="Their card, where it did not come by mail.")
@json_option
@pass_context
def resume(context: Context, name: str, fingerprint: str, card: Path | None) -> None:
    """Let mail pass again, by the card with this fingerprint."""
    held = counterparts.named(context.node, name=name)
    data = card.read_bytes() if card is not None else None
    _tell(context, trust.resume(context.node, context.actor, counterpart=held.id, fingerprint=fingerprint, card=data))


@counterpart.command("card")
@click.argument("name")
@click.argument("file", type=_FILE)
@json_option
@pass_context
def take_card(context: Context, name: str, file: Path) -> None:
    """Take a newer card of theirs that came by hand."""
    held = counterparts.named(context.node, name=name)
    outcome = trust.take_card(context.node, context.actor, counterpart=held.id, card=file.read_bytes())
    told = {
        Outcome.KNOWN: _("We have that card already."),
        Outcome.IN_FORCE: _("Their new card is in force."),
        Outcome.WAITS: _("It changes more than keys and dates: look at it with tocsin counterpart accept."),
        Outcome.BROKEN: _("It does not follow the card we trust: no mail passes until fingerprints are compared."),
    }
    show(context, {"counterpart": held.id, "outcome": outcome}, told[outcome])


@counterpart.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Accept what it changes.")
@json_option
@pass_context
def accept(context: Context, name: str, yes: bool) -> None:
    """Show what their waiting card changes; with --yes, go by it."""
    held = counterparts.named(context.node, name=name)
    if yes:
        _tell(context, trust.accept_card(context.node, context.actor, counterpart=held.id))
        return
    changed = trust.waiting(context.node, context.actor, counterpart=held.id)
    show(context, {"counterpart": held.id, "changes": changed}, "\n".join(changed) or _("(none)"))


def _tell(context: Context, made: Counterpart) -> None:
    show(context, made, f"{made.id}: {made.name}: {made.standing}")


COMMANDS = (counterpart,)
