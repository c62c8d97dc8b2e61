"""Reports: add, note, list, show."""

from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import ReportId
from tocsin.domain.report import Report
from tocsin.surfaces.cli import second
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context, show, show_rows
from tocsin.surfaces.cli.lawful import give_reason, reason_option
from tocsin.surfaces.cli.marking import marking_at_intake, tlp_option
from tocsin.usecases import browse, intake


@click.group()
def report() -> None:
    """What came in."""


@report.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Who gave it to us, in your words.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="When it was published, if you know.")
@tlp_option
@json_option
@pass_context
def add(context: Context, file: Path, source: str, published: datetime | None, tlp: str | None) -> None:
    """Keep and read a file."""
    day = published.date() if published is not None else None
    made = intake.submit(
        context.node,
        context.actor,
        data=file.read_bytes(),
        name=file.name,
        source=source,
        published=day,
        marking=marking_at_intake(tlp),
    )
    _tell(context, made)


@report.command("note")
@click.argument("text", type=click.File("r", encoding="utf-8"))
@click.option("--source", required=True, help="Who rang, or 'own assessment'.")
@click.option("--name", default="note", show_default=True)
@tlp_option
@json_option
@pass_context
def note(context: Context, text: TextIO, source: str, name: str, tlp: str | None) -> None:
    """Keep what came by telephone, or an assessment of our own; `-` reads standard input."""
    try:
        words = text.read()
    except UnicodeDecodeError as error:
        raise InvalidError("the note is not text in UTF-8: save it as that, or use tocsin report add") from error
    marking = marking_at_intake(tlp)
    _tell(context, intake.note(context.node, context.actor, text=words, name=name, source=source, marking=marking))


@report.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List reports."""
    show_rows(
        context,
        browse.reports(context.node, context.actor),
        {
            _("REPORT"): lambda each: each.id,
            _("RECEIVED"): lambda each: each.received_at,
            _("KIND"): lambda each: each.kind,
            _("NAME"): lambda each: each.name,
            _("SOURCE"): lambda each: each.source,
        },
    )


@report.command("show")
@click.argument("report")
@reason_option
@json_option
@pass_context
def show_report(context: Context, report: str, reason: str | None) -> None:
    """Show a report's text and how many claims it has."""
    give_reason(context, report, reason)
    view = browse.report(context.node, context.actor, report=ReportId(report))
    text = view.report.document.text
    counted = _("{count} claims: {command}").format(count=len(view.claims), command=f"tocsin claim list {report}")
    show(context, view, f"{text}\n\n{counted}")


def _tell(context: Context, made: Report) -> None:
    lines = [f"{made.id}: {made.name}"]
    if made.unread_because is not None:
        lines.append(_("Kept, but not read: {reason}.").format(reason=made.unread_because))
    lines += second.told(made.shares)
    lines.append(_("Next: {command}").format(command=f"tocsin claim list {made.id}"))
    show(context, made, "\n".join(lines))


COMMANDS = (report,)
