"""Who is on duty, and who was called when something was not answered."""

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from tocsin.surfaces.cli.context import Context, _, json_option, pass_context, show, show_rows
from tocsin.surfaces.cli.exchange import message_named
from tocsin.texts.labels import label
from tocsin.usecases import browse, counterparts, escalation
from tocsin.usecases import roster as use


@click.group()
def roster() -> None:
    """Who is on duty when, and who stands in."""


@roster.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List the watches that have not ended; a star marks the one in force."""
    show_rows(
        context,
        use.listing(context.node, context.actor),
        {
            "": lambda each: "*" if each.is_now else "",
            _("SINCE"): lambda each: each.since,
            _("UNTIL"): lambda each: each.until,
            _("ON DUTY"): lambda each: each.on_duty,
            _("STAND-INS"): lambda each: " > ".join(each.stand_ins) or None,
        },
    )


@roster.command("set")
@click.argument("name")
@click.option("--from", "since", type=click.DateTime(), help="UTC; default: now.")
@click.option("--until", type=click.DateTime(), required=True, help="UTC.")
@click.option("--stand-in", "stand_ins", multiple=True, help="Who is called next; may be repeated, in this order.")
@json_option
@pass_context
def set_(context: Context, name: str, since: datetime | None, until: datetime, stand_ins: Sequence[str]) -> None:
    """Say who is on duty; what is said last counts."""
    made = use.set_watch(
        context.node,
        context.actor,
        since=context.node.clock.now() if since is None else since.replace(tzinfo=UTC),
        until=until.replace(tzinfo=UTC),
        on_duty=name,
        stand_ins=stand_ins,
    )
    show(context, made, _("{name} is on duty.").format(name=name))


@roster.command("seen")
@pass_context
def seen(context: Context) -> None:
    """Take note of what others opened while you were on duty."""
    names = browse.people(context.node, context.actor)
    for each in use.stood_in(context.node, context.actor):
        said = _("{name} opened {message} in your place.")
        click.echo(said.format(name=names[each.by], message=each.message[:16]))
    use.seen(context.node, context.actor)


@click.group("escalation")
def escalations() -> None:
    """Who was called when something was not answered in time."""


@escalations.command("next")
@click.argument("message")
@json_option
@pass_context
def call_next(context: Context, message: str) -> None:
    """Call whoever is next about a warning that came in, before the clock does."""
    made = escalation.call_next(context.node, context.actor, message=message_named(context, message))
    people = browse.people(context.node, context.actor)
    show(context, made, _("Called: {who}").format(who=", ".join(people[each] for each in made.people)))


@escalations.command("due")
@json_option
@pass_context
def due(context: Context) -> None:
    """List who is called next about what is not answered, and when."""
    show_rows(
        context,
        escalation.upcoming(context.node, context.actor),
        {
            _("AT"): lambda each: each.step.due_at,
            _("MESSAGE"): lambda each: each.message[:16],
            _("COUNTERPART"): lambda each: each.counterpart,
            _("OWED"): lambda each: None if each.step.debt is None else _(label(each.step.debt)),
            _("CALLED"): lambda each: _(label(each.step.rung)),
            _("WHO"): lambda each: each.people or None,
        },
    )


@escalations.command("list")
@json_option
@pass_context
def list_escalations(context: Context) -> None:
    """List the calls: our people, and the counterparts' contacts by notices without content."""
    names = counterparts.names(context.node, context.actor)
    people = browse.people(context.node, context.actor)
    show_rows(
        context,
        escalation.listing(context.node, context.actor),
        {
            _("AT"): lambda each: each.at,
            _("MESSAGE"): lambda each: each.subject[:16],
            _("COUNTERPART"): lambda each: names[each.counterpart],
            _("OWED"): lambda each: None if each.debt is None else _(label(each.debt)),
            _("CALLED"): lambda each: _(label(each.rung)),
            _("WHO"): lambda each: [people[person] for person in each.people] or None,
            _("LAST ERROR"): lambda each: each.error,
        },
    )


COMMANDS = (roster, escalations)
