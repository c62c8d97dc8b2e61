"""read: what a report says, without any node."""

import json
from datetime import date, datetime
from pathlib import Path

import click

from tocsin.domain.errors import InvalidError
from tocsin.domain.reading import Reading
from tocsin.domain.report import Document
from tocsin.domain.wording.plain import country_name, sentence
from tocsin.reading.bulk.lines import Manner
from tocsin.surfaces.cli import second
from tocsin.surfaces.cli.bulk import Bulk, many_options, read_many
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context
from tocsin.surfaces.cli.explaining import explained
from tocsin.surfaces.cli.second import reader_option
from tocsin.texts.labels import label
from tocsin.texts.terminal import LANGUAGE


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, path_type=Path))
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="For relative dates, where the text gives none.")
@click.option("--no-text", is_flag=True, help="Leave the text out of the JSON.")
@click.option("--explain", is_flag=True, help="Say of each claim by which words and rule, and what was rejected.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page for a browser to a file.")
@reader_option
@many_options
@json_option
@pass_context
def read(
    context: Context,
    files: tuple[Path, ...],
    published: datetime | None,
    no_text: bool,
    explain: bool,
    html: Path | None,
    reader: str | None,
    bulk: Bulk,
) -> None:
    """Read a report and print what it claims, each claim with its exact words.

    Several files, or all in a folder, are read into lines of JSON, one a file, in the order in which they are done.
    """
    day = published.date() if published is not None else None
    if bulk.out is None and len(files) == 1 and not files[0].is_dir():
        found = _read_one(context, files[0], day, reader)
        if html is not None:
            _write_page(found, files[0].name, html)
            return
        click.echo(
            _json(found, text=not no_text, grounds=explain) if context.as_json else _words(found, explain=explain)
        )
        return
    if reader not in {None, second.Readers.DEFAULT}:
        raise click.UsageError(_("the second reader reads one file at a time"))
    if bulk.out is None and not context.as_json:
        raise click.UsageError(_("several files are read into lines of JSON: add --json, and -o FILE to keep them"))
    read_many(files, _manner(day, text=not no_text, grounds=explain), bulk)


def _manner(published: date | None, *, text: bool, grounds: bool) -> Manner:
    from tocsin.reading.attribution.saying import READER

    day = published.isoformat() if published is not None else None
    return Manner(reader=READER, published=day, text=text, grounds=grounds)


def _read_one(context: Context, file: Path, published: date | None, reader: str | None) -> Reading:
    from tocsin.reading import read as read_report

    return read_report(
        _bytes(file),
        name=file.name,
        published=published,
        second=second.chosen(context, reader),
        alone=reader == second.Readers.ENDPOINT,
        progress=second.progress,
    )


def _json(found: Reading, *, text: bool, grounds: bool) -> str:
    from tocsin.reading.json import to_dict

    return json.dumps(to_dict(found, text=text, grounds=grounds), ensure_ascii=False, indent=1)


def _write_page(found: Reading, title: str, out: Path) -> None:
    from tocsin.surfaces.page.page import write

    out.write_text(write(found, title=title, language=LANGUAGE), "utf-8")
    click.echo(_("The page is in {file}.").format(file=out))


def _words(found: Reading, *, explain: bool) -> str:
    return "\n".join([explained(found) if explain else summary(found), *second.told(found.shares)])


def summary(found: Reading) -> str:
    """Write a reading for people: concerns first, then what happened, then who is who."""
    if found.unread_because is not None:
        return _("Not read: {reason}.").format(reason=found.unread_because)
    entities = {entity.id: entity for entity in found.entities}
    lines = [_("Who ought to hear of it")]
    lines += [f"  {_(label(each.duty))}: {country_name(each.country or '')}: {each.why}" for each in found.concerns]
    if not found.concerns:
        lines.append("  " + _("nobody"))
    lines += _oddities(found.document)
    for title, claims in ((_("What happened, or may"), found.events), (_("Who and what"), found.attributes)):
        lines += ["", title]
        for claim in claims:
            words = " … ".join(" ".join(span.text.split()) for span in claim.evidence)
            speakers = " < ".join(hop.source for hop in claim.attribution)
            said = " " + _("(says {speakers})").format(speakers=speakers) if speakers else ""
            lines.append(f"  {sentence(claim, entities)}{said}")
            lines.append(f"      “{words[:200]}”")
    return "\n".join(lines)


def _oddities(document: Document) -> list[str]:
    """What the eye would not see, with the line on which it begins."""
    lines = []
    for each in document.oddities:
        first = document.text.count("\n", 0, each.places[0].start) + 1
        where = _("{count} times, first on line {line}").format(count=each.count, line=first)
        lines.append(f"  {_(label(each.kind))}: {where}")
    return ["", _("What the eye does not see"), *lines] if lines else []


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidError(f"{file} cannot be read: {error.strerror}") from error


COMMANDS = (read,)
