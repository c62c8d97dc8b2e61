"""Directly: whoever is no authority hears of one person, and the authority hears of it afterwards."""

import click

from tocsin.domain.ids import EntityId, NoticeId
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context, show, show_rows
from tocsin.usecases import counterparts, directs


@click.group()
def direct() -> None:
    """Let whoever is no authority hear of somebody: a company that is threatened (LED art. 39)."""


@direct.command("decide")
@click.argument("notice")
@click.argument("person")
@click.option("--to", required=True, help="The counterpart that is no authority.")
@click.option("--necessary", required=True, help="Why it is strictly necessary, and outweighs what it does to them.")
@click.option("--route", required=True, help="Why its state's authority would be told in vain, or too late.")
@click.option("--authority", required=True, help="Which authority: it is told afterwards.")
@json_option
@pass_context
def decide(context: Context, notice: str, person: str, to: str, necessary: str, route: str, authority: str) -> None:
    """Decide it for one person; PERSON is the id that a preview shows. A second person approves the letter."""
    made = directs.decide(
        context.node,
        context.actor,
        notice=NoticeId(notice),
        person=EntityId(person),
        to=counterparts.named(context.node, name=to).id,
        plea=directs.Necessity(necessity=necessary, route=route, authority=authority),
    )
    command = f"tocsin direct told {made.id} --said …"
    show(context, made, _("When it has gone, tell {authority}: {command}").format(authority=authority, command=command))


@direct.command("told")
@click.argument("direct")
@click.option("--said", required=True, help="How the authority was told, or why that would be in vain.")
@json_option
@pass_context
def told(context: Context, direct: str, said: str) -> None:
    """Record how the authority was told."""
    show(context, directs.authority_told(context.node, context.actor, direct=direct, said=said), _("Recorded."))


@direct.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List who was made known to whom directly, and whether the authority has heard of it."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        directs.listing(context.node, context.actor),
        {
            _("ID"): lambda each: each.id,
            _("NOTICE"): lambda each: each.notice,
            _("COUNTERPART"): lambda each: names[each.counterpart],
            _("AUTHORITY"): lambda each: each.authority,
            _("TOLD"): lambda each: each.told_at,
        },
    )


COMMANDS = (direct,)
