"""read: what a report says, without any node."""

import json
from datetime import datetime
from pathlib import Path

import click

from tocsin.domain.errors import InvalidError
from tocsin.domain.reading import Reading
from tocsin.domain.wording import country_name, sentence
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context
from tocsin.texts.labels import label


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="For relative dates, where the text gives none.")
@click.option("--no-text", is_flag=True, help="Leave the text out of the JSON.")
@json_option
@pass_context
def read(context: Context, file: Path, published: datetime | None, no_text: bool) -> None:
    """Read a report and print what it claims, each claim with its exact words."""
    from tocsin.reading import read as read_report
    from tocsin.reading.json import to_dict

    day = published.date() if published is not None else None
    found = read_report(_bytes(file), name=file.name, published=day)
    if context.as_json:
        click.echo(json.dumps(to_dict(found, text=not no_text), ensure_ascii=False, indent=1))
    else:
        click.echo(summary(found))


def summary(found: Reading) -> str:
    """Write a reading for people: concerns first, then what happened, then who is who."""
    if found.unread_because is not None:
        return _("Not read: {reason}.").format(reason=found.unread_because)
    entities = {entity.id: entity for entity in found.entities}
    lines = [_("Who ought to hear of it")]
    lines += [f"  {_(label(each.duty))}: {country_name(each.country or '')}: {each.why}" for each in found.concerns]
    if not found.concerns:
        lines.append("  " + _("nobody"))
    for title, claims in ((_("What happened, or may"), found.events), (_("Who and what"), found.attributes)):
        lines += ["", title]
        for claim in claims:
            words = " … ".join(" ".join(span.text.split()) for span in claim.evidence)
            speakers = " < ".join(hop.source for hop in claim.attribution)
            said = " " + _("(says {speakers})").format(speakers=speakers) if speakers else ""
            lines.append(f"  {sentence(claim, entities)}{said}")
            lines.append(f"      “{words[:200]}”")
    return "\n".join(lines)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidError(f"{file} cannot be read: {error.strerror}") from error


COMMANDS = (read,)
