"""The night's minimum at the terminal: one person on watch writes and sends it, a second reviews it."""

import click

from tocsin.domain.ids import NoticeId, TearlineId
from tocsin.domain.night import Danger, Intent
from tocsin.domain.tearline import Tearline
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show
from tocsin.surfaces.cli.leaks import leak_lines
from tocsin.surfaces.cli.notices import release_group
from tocsin.texts.labels import label
from tocsin.usecases import counterparts, nights, release
from tocsin.vocabulary.language import Language


@release_group.command("minimum")
@click.argument("notice")
@click.option("--to", required=True, help="The counterpart.")
@click.option("--language", type=one_of(Language), help="In which to write it; default: that of the agreement.")
@json_option
@pass_context
def minimum(context: Context, notice: str, to: str, language: str | None) -> None:
    """Write the night's minimum: what, where and when, and nobody."""
    counterpart = counterparts.named(context.node, name=to)
    made = release.preview(
        context.node,
        context.actor,
        notice=NoticeId(notice),
        to=counterpart.id,
        language=Language(language) if language is not None else None,
        is_minimum=True,
    )
    show(context, made, _as_text(made))


@release_group.command("alone")
@click.argument("tearline")
@click.option("--digest", required=True, help="The digest that the preview showed.")
@click.option("--intent", type=one_of(Intent), required=True, help="What is meant to be done to somebody.")
@click.option("--credible", is_flag=True, help="It is credible.")
@click.option("--specific", is_flag=True, help="It is specific.")
@click.option("--why", required=True, help="Why a life is in impending danger, and why nobody else can be asked.")
@json_option
@pass_context
def alone(context: Context, tearline: str, digest: str, intent: str, credible: bool, specific: bool, why: str) -> None:
    """Send the night's minimum as the one on watch; a second person reviews it within twelve hours."""
    delivery = release.send_alone(
        context.node,
        context.actor,
        tearline=TearlineId(tearline),
        digest=digest,
        danger=Danger(intent=Intent(intent), credible=credible, specific=specific, why=why),
    )
    said = _("A second person reviews it within twelve hours: {command}").format(
        command=f"tocsin release review {tearline}"
    )
    show(context, delivery, f"{delivery.id[:16]}: {_(label(delivery.state))}\n{said}")


@release_group.command("review")
@click.argument("tearline")
@click.option("--said", required=True, help="What the review found.")
@json_option
@pass_context
def review(context: Context, tearline: str, said: str) -> None:
    """Review what one person sent at night, as a second person; it leaves the list."""
    made = nights.review(context.node, context.actor, minimum=TearlineId(tearline), said=said)
    show(context, made, _("Reviewed."))


def _as_text(made: Tearline) -> str:
    parts = [made.text, *leak_lines(made)]
    if not made.standing_leaks:
        parts.append(_("Send it alone, if you are on watch:"))
        command = f"tocsin release alone {made.id} --digest {made.digest}"
        parts.append(f"  {command} --intent … --credible --specific --why …")
    return "\n".join(parts)


COMMANDS = ()  # they are commands of tocsin release
