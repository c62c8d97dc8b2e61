"""The documents that the law asks for, and the breach file with its clock."""

from datetime import UTC, datetime
from pathlib import Path

import click

from tocsin.domain.breach import Extent, Nature
from tocsin.domain.folio import Folio
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.surfaces.page import folio as page
from tocsin.texts.labels import label
from tocsin.texts.terminal import LANGUAGE
from tocsin.usecases import breaches, folios, prior

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write: .pdf or .html; default: HTML.",
)


@click.group("file")
def file_group() -> None:
    """Documents that the law asks for, made of what the node holds now."""


@file_group.command("register")
@output_option
@json_option
@pass_context
def register(context: Context, output: Path | None) -> None:
    """The register of processing (LED art. 24)."""
    _write(context, folios.register(context.node, context.actor), output)


@file_group.command("transfers")
@click.option("--since", type=click.DateTime(), help="UTC. Only what went out from then on.")
@output_option
@json_option
@pass_context
def transfers(context: Context, since: datetime | None, output: Path | None) -> None:
    """The transfer file: a row for everything that went out (LED art. 37(3), 38(3))."""
    moment = since.replace(tzinfo=UTC) if since is not None else None
    _write(context, folios.transfers(context.node, context.actor, since=moment), output)


@file_group.command("impact")
@output_option
@json_option
@pass_context
def impact(context: Context, output: Path | None) -> None:
    """The skeleton of an impact assessment (LED art. 27)."""
    _write(context, folios.impact(context.node, context.actor), output)


@file_group.command("breach")
@click.argument("breach")
@output_option
@json_option
@pass_context
def breach_file(context: Context, breach: str, output: Path | None) -> None:
    """The file of one breach (LED art. 30)."""
    _write(context, folios.breach(context.node, context.actor, breach=breach), output)


@file_group.command("asked")
@click.argument("authority")
@click.option("--risk", required=True, help="The high risk that the impact assessment left.")
@json_option
@pass_context
def asked(context: Context, authority: str, risk: str) -> None:
    """Record that the authority is asked before processing whose risk stays high (LED art. 28)."""
    made = prior.ask(context.node, context.actor, authority=authority, risk=risk)
    show(context, made, made.id)


@file_group.command("answered")
@click.argument("consultation")
@click.option("--said", required=True, help="What the authority said.")
@pass_context
def answered(context: Context, consultation: str, said: str) -> None:
    """Record what the authority said; the impact assessment shows it."""
    prior.answered(context.node, context.actor, consultation=consultation, said=said)
    click.echo(_("Recorded."))


@file_group.command("longer")
@click.argument("consultation")
@pass_context
def longer(context: Context, consultation: str) -> None:
    """Record that the authority takes a month more than its six weeks, as it may."""
    prior.longer(context.node, context.actor, consultation=consultation)
    click.echo(_("Recorded."))


@click.group("breach")
def breach_group() -> None:
    """Data that reached somebody they should not have reached, and the seventy-two hours."""


@breach_group.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List breaches; one that was taken back as misdelivered is here by itself."""
    show_rows(
        context,
        breaches.listing(context.node, context.actor),
        {
            _("FILE"): lambda each: each.id,
            _("NATURE"): lambda each: _(label(each.nature)),
            _("LEARNT"): lambda each: each.learnt_at,
            _("TELL BY"): lambda each: each.due,
            _("PEOPLE"): lambda each: each.extent.subjects,
            _("CLOSED"): lambda each: each.closed_at,
        },
    )


@breach_group.command("open")
@click.option("--nature", type=one_of(Nature), required=True)
@click.option("--facts", required=True, help="What happened.")
@click.option("--people", type=int, required=True, help="How many people it concerns, about.")
@click.option("--records", type=int, required=True, help="How many records it concerns, about.")
@click.option("--learnt", type=click.DateTime(), help="UTC. When we learnt of it; default: now.")
@json_option
@pass_context
def open_breach(context: Context, nature: str, facts: str, people: int, records: int, learnt: datetime | None) -> None:
    """Open the file of a breach that the node cannot know of by itself."""
    made = breaches.report(
        context.node,
        context.actor,
        nature=Nature(nature),
        facts=facts,
        extent=Extent(subjects=people, records=records),
        learnt_at=learnt.replace(tzinfo=UTC) if learnt is not None else None,
    )
    show(context, made, _("{file}: tell the authority by {due}.").format(file=made.id, due=made.due))


@breach_group.command("describe")
@click.argument("breach")
@click.option("--facts", help="What happened.")
@click.option("--consequences", help="What may come of it.")
@click.option("--measures", help="What was done.")
@click.option("--risk", help="To the people concerned: whether they are told, and why or why not.")
@pass_context
def describe(
    context: Context, breach: str, facts: str | None, consequences: str | None, measures: str | None, risk: str | None
) -> None:
    """Write down what the law asks for."""
    account = breaches.Account(facts=facts, consequences=consequences, measures=measures, risk=risk)
    breaches.describe(context.node, context.actor, breach=breach, account=account)
    click.echo(_("Recorded."))


@breach_group.command("told")
@click.argument("breach")
@click.argument("whom", type=click.Choice(["authority", "controllers", "subjects"]))
@click.option("--why-late", default="", help="After the seventy-two hours: why.")
@pass_context
def told(context: Context, breach: str, whom: str, why_late: str) -> None:
    """Record that they were told, now."""
    if whom == "authority":
        breaches.tell_authority(context.node, context.actor, breach=breach, why_late=why_late)
    else:
        tell = breaches.tell_controllers if whom == "controllers" else breaches.tell_subjects
        tell(context.node, context.actor, breach=breach)
    click.echo(_("Recorded."))


@breach_group.command("close")
@click.argument("breach")
@pass_context
def close(context: Context, breach: str) -> None:
    """Close the file; it is kept."""
    breaches.close(context.node, context.actor, breach=breach)
    click.echo(_("Closed. The file is kept."))


def _write(context: Context, folio: Folio, output: Path | None) -> None:
    if context.as_json:
        show(context, folio, "")
    elif output is None:
        click.echo(page.write(folio, language=LANGUAGE))
    elif output.suffix == ".pdf":
        output.write_bytes(context.node.printer.print_folio(page.translated(folio, LANGUAGE)))
        click.echo(_("Wrote {file}.").format(file=output))
    else:
        output.write_text(page.write(folio, language=LANGUAGE), "utf-8")
        click.echo(_("Wrote {file}.").format(file=output))


COMMANDS = (file_group, breach_group)
