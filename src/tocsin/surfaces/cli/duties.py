"""Duty: who must be told, why, and what was decided."""

from datetime import datetime

import click

from tocsin.domain.ids import NoticeId
from tocsin.domain.notice import Outcome, Threshold, Waiver
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.surfaces.cli.lawful import give_reason_for_notice, reason_option
from tocsin.texts.labels import label
from tocsin.usecases import counterparts, duties
from tocsin.usecases.duties import Choice, Row
from tocsin.vocabulary.duty import WaiverGround


@click.group()
def duty() -> None:
    """Who must be warned or informed, for which reason, and who is not yet told."""


@duty.command("list")
@click.argument("notice")
@reason_option
@json_option
@pass_context
def listing(context: Context, notice: str, reason: str | None) -> None:
    """List every concern of a notice."""
    give_reason_for_notice(context, notice, reason)
    show_rows(
        context,
        duties.board(context.node, context.actor, notice=NoticeId(notice)),
        {
            _("CONCERN"): lambda row: row.concern.key,
            _("WHY"): lambda row: row.concern.why,
            _("WHO"): lambda row: row.counterpart.name if row.counterpart is not None else None,
            _("PROPOSED"): lambda row: _(label(row.proposed)),
            _("STANDS"): _stands,
        },
    )


@duty.command("decide")
@click.argument("notice")
@click.argument("concern")
@click.option("--to", help="The counterpart; needed where several are told for the same country.")
@click.option("--outcome", type=one_of(Outcome), required=True)
@click.option("--text", default="", help="The reason, kept with the decision.")
@click.option("--credible/--not-credible", default=True, help="ICD 191: is the information credible?")
@click.option("--specific/--not-specific", default=True, help="Is it specific?")
@click.option("--impending/--not-impending", default=True, help="Is the threat impending?")
@click.option("--harm/--no-harm", default=True, help="Is it killing, serious bodily injury or kidnapping?")
@click.option("--ground", type=one_of(WaiverGround), help="Of a waiver.")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="Of a waiver.")
@reason_option
@json_option
@pass_context
def decide(
    context: Context,
    notice: str,
    concern: str,
    to: str | None,
    outcome: str,
    text: str,
    credible: bool,
    specific: bool,
    impending: bool,
    harm: bool,
    ground: str | None,
    expires: datetime | None,
    reason: str | None,
) -> None:
    """Decide about one concern; "not met" and waivers are recorded too."""
    give_reason_for_notice(context, notice, reason)
    waiver = None
    if ground is not None and expires is not None:
        waiver = Waiver(ground=WaiverGround(ground), expires_on=expires.date())
    test = Threshold(credible=credible, specific=specific, impending=impending, harm=harm)
    choice = Choice(outcome=Outcome(outcome), text=text, test=test, waiver=waiver)
    row = _row(context, notice, concern, to)
    who = row.counterpart.id if row.counterpart is not None else None
    made = duties.decide(
        context.node, context.actor, notice=NoticeId(notice), concern=concern, counterpart=who, choice=choice
    )
    text = f"{made.id}: {_(label(made.outcome))}"
    if not made.is_in_force:
        command = f"tocsin duty approve-waiver {made.id}"
        text += "\n" + _("A second person has to approve it: {command}").format(command=command)
    show(context, made, text)


@duty.command("approve-waiver")
@click.argument("determination")
@pass_context
def approve_waiver(context: Context, determination: str) -> None:
    """Let a waiver come into force, as a second person."""
    duties.approve_waiver(context.node, context.actor, determination=determination)
    click.echo(_("The waiver is in force."))


def _row(context: Context, notice: str, concern: str, to: str | None) -> Row:
    rows = [
        row for row in duties.board(context.node, context.actor, notice=NoticeId(notice)) if row.concern.key == concern
    ]
    if to is not None:
        wanted = counterparts.named(context.node, name=to).id
        rows = [row for row in rows if row.counterpart is not None and row.counterpart.id == wanted]
    if len(rows) != 1:
        raise click.UsageError(
            _("no such concern: {command}").format(command=f"tocsin duty list {notice}")
            if not rows
            else _("several counterparts: name one with --to")
        )
    return rows[0]


def _stands(row: Row) -> str:
    if row.is_ours:
        return _("our own country")
    if row.delivery is not None:
        return _(label(row.delivery.state))
    if row.determination is not None:
        said = _("decided: {outcome}") if row.determination.is_in_force else _("waits for approval: {outcome}")
        return said.format(outcome=_(label(row.determination.outcome)))
    if row.waits_at_gate:
        return _("waits at the human-rights gate")
    return _("not decided") if row.counterpart else _("not decided; nobody to tell: add a counterpart by hand")


COMMANDS = (duty,)
