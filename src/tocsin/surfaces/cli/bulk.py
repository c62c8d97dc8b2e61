"""Reading many files: how far it has come, how it ended, and how to go on."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from tocsin.reading.bulk.files import files_in
from tocsin.reading.bulk.lines import Manner
from tocsin.reading.bulk.output import Output, Stream
from tocsin.reading.bulk.reading import DefaultReader
from tocsin.reading.bulk.run import Fate, Sink, read_all
from tocsin.surfaces.cli.context import _

SOME_FAILED = 1
INTERRUPTED = 130
_OPTIONS = (
    click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write lines of JSON to a file."),
    click.option("--fresh", is_flag=True, help="Begin the file anew; without it, what it holds is not read again."),
    click.option("--jobs", type=click.IntRange(min=1), help="Files read at once (default: one a core)."),
    click.option("--timeout", type=click.FloatRange(min=1), default=600, help="Seconds until a file is given up."),
    click.option("--quiet", is_flag=True, help="Show neither progress nor, if all went well, the end."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """How many files are to be read."""

    out: Path | None
    fresh: bool
    jobs: int | None
    timeout: float
    quiet: bool


def many_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options for many files, as one argument `bulk`."""
    names = tuple(Bulk.__dataclass_fields__)

    @wraps(command)
    def gathered(*args: Any, **options: Any) -> Any:  # noqa: ANN401  # click calls it so
        bulk = Bulk(**{name: options.pop(name) for name in names})
        return command(*args, **options, bulk=bulk)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


def read_many(given: Sequence[Path], manner: Manner, bulk: Bulk) -> None:
    """Read files and folders into lines, and end with the status that says whether all went well."""
    fates: Counter[Fate] = Counter()
    try:
        with _sink(manner, bulk) as sink:
            _run(given, manner, bulk, sink, fates)
    except KeyboardInterrupt:
        _tell(_("Interrupted."), fates)
        if bulk.out is not None:
            click.echo(
                _("To go on, give the same command again: what is in {out} is kept.").format(out=bulk.out), err=True
            )
        sys.exit(INTERRUPTED)
    failed = fates[Fate.FAILED] + fates[Fate.KNOWN_TO_FAIL]
    if failed or not bulk.quiet:
        _tell(_("Done."), fates)
    if failed:
        click.echo(_("Why a file was not read stands in its line, under “error”."), err=True)
        sys.exit(SOME_FAILED)


def _run(given: Sequence[Path], manner: Manner, bulk: Bulk, sink: Sink, fates: Counter[Fate]) -> None:
    run = read_all(
        files_in(given, but=bulk.out),
        sink=sink,
        manner=manner,
        work=DefaultReader(manner=manner),
        jobs=bulk.jobs or _cores(),
        timeout=bulk.timeout,
    )
    if bulk.quiet or not sys.stderr.isatty():
        fates.update(run)
        return
    number = sum(1 for _each in files_in(given, but=bulk.out))
    with click.progressbar(length=number, label=_("Reading"), show_pos=True, file=sys.stderr) as bar:
        for fate in run:
            fates[fate] += 1
            bar.update(1)


@contextmanager
def _sink(manner: Manner, bulk: Bulk) -> Iterator[Sink]:
    if bulk.out is None:
        yield Stream(sys.stdout.buffer)
        return
    with Output(bulk.out, manner, fresh=bulk.fresh) as output:
        yield output


def _tell(how: str, fates: Counter[Fate]) -> None:
    said = _("{read} read, {known} read before, {failed} not read.").format(
        read=fates[Fate.READ], known=fates[Fate.KNOWN], failed=fates[Fate.FAILED] + fates[Fate.KNOWN_TO_FAIL]
    )
    click.echo(f"{how} {said}", err=True)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system knows which cores a process may use
        return os.cpu_count() or 1
