"""Inquiries: ask, approve, list, show, answer, refuse, delay, count."""

from datetime import UTC, datetime

import click

from tocsin.domain.errors import NotFoundError
from tocsin.domain.inquiry import Answered, Draft, Extent, Ground, Haste, Inquiry, Question, Reply
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.texts.labels import label
from tocsin.usecases import counterparts, inquiries
from tocsin.vocabulary.tlp import Tlp


@click.group()
def inquiry() -> None:
    """What we ask others about a person, and what they ask us."""


@inquiry.command("ask")
@click.argument("asked")
@click.option("--to", required=True, help="The counterpart.")
@click.option("--whom", default="", help="The person, in words.")
@click.option("--name", help="A name for the person or claim that has stood in mail between the two, 32 hex digits.")
@click.option("--why-them", "reasons", required=True, help="Why they are believed to know.")
@click.option("--purpose", required=True, help="What the answer is to be used for.")
@click.option("--basis", required=True, help="Legal basis, as in: UN SCR 1373 (2001).")
@click.option("--haste", type=one_of(Haste), default=Haste.ORDINARY.value, show_default=True)
@click.option("--restrictions", default="", help="On the use of what the question itself tells them.")
@click.option("--tlp", type=one_of(Tlp), default=Tlp.AMBER.value, show_default=True)
@json_option
@pass_context
def ask(
    context: Context,
    asked: str,
    to: str,
    whom: str,
    name: str | None,
    reasons: str,
    purpose: str,
    basis: str,
    haste: str,
    restrictions: str,
    tlp: str,
) -> None:
    """Write a question about a person; a second person sends it."""
    question = Question(
        whom=whom,
        name=name,
        asked=asked,
        reasons=reasons,
        purpose=purpose,
        legal_basis=basis,
        haste=Haste(haste),
        restrictions=restrictions,
        tlp=Tlp(tlp),
        contact=context.node.organisation.contact,
    )
    counterpart = counterparts.named(context.node, name=to)
    made = inquiries.ask(context.node, context.actor, to=counterpart.id, question=question)
    command = f"tocsin inquiry approve {made.id} --digest {made.digest} --weighed ..."
    show(context, made, _("Approve as a second person:") + f"\n  {command}")


@inquiry.command("approve")
@click.argument("inquiry")
@click.option("--digest", required=True, help="The digest that was shown.")
@click.option("--weighed", default="", help="What could happen to the person when they hear of him; never sent.")
@json_option
@pass_context
def approve(context: Context, inquiry: str, digest: str, weighed: str) -> None:
    """Send exactly this question, or exactly this answer, as a second person."""
    whole = _whole(context, inquiry)
    made = inquiries.approve(context.node, context.actor, inquiry=whole, digest=digest, weighed=weighed)
    show(context, made, _("On its way."))


@inquiry.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List inquiries, ours and theirs."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        inquiries.listing(context.node, context.actor),
        {
            _("INQUIRY"): lambda each: each.id[:16],
            _("WAY"): lambda each: _(label(each.direction)),
            _("COUNTERPART"): lambda each: names[each.counterpart],
            _("ABOUT"): lambda each: each.question.whom or each.question.name,
            _("STATE"): lambda each: _(label(each.state)),
            _("RECEIVED"): lambda each: each.received_at,
            _("DUE"): lambda each: each.due_at,
        },
    )


@inquiry.command("show")
@click.argument("inquiry")
@json_option
@pass_context
def show_inquiry(context: Context, inquiry: str) -> None:
    """Show an inquiry and what was answered, with the restrictions on its use; that you looked is on record."""
    held = inquiries.consult(context.node, context.actor, inquiry=_whole(context, inquiry))
    show(context, held, "\n".join(_lines(held)))


@inquiry.command("answer")
@click.argument("inquiry")
@click.option("--said", required=True, help="What is known.")
@click.option("--refused-part", "part", default="", help="Which part is refused; with --ground.")
@click.option("--ground", type=one_of(Ground), help="On which ground that part is refused.")
@click.option("--restrictions", default="", help="On the use of what is said.")
@click.option("--tlp", type=one_of(Tlp), default=Tlp.AMBER.value, show_default=True)
@json_option
@pass_context
def answer(
    context: Context, inquiry: str, said: str, part: str, ground: str | None, restrictions: str, tlp: str
) -> None:
    """Write what we tell them, in full or but for a part; a second person sends it."""
    reply = Reply(
        extent=Extent.FULL if ground is None else Extent.PARTIAL,
        said=said,
        ground=None if ground is None else Ground(ground),
        part=part,
        restrictions=restrictions,
        tlp=Tlp(tlp),
    )
    made = inquiries.answer(context.node, context.actor, inquiry=_whole(context, inquiry), reply=reply)
    show(context, made, "\n".join(_draft_lines(made)))


@inquiry.command("refuse")
@click.argument("inquiry")
@click.option("--ground", type=one_of(Ground), required=True)
@click.option("--said", required=True, help="The reasons, as they are told.")
@json_option
@pass_context
def refuse(context: Context, inquiry: str, ground: str, said: str) -> None:
    """Tell them that we do not answer, and on which ground."""
    reply = Reply(extent=Extent.REFUSED, said=said, ground=Ground(ground))
    made = inquiries.refuse(context.node, context.actor, inquiry=_whole(context, inquiry), reply=reply)
    show(context, made, _("Refused."))


@inquiry.command("delay")
@click.argument("inquiry")
@click.option("--until", type=click.DateTime(), required=True, help="UTC.")
@click.option("--said", required=True, help="Why it takes longer, as they are told.")
@json_option
@pass_context
def delay(context: Context, inquiry: str, until: datetime, said: str) -> None:
    """Tell them that a court must allow it first: until when, and why."""
    reply = Reply(extent=Extent.DELAYED, said=said, until=until.replace(tzinfo=UTC))
    made = inquiries.refuse(context.node, context.actor, inquiry=_whole(context, inquiry), reply=reply)
    show(context, made, _("They have been told."))


@inquiry.command("count")
@json_option
@pass_context
def count(context: Context) -> None:
    """Say how often was asked, per counterpart and person, for the auditor."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        inquiries.counts(context.node, context.actor),
        {
            _("COUNTERPART"): lambda each: names[each.counterpart],
            _("WAY"): lambda each: _(label(each.direction)),
            _("ABOUT"): lambda each: each.subject,
            _("IN 30 DAYS"): lambda each: each.in_thirty_days,
            _("IN ALL"): lambda each: each.in_all,
            _("AT MOST"): lambda each: each.cap,
        },
    )


def _lines(held: Inquiry) -> list[str]:
    question = held.question
    facts = (
        (_("About"), question.whom or question.name),
        (_("Asked"), question.asked),
        (_("Why you"), question.reasons),
        (_("Purpose"), question.purpose),
        (_("Legal basis"), question.legal_basis),
        (_("Restrictions on use"), question.restrictions or "-"),
        (_("Contact"), question.contact),
    )
    lines = [question.tlp, f"{held.id[:16]}: {_(label(held.state))}", *(f"{title}: {text}" for title, text in facts)]
    for each in held.answers:
        lines += ["", *_reply_lines(each)]
    return lines + (_draft_lines(held) if held.draft else [])


def _reply_lines(each: Answered | Draft) -> list[str]:
    reply = each.reply
    lines = [reply.tlp, f"{_(label(reply.extent))}: {reply.said}"]
    if reply.ground is not None:
        lines.append(_("Refused: {part} ({ground})").format(part=reply.part or "-", ground=_(label(reply.ground))))
    return [*lines, _("Restrictions on use: {text}").format(text=reply.restrictions or "-")]


def _draft_lines(held: Inquiry) -> list[str]:
    if held.draft is None:
        return []
    command = f"tocsin inquiry approve {held.id[:16]} --digest {held.draft.digest}"
    return ["", *_reply_lines(held.draft), _("Approve as a second person:") + f"\n  {command}"]


def _whole(context: Context, beginning: str) -> str:
    found = [each.id for each in inquiries.listing(context.node, context.actor) if each.id.startswith(beginning)]
    if len(found) != 1:
        said = _("{count} begin with {beginning}: see the list, and give more of the name")
        raise NotFoundError(said.format(count=len(found), beginning=beginning))
    return found[0]


COMMANDS = (inquiry,)
