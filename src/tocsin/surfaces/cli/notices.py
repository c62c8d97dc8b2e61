"""Notices: open, list, show; release: preview, approve."""

import sys
from datetime import UTC, datetime, timedelta

import click

from tocsin.domain.ids import ClaimId, NoticeId, ReportId, TearlineId
from tocsin.domain.night import Minimum
from tocsin.domain.substance import is_without_substance
from tocsin.domain.tearline import Tearline
from tocsin.domain.wording.plain import sentence
from tocsin.surfaces.cli import releasing
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.surfaces.cli.emergencies import standing
from tocsin.surfaces.cli.lawful import give_reason_for_notice, reason_option
from tocsin.surfaces.cli.leaks import leak_lines
from tocsin.texts.labels import label
from tocsin.texts.telling import WITHOUT_SUBSTANCE
from tocsin.usecases import browse, counterparts, disclosure, duties, explaining, notices, release, released
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.urgency import Urgency


@click.group()
def notice() -> None:
    """Confirmed claims, gathered to be shared."""


@notice.command("open")
@click.argument("title")
@click.option("--report", "reports", multiple=True, help="Take every confirmed claim of this report.")
@click.option("--claim", "claims", multiple=True, help="Take this confirmed claim.")
@click.option("--urgency", type=one_of(Urgency), default=Urgency.EXPECTED.value, show_default=True)
@click.option("--ask", "asks", multiple=True, help="What we ask of those who are told; may be repeated.")
@click.option("--answer-by", type=click.DateTime(), help="UTC; default: in three days.")
@json_option
@pass_context
def open_(
    context: Context,
    title: str,
    reports: tuple[str, ...],
    claims: tuple[str, ...],
    urgency: str,
    asks: tuple[str, ...],
    answer_by: datetime | None,
) -> None:
    """Open a notice."""
    default = context.node.clock.now() + timedelta(days=3)
    draft = notices.Draft(
        title=title,
        urgency=Urgency(urgency),
        answer_by=answer_by.replace(tzinfo=UTC) if answer_by is not None else default,
        asks=asks,
        reports=tuple(ReportId(each) for each in reports),
        claims=tuple(ClaimId(each) for each in claims),
    )
    made = notices.open_notice(context.node, context.actor, draft)
    counted = _("{notice}: {count} claims").format(notice=made.id, count=len(made.claims))
    following = _("Next: {command}").format(command=f"tocsin duty list {made.id}")
    show(context, made, f"{counted}\n{following}")


@notice.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List notices."""
    show_rows(
        context,
        notices.listing(context.node, context.actor),
        {
            _("NOTICE"): lambda each: each.id,
            _("OPENED"): lambda each: each.opened_at,
            _("URGENCY"): lambda each: _(label(each.urgency)),
            _("ANSWER BY"): lambda each: each.answer_by,
            _("TITLE"): lambda each: each.title,
        },
    )


@notice.command("show")
@click.argument("notice")
@reason_option
@json_option
@pass_context
def show_notice(context: Context, notice: str, reason: str | None) -> None:
    """Show a notice, its claims, and how it stands with each counterpart."""
    give_reason_for_notice(context, notice, reason)
    view = browse.notice(context.node, context.actor, notice=NoticeId(notice))
    entities = {entity.id: entity for entity in view.entities}
    names = counterparts.names(context.node, context.actor)
    lines = [f"{view.notice.id} ({_(label(view.notice.urgency))}): {view.notice.title}", ""]
    lines += [f"  {claim.id}  {sentence(claim, entities)}" for claim in view.claims]
    lines += [
        f"  {names[each.counterpart]}: {_(label(each.state))}" + (f" ({each.last_error})" if each.last_error else "")
        for each in view.deliveries
    ]
    show(context, view, "\n".join(lines))


@click.group("release")
def release_group() -> None:
    """What a counterpart gets, and a second person's yes to it."""


@release_group.command("preview")
@click.argument("notice")
@click.option("--to", required=True, help="The counterpart.")
@click.option("--language", type=one_of(Language), help="In which to write it; default: that of the agreement.")
@json_option
@pass_context
def preview(context: Context, notice: str, to: str, language: str | None) -> None:
    """Write what this counterpart may hold, exactly as it would be sent."""
    counterpart = counterparts.named(context.node, name=to)
    chosen = Language(language) if language is not None else None
    made = release.preview(context.node, context.actor, notice=NoticeId(notice), to=counterpart.id, language=chosen)
    show(context, made, as_text(made))


@release_group.command("explain")
@click.argument("notice")
@reason_option
@json_option
@pass_context
def explain(context: Context, notice: str, reason: str | None) -> None:
    """Show for every claim and counterpart: permit or withhold, by which rule, and what would change it."""
    give_reason_for_notice(context, notice, reason)
    made = explaining.explain(context.node, context.actor, notice=NoticeId(notice))
    board = duties.board(context.node, context.actor, notice=NoticeId(notice))
    show(context, made, releasing.as_text(made, board))


@release_group.command("list")
@json_option
@pass_context
def released_list(context: Context) -> None:
    """List what was released, or waits for it, and what went without consent and nobody has reviewed."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        released.listing(context.node, context.actor),
        {
            _("TEARLINE"): lambda each: each.tearline.id,
            _("NOTICE"): lambda each: each.tearline.notice,
            _("COUNTERPART"): lambda each: names[each.tearline.counterpart],
            _("APPROVED"): lambda each: each.tearline.approval.at if each.tearline.approval is not None else None,
            _("EMERGENCY"): lambda each: standing(each.emergency) if each.emergency is not None else None,
            _("ALONE"): lambda each: _alone(each.minimum) if each.minimum is not None else None,
        },
    )


@release_group.command("approve")
@click.argument("tearline")
@click.option("--digest", required=True, help="The digest that the preview showed.")
@json_option
@pass_context
def approve(context: Context, tearline: str, digest: str) -> None:
    """Approve exactly these bytes, as a second person; they are on their way then."""
    delivery = release.approve(context.node, context.actor, tearline=TearlineId(tearline), digest=digest)
    show(context, delivery, f"{delivery.id[:16]}: {_(label(delivery.state))}")


@release_group.command("part")
@click.argument("notice")
@click.option("--to", required=True, help="The counterpart.")
@pass_context
def part(context: Context, notice: str, to: str) -> None:
    """Write a file that shows of what a counterpart holds a part; two can compare theirs: tocsin verify ONE OTHER."""
    counterpart = counterparts.named(context.node, name=to)
    data = disclosure.open_part(context.node, context.actor, notice=NoticeId(notice), to=counterpart.id)
    sys.stdout.buffer.write(data)


@release_group.command("excuse")
@click.argument("tearline")
@click.argument("number", type=int)
@click.option("--why", required=True, help="Why it gives nothing away; kept with the tearline, never sent.")
@json_option
@pass_context
def excuse(context: Context, tearline: str, number: int, why: str) -> None:
    """State, as a second person, that a trace the leak check found is none."""
    made = release.excuse(context.node, context.actor, tearline=TearlineId(tearline), leak=number, why=why)
    show(context, made, as_text(made))


def _alone(held: Minimum) -> str:
    return _("waits for a review") if held.waits else _("reviewed")


def as_text(made: Tearline) -> str:
    """Write out a tearline, what is withheld of it, and how a second person approves it."""
    withheld = [
        f"  {each.claim}{f' ({each.entity})' if each.entity else ''}: {_(label(each.because))}"
        for each in made.withheld
    ]
    warned = ["--- " + _(WITHOUT_SUBSTANCE), ""] if is_without_substance(made.missing) else []
    parts = [made.text, *warned, "--- " + _("withheld, for our eyes only"), *(withheld or ["  " + _("nothing")]), ""]
    parts += leak_lines(made)
    if made.standing_leaks:
        return "\n".join(parts)
    parts.append(_("Approve as a second person:") + f"\n  tocsin release approve {made.id} --digest {made.digest}")
    return "\n".join(parts)


COMMANDS = (notice, release_group)
