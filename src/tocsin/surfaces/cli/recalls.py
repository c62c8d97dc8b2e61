"""What was ended, put right or taken back: by us, and by others; and what became of it."""

from datetime import UTC, datetime

import click

from tocsin.domain.errors import NotFoundError
from tocsin.domain.ids import ClaimId, MessageId, NoticeId, ReportId
from tocsin.domain.recall import CancelGround, Fate, Outcome, WithdrawalGround
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.surfaces.cli.exchange import inbox, message_named
from tocsin.surfaces.cli.notices import as_text, notice
from tocsin.texts.labels import label
from tocsin.usecases import counterparts, intake, notices, recall, recalled, release
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind


@notice.command("update")
@click.argument("notice")
@click.option("--title", default="", help="For our own eyes.")
@click.option("--report", "reports", multiple=True, help="Put in every confirmed claim of this report.")
@click.option("--claim", "claims", multiple=True, help="Put in this confirmed claim.")
@click.option("--without", multiple=True, help="Leave this claim out; may be repeated.")
@click.option("--urgency", type=one_of(Urgency))
@click.option("--ask", "asks", multiple=True, help="What we ask instead; may be repeated.")
@click.option("--answer-by", type=click.DateTime(), help="UTC; default: as before.")
@json_option
@pass_context
def update(
    context: Context,
    notice: str,
    title: str,
    reports: tuple[str, ...],
    claims: tuple[str, ...],
    without: tuple[str, ...],
    urgency: str | None,
    asks: tuple[str, ...],
    answer_by: datetime | None,
) -> None:
    """Make a new version; it goes where it tells something new, after a new approval."""
    change = notices.Change(
        title=title,
        reports=tuple(ReportId(each) for each in reports),
        claims=tuple(ClaimId(each) for each in claims),
        without=tuple(ClaimId(each) for each in without),
        urgency=Urgency(urgency) if urgency is not None else None,
        asks=asks or None,
        answer_by=answer_by.replace(tzinfo=UTC) if answer_by is not None else None,
    )
    made = notices.update(context.node, context.actor, notice=NoticeId(notice), change=change)
    lines = [_("{notice}: version {version}, {count} claims"), _("Next: {command}")]
    said = {
        "notice": made.id,
        "version": made.version,
        "count": len(made.claims),
        "command": f"tocsin duty list {made.id}",
    }
    show(context, made, "\n".join(lines).format(**said))


@notice.command("correct")
@click.argument("notice")
@click.option("--to", required=True, help="The counterpart.")
@json_option
@pass_context
def correct(context: Context, notice: str, to: str) -> None:
    """Write the correction of what they were told, for a second person to approve."""
    counterpart = counterparts.named(context.node, name=to)
    made = release.preview_correction(context.node, context.actor, notice=NoticeId(notice), to=counterpart.id)
    show(context, made, as_text(made))


@notice.command("cancel")
@click.argument("notice")
@click.option("--ground", type=one_of(CancelGround), required=True)
@click.option("--why", default="", help="For our own records; it is not sent.")
@json_option
@pass_context
def cancel(context: Context, notice: str, ground: str, why: str) -> None:
    """Tell everybody who holds it that a warning was right and is over."""
    _show_gone(
        context,
        recall.cancel(context.node, context.actor, notice=NoticeId(notice), ground=CancelGround(ground), why=why),
    )


@notice.command("withdraw")
@click.argument("notice")
@click.option("--ground", type=one_of(WithdrawalGround), required=True)
@click.option("--why", required=True, help="For our own records; it is not sent.")
@click.option("--from", "who", help="Only from this counterpart.")
@click.option("--claim", "claims", multiple=True, help="Only this claim; may be repeated.")
@json_option
@pass_context
def withdraw(context: Context, notice: str, ground: str, why: str, who: str | None, claims: tuple[str, ...]) -> None:
    """Take it back: ask whoever holds it to erase it, or to say why not."""
    made = recall.withdraw(
        context.node,
        context.actor,
        notice=NoticeId(notice),
        ground=WithdrawalGround(ground),
        why=why,
        to=counterparts.named(context.node, name=who).id if who is not None else None,
        claims=tuple(ClaimId(each) for each in claims),
    )
    _show_gone(context, made)


@inbox.command("take-over")
@click.argument("message")
@json_option
@pass_context
def take_over(context: Context, message: str) -> None:
    """Make a report of what a warning says, so that what is built on it can be found again."""
    report = intake.take_over(context.node, context.actor, message=message_named(context, message))
    show(context, report, _("Next: {command}").format(command=f"tocsin claim list {report.id}"))


@click.group("recall")
def recall_group() -> None:
    """What was ended, put right or taken back, and what became of it."""


@recall_group.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List what others have ended, put right or taken back."""
    show_rows(
        context,
        recalled.listing(context.node, context.actor),
        {
            _("MESSAGE"): lambda each: each.incoming.id[:16],
            _("FROM"): lambda each: each.counterpart.name,
            _("WHAT"): lambda each: _(label(Kind(each.incoming.kind))),
            _("RECEIVED"): lambda each: each.incoming.received_at,
            _("ANSWER BY"): lambda each: each.answer_by if each.is_open else None,
            _("ANSWER"): _fates,
        },
    )


@recall_group.command("sent")
@json_option
@pass_context
def sent(context: Context) -> None:
    """List what we have ended, put right or taken back, and what they say became of it."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        recall.sent(context.node, context.actor),
        {
            _("DELIVERY"): lambda each: each.delivery.id[:16],
            _("NOTICE"): lambda each: each.delivery.notice,
            _("TO"): lambda each: names[each.delivery.counterpart],
            _("WHAT"): lambda each: _(label(Kind(each.delivery.kind))),
            _("STATE"): lambda each: _(label(each.delivery.state)),
            _("ANSWER BY"): lambda each: each.delivery.answer_by,
            _("OVERDUE"): lambda each: _("yes") if each.is_overdue else None,
            _("ANSWER"): lambda each: _said(each.delivery.answer.fates),
        },
    )


@recall_group.command("show")
@click.argument("message")
@json_option
@pass_context
def show_recall(context: Context, message: str) -> None:
    """Show what one names, and whether it is here."""
    view = recalled.view(context.node, context.actor, message=_named(context, message))
    lines = [_("{what} from {who}").format(what=_(label(Kind(view.incoming.kind))), who=view.counterpart.name)]
    if view.ground is not None:
        lines.append(_(label(view.ground)))
    for each in view.named:
        words = each.told.says if each.told is not None else _("nothing of it is here")
        whole = _("the whole warning") if view.is_here else words
        lines.append(f"  {each.name}: {words}" if each.name is not None else f"  {whole}")
        lines += [f"    -> {each.by.says}"] if each.by is not None else []
    built = view.built
    made = [each.id for each in built.reports], [each.id for each in built.claims], [each.id for each in built.notices]
    lines += [_("Made of it: {what}").format(what=what) for ids in made for what in ids]
    lines += [
        _("Passed on: {who} ({notice})").format(who=each.counterpart.name, notice=each.notice.id)
        for each in built.onward
    ]
    lines += [_("Here: {message}").format(message=each.id[:16]) for each in view.warnings if each.body]
    show(context, view, "\n".join(lines))


@recall_group.command("answer")
@click.argument("message")
@click.option("--outcome", type=one_of(Outcome), required=True)
@click.option("--basis", default="", help="The basis of our own on which it is kept.")
@click.option("--claim", help="Only for this claim, by the name that the recall gives it.")
@pass_context
def answer(context: Context, message: str, outcome: str, basis: str, claim: str | None) -> None:
    """Tell them what became of it; to erase is done in the same act."""
    recalled.answer(
        context.node,
        context.actor,
        message=_named(context, message),
        outcome=Outcome(outcome),
        basis=basis,
        claim=claim,
    )
    click.echo(_("Answered."))


def _show_gone(context: Context, made: recall.Outgone) -> None:
    names = counterparts.names(context.node, context.actor)
    lines = [_("{who}: on its way").format(who=names[each.counterpart]) for each in made.recalls]
    lines += [
        _("{who}: NOT REACHED: {why}").format(who=names[counterpart], why=why) for counterpart, why in made.not_reached
    ]
    show(context, made, "\n".join(lines or [_("Nobody holds it.")]))


def _fates(view: recalled.RecallView) -> str | None:
    return _said(view.incoming.fates)


def _said(fates: tuple[Fate, ...]) -> str | None:
    said = [_(label(each.outcome)) + (f" ({each.basis})" if each.basis else "") for each in fates]
    return "; ".join(said) or None


def _named(context: Context, beginning: str) -> MessageId:
    ids = [each.incoming.id for each in recalled.listing(context.node, context.actor)]
    found = [each for each in ids if each.startswith(beginning)]
    if len(found) != 1:
        said = _("{count} begin with {beginning}: see the list, and give more of the name")
        raise NotFoundError(said.format(count=len(found), beginning=beginning))
    return found[0]


COMMANDS = (recall_group,)
