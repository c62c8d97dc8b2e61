"""Drills: exercises, sent and received."""

import click

from tocsin.domain.errors import NotFoundError
from tocsin.domain.ids import MessageId
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context, show_rows
from tocsin.texts.labels import label
from tocsin.usecases import counterparts, drills


@click.group(invoke_without_command=True)
@click.option("--to", metavar="NAME", help="The counterpart that is to be reached.")
@click.pass_context
def drill(ctx: click.Context, to: str | None) -> None:
    """Exercise the way to a counterpart and back; an exercise is never kept among real warnings."""
    if ctx.invoked_subcommand is not None:
        return
    if to is None:
        click.echo(ctx.get_help())
        return
    context: Context = ctx.obj
    held = counterparts.named(context.node, name=to)
    sent = drills.send(context.node, context.actor, to=held.id)
    click.echo(_("EXERCISE {message} is on its way.").format(message=sent.id[:16]))


@drill.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List the exercises that came."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        drills.received(context.node, context.actor),
        {
            _("EXERCISE"): lambda each: each.id[:16],
            _("FROM"): lambda each: names[each.counterpart],
            _("RECEIVED"): lambda each: each.received_at,
            _("STATE"): lambda each: _(label(each.state)),
        },
    )


@drill.command("sent")
@json_option
@pass_context
def sent(context: Context) -> None:
    """List the exercises that were sent, and what came back."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        drills.sent(context.node, context.actor),
        {
            _("EXERCISE"): lambda each: each.id[:16],
            _("TO"): lambda each: names[each.counterpart],
            _("SENT"): lambda each: each.created_at,
            _("STATE"): lambda each: _(label(each.state)),
            _("DELIVERED"): lambda each: each.delivered_at,
            _("ANSWERED"): lambda each: each.answer.acknowledged_at,
        },
    )


@drill.command("answer")
@click.argument("message")
@pass_context
def answer(context: Context, message: str) -> None:
    """Answer an exercise: a person has seen it."""
    found = [each.id for each in drills.received(context.node, context.actor) if each.id.startswith(message)]
    if len(found) != 1:
        said = _("{count} begin with {beginning}: see the list, and give more of the name")
        raise NotFoundError(said.format(count=len(found), beginning=message))
    drills.answer(context.node, context.actor, message=MessageId(found[0]))
    click.echo(_("Answered as an exercise."))


COMMANDS = (drill,)
