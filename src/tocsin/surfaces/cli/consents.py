"""Consent: whoever told us is asked before others are told, and we answer those whom we told."""

from datetime import datetime

import click

from tocsin.domain.consent import Conditions, Consent, Ground, Part, Reply, Verdict
from tocsin.domain.errors import NotFoundError
from tocsin.domain.ids import NoticeId
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.texts.labels import label
from tocsin.usecases import consents, counterparts
from tocsin.vocabulary.tlp import Tlp


@click.group()
def consent() -> None:
    """Whether what we were told, or what we told, may be passed on."""


@consent.command("ask")
@click.argument("notice")
@click.option("--to", required=True, help="The counterpart.")
@click.option("--ground", type=one_of(Ground), required=True, help="Why it should be told.")
@json_option
@pass_context
def ask(context: Context, notice: str, to: str, ground: str) -> None:
    """Ask everybody whose consent is missing before this counterpart is told."""
    counterpart = counterparts.named(context.node, name=to)
    made = consents.ask(context.node, context.actor, notice=NoticeId(notice), to=counterpart.id, ground=Ground(ground))
    names = counterparts.names(context.node, context.actor)
    said = (_("{who} is asked, until {time}").format(who=names[each.counterpart], time=each.answer_by) for each in made)
    show(context, made, "\n".join(said))


@consent.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List requests for consent, ours and theirs."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        consents.listing(context.node, context.actor),
        {
            _("CONSENT"): lambda each: each.id[:16],
            _("WAY"): lambda each: _(label(each.direction)),
            _("COUNTERPART"): lambda each: names[each.counterpart],
            _("TO TELL"): lambda each: ", ".join(each.wish.to),
            _("DONE ALREADY"): lambda each: each.wish.passed_on_at,
            _("BY"): lambda each: each.answer_by,
            _("ANSWER"): lambda each: _(label(each.reply.verdict)) if each.reply is not None else None,
        },
    )


@consent.command("grant")
@click.argument("consent")
@click.option("--leave-out", "parts", type=one_of(Part), multiple=True, help="What stays out; may be repeated.")
@click.option("--mark", type=one_of(Tlp), help="Marked at least so narrowly.")
@click.option("--only", multiple=True, help="Of those asked about, only this one; may be repeated.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which it may be passed on.")
@json_option
@pass_context
def grant(
    context: Context,
    consent: str,
    parts: tuple[str, ...],
    mark: str | None,
    only: tuple[str, ...],
    until: datetime | None,
) -> None:
    """Let them pass it on, under conditions that their node applies."""
    conditions = Conditions(
        leave_out=tuple(sorted({Part(each) for each in parts})),
        mark=Tlp(mark) if mark is not None else None,
        only=tuple(sorted(set(only))),
        until=until.date() if until is not None else None,
    )
    verdict = Verdict.CONDITIONAL if conditions.bind else Verdict.GRANTED
    _answer(context, consent, Reply(verdict=verdict, conditions=conditions))


@consent.command("deny")
@click.argument("consent")
@json_option
@pass_context
def deny(context: Context, consent: str) -> None:
    """Tell them not to pass it on, or to pass it on no more."""
    _answer(context, consent, Reply(verdict=Verdict.DENIED))


def _answer(context: Context, beginning: str, reply: Reply) -> None:
    held = _whole(context, beginning)
    made = consents.answer(context.node, context.actor, consent=held.id, reply=reply)
    show(context, made, _("They are told: {answer}").format(answer=_(label(reply.verdict))))


def _whole(context: Context, beginning: str) -> Consent:
    found = [each for each in consents.listing(context.node, context.actor) if each.id.startswith(beginning)]
    if len(found) != 1:
        said = _("{count} begin with {beginning}: see the list, and give more of the name")
        raise NotFoundError(said.format(count=len(found), beginning=beginning))
    return found[0]


COMMANDS = (consent,)
