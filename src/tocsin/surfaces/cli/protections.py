"""Protection: two persons let one state hear of one protected person."""

from datetime import datetime

import click

from tocsin.domain.ids import EntityId, NoticeId
from tocsin.domain.protection import Ground, Lift
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.texts.labels import label
from tocsin.usecases import protections


@click.group()
def protection() -> None:
    """Let one state hear of somebody who is protected from it."""


@protection.command("lift")
@click.argument("notice")
@click.argument("person")
@click.argument("country")
@click.option("--ground", type=one_of(Ground), required=True, help="Why that state may hear of him.")
@click.option("--reason", required=True, help="In your words; it is kept.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="From this day it ends.")
@json_option
@pass_context
def lift(context: Context, notice: str, person: str, country: str, ground: str, reason: str, until: datetime) -> None:
    """Propose it; PERSON is the id that a preview shows. A second person has to confirm."""
    made = protections.propose(
        context.node,
        context.actor,
        notice=NoticeId(notice),
        person=EntityId(person),
        country=country.upper(),
        plea=protections.Plea(ground=Ground(ground), reason=reason, expires_on=until.date()),
    )
    command = f"tocsin protection confirm {made.id}"
    show(context, made, _("A second person has to confirm it: {command}").format(command=command))


@protection.command("confirm")
@click.argument("lift")
@json_option
@pass_context
def confirm(context: Context, lift: str) -> None:
    """Agree, as a second person; the human-rights gate stands all the same."""
    made = protections.confirm(context.node, context.actor, lift=lift)
    show(context, made, _("It is lifted until {day}.").format(day=made.expires_on.isoformat()))


@protection.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List protections that were lifted, or are proposed to be."""
    show_rows(
        context,
        protections.listing(context.node, context.actor),
        {
            _("LIFT"): lambda each: each.id,
            _("NOTICE"): lambda each: each.notice,
            _("STATE"): lambda each: each.country,
            _("BECAUSE"): lambda each: _(label(each.ground)),
            _("UNTIL"): lambda each: each.expires_on,
            _("STANDS"): _standing,
        },
    )


def _standing(held: Lift) -> str:
    return _("waits for a second person") if held.confirmed_by is None else _("confirmed")


COMMANDS = (protection,)
