"""What went out and what came in: outbox, delivery by hand, inbox."""

from datetime import UTC, datetime
from pathlib import Path

import click

from tocsin.domain.delivery import Delivery, Result
from tocsin.domain.errors import NotFoundError
from tocsin.domain.ids import MessageId
from tocsin.domain.terms import Use
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.texts.labels import label
from tocsin.usecases import answers, browse, byhand, counterparts, redelivery


@click.group()
def outbox() -> None:
    """What went out, and what became of it."""


@outbox.command("list")
@json_option
@pass_context
def list_outbox(context: Context) -> None:
    """List deliveries: each has its own state and its last error in words."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        browse.outbox(context.node, context.actor),
        {
            _("DELIVERY"): lambda each: each.id[:16],
            _("TO"): lambda each: names[each.counterpart],
            _("WHAT"): lambda each: each.kind,
            _("STATE"): lambda each: _(label(each.state)),
            _("TRIES"): lambda each: each.attempts,
            _("LAST ERROR"): lambda each: each.last_error,
            _("ANSWER"): _answer,
        },
    )


@outbox.command("print")
@click.argument("delivery")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The PDF file to write.")
@pass_context
def print_(context: Context, delivery: str, output: Path) -> None:
    """Print the approved text with a reply slip, for a counterpart without a node."""
    output.write_bytes(byhand.sheet(context.node, context.actor, delivery=_whole(context, delivery)))
    click.echo(_("Wrote {file}.").format(file=output))


@outbox.command("hand")
@click.argument("delivery")
@click.option("--how", required=True, help="As in: by courier, read out on the telephone.")
@click.option("--to", required=True, help="Who was told.")
@click.option("--said", default="", help="What they said.")
@click.option("--at", type=click.DateTime(), help="When, UTC; default: now.")
@pass_context
def hand(context: Context, delivery: str, how: str, to: str, said: str, at: datetime | None) -> None:
    """Record that it was handed over. This is stated, never proven."""
    when = at.replace(tzinfo=UTC) if at is not None else context.node.clock.now()
    told = byhand.Told(how=how, to=to, at=when, said=said)
    byhand.hand(context.node, context.actor, delivery=_whole(context, delivery), told=told)
    click.echo(_("Recorded as told (stated)."))


@outbox.command("answered")
@click.argument("delivery")
@click.option("--said", required=True, help="What came back.")
@pass_context
def answered(context: Context, delivery: str, said: str) -> None:
    """Record what came back on the reply slip."""
    byhand.answered(context.node, context.actor, delivery=_whole(context, delivery), said=said)
    click.echo(_("Recorded."))


@outbox.command("redirected")
@click.argument("delivery")
@click.option("--why", required=True, help="Whether whom they name is told, or why not.")
@pass_context
def redirected(context: Context, delivery: str, why: str) -> None:
    """Record what is done about whom a counterpart named instead of itself."""
    answers.settle_redirects(context.node, context.actor, delivery=_whole(context, delivery), why=why)
    click.echo(_("Recorded."))


@outbox.command("give-up")
@click.argument("delivery")
@click.option("--why", required=True, help="And how they are told instead.")
@pass_context
def give_up(context: Context, delivery: str, why: str) -> None:
    """Stop trying to deliver a message: it has then reached nobody."""
    redelivery.give_up(context.node, context.actor, delivery=_whole(context, delivery), why=why)
    click.echo(_("Given up. Tell them in another way."))


@outbox.command("send-anew")
@click.argument("delivery")
@pass_context
def send_anew(context: Context, delivery: str) -> None:
    """Send what was approved in a new message, where they did not take the old one and the cause is gone."""
    sent = redelivery.send_anew(context.node, context.actor, delivery=_whole(context, delivery))
    click.echo(_("{delivery}: on its way.").format(delivery=sent.id[:16]))


@click.group()
def inbox() -> None:
    """What came in."""


@inbox.command("list")
@json_option
@pass_context
def list_inbox(context: Context) -> None:
    """List warnings, and what was kept aside."""
    show_rows(
        context,
        browse.inbox(context.node, context.actor),
        {
            _("MESSAGE"): lambda each: each.incoming.id[:16],
            _("FROM"): lambda each: each.counterpart.name,
            _("RECEIVED"): lambda each: each.incoming.received_at,
            _("URGENCY"): lambda each: _(label(each.incoming.urgency)),
            _("VERDICT"): lambda each: each.incoming.verdict,
            _("STATE"): lambda each: _(label(each.incoming.state)),
            _("ANSWER BY"): lambda each: each.answer_by,
        },
    )


@inbox.command("open")
@click.argument("message")
@json_option
@pass_context
def open_(context: Context, message: str) -> None:
    """Read a warning; the first time, its sender is told that it was opened."""
    alert = answers.open_warning(context.node, context.actor, message=message_named(context, message))
    show(context, alert, alert.text)


@inbox.command("acknowledge")
@click.argument("message")
@click.option("--said", default="")
@pass_context
def acknowledge(context: Context, message: str, said: str) -> None:
    """Tell the sender that a person has read it."""
    answers.acknowledge(context.node, context.actor, message=message_named(context, message), said=said)
    click.echo(_("Acknowledged."))


@inbox.command("respond")
@click.argument("message")
@click.option("--said", required=True, help="What was done.")
@click.option("--use", "uses", type=one_of(Use), multiple=True, help="Of what kind it was; kept here; repeated.")
@pass_context
def respond(context: Context, message: str, said: str, uses: tuple[str, ...]) -> None:
    """Tell the sender what was done."""
    named = [Use(each) for each in uses]
    answers.respond(context.node, context.actor, message=message_named(context, message), said=said, uses=named)
    click.echo(_("Responded."))


@inbox.command("outcome")
@click.argument("message")
@click.option("--result", type=one_of(Result), required=True)
@click.option("--said", default="", help="In your words.")
@pass_context
def outcome(context: Context, message: str, result: str, said: str) -> None:
    """Tell the sender what came of it."""
    answers.outcome(
        context.node, context.actor, message=message_named(context, message), result=Result(result), said=said
    )
    click.echo(_("They have been told."))


@inbox.command("redirect")
@click.argument("message")
@click.option("--to", required=True, help="The organisation to try.")
@click.option("--said", default="", help="In your words.")
@pass_context
def redirect(context: Context, message: str, to: str, said: str) -> None:
    """Tell the sender that it is not for us, and whom to try."""
    answers.redirect(context.node, context.actor, message=message_named(context, message), to=to, said=said)
    click.echo(_("They have been told."))


def _answer(each: Delivery) -> str | None:
    answer = each.answer
    if answer.redirects:
        return _("not for them; they name {organisation}").format(organisation=answer.redirects[-1].organisation)
    if answer.outcome is not None:
        return _("outcome: {text}").format(text=_(label(answer.outcome.result)))
    if answer.responded_at is not None:
        return _("responded: {text}").format(text=answer.response)
    if answer.acknowledged_at is not None:
        return _("acknowledged")
    return _("opened") if answer.opened_at is not None else None


def _whole(context: Context, beginning: str) -> str:
    return _one([each.id for each in browse.outbox(context.node, context.actor)], beginning)


def message_named(context: Context, beginning: str) -> MessageId:
    """Return the message that came in whose id begins so."""
    return MessageId(_one([each.incoming.id for each in browse.inbox(context.node, context.actor)], beginning))


def _one(ids: list[str], beginning: str) -> str:
    found = [each for each in ids if each.startswith(beginning)]
    if len(found) != 1:
        said = _("{count} begin with {beginning}: see the list, and give more of the name")
        raise NotFoundError(said.format(count=len(found), beginning=beginning))
    return found[0]


COMMANDS = (outbox, inbox)
