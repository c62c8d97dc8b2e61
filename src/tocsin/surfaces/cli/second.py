"""The second reader on the command line: who reads, how far it is, and what of its answers was not taken."""

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import click

from tocsin.bootstrap import second_reader
from tocsin.domain.errors import InvalidError
from tocsin.domain.readers import Share
from tocsin.surfaces.cli.context import Context, _, one_of
from tocsin.texts.labels import label

if TYPE_CHECKING:
    from tocsin.reading.endpoint.endpoint import Endpoint


class Readers(StrEnum):
    """Who reads."""

    DEFAULT = "default"
    ENDPOINT = "endpoint"
    BOTH = "both"


reader_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--reader",
    type=one_of(Readers),
    help="Who reads (default: both, where the settings name an endpoint).",
)


def chosen(context: Context, reader: str | None) -> "Endpoint | None":
    """Return the second reader that is to read, if any."""
    if reader == Readers.DEFAULT:
        return None
    second = second_reader(context.folder)
    if second is None and reader is not None:
        raise InvalidError("there is no second reader: name it in tocsin.toml, [reading] endpoint and model")
    return second


def progress(done: int, total: int) -> None:
    """Say how far it is, where somebody is watching: a model takes seconds for each passage."""
    if sys.stderr.isatty():
        text = _("second reader: passage {done} of {total}").format(done=done, total=total)
        click.echo(f"\r{text}", nl=done == total, err=True)


def told(shares: Iterable[Share]) -> Iterator[str]:
    """Write how many claims each reader found, and what of it was not taken."""
    for share in shares:
        yield ""
        yield _("{reader}: {count} claims").format(reader=share.reader, count=share.claims)
        for why, count in share.dropped.items():
            yield "  " + _("{count} dropped: {reason}").format(count=count, reason=_(label(why)))
        for fault, count in share.failed.items():
            yield "  " + _("{count} of {total} passages not read: {reason}").format(
                count=count, total=share.passages, reason=_(label(fault))
            )
