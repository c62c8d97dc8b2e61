"""The emergency path: two persons pass on what nobody has consented to yet; a third reviews it."""

import click

from tocsin.domain.emergency import Emergency
from tocsin.domain.ids import NoticeId
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context, show, show_rows
from tocsin.usecases import counterparts, emergencies


@click.group()
def emergency() -> None:
    """Tell at once what its originator has not consented to yet (LED article 35(2))."""


@emergency.command("propose")
@click.argument("notice")
@click.option("--to", required=True, help="The counterpart.")
@click.option("--threat", required=True, help="The immediate and serious threat.")
@click.option("--why-no-time", required=True, help="Why consent cannot come in time.")
@json_option
@pass_context
def propose(context: Context, notice: str, to: str, threat: str, why_no_time: str) -> None:
    """Propose it; a second person has to confirm."""
    counterpart = counterparts.named(context.node, name=to)
    made = emergencies.propose(
        context.node,
        context.actor,
        notice=NoticeId(notice),
        to=counterpart.id,
        threat=threat,
        why_no_time=why_no_time,
    )
    command = f"tocsin emergency confirm {made.id}"
    show(context, made, _("A second person has to confirm it: {command}").format(command=command))


@emergency.command("confirm")
@click.argument("emergency")
@json_option
@pass_context
def confirm(context: Context, emergency: str) -> None:
    """Agree, as a second person; whoever told us hears of it when it goes."""
    made = emergencies.confirm(context.node, context.actor, emergency=emergency)
    to = counterparts.names(context.node, context.actor)[made.counterpart]
    command = f"tocsin release preview {made.notice} --to '{to}'"
    show(context, made, _("Next: {command}").format(command=command))


@emergency.command("review")
@click.argument("emergency")
@click.option("--said", required=True, help="What the review found.")
@json_option
@pass_context
def review(context: Context, emergency: str, said: str) -> None:
    """Review it, as a third person; it leaves the list."""
    made = emergencies.review(context.node, context.actor, emergency=emergency, said=said)
    show(context, made, _("Reviewed."))


@emergency.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List what went, or is to go, without consent."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        emergencies.listing(context.node, context.actor),
        {
            _("EMERGENCY"): lambda each: each.id,
            _("NOTICE"): lambda each: each.notice,
            _("COUNTERPART"): lambda each: names[each.counterpart],
            _("PROPOSED"): lambda each: each.proposed_at,
            _("STANDS"): standing,
        },
    )


def standing(held: Emergency) -> str:
    """Say how far it has got."""
    if not held.is_confirmed:
        return _("waits for a second person")
    return _("reviewed") if held.reviewed_by is not None else _("waits for a review")


COMMANDS = (emergency,)
