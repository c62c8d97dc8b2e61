"""Proof: prove, verify, and the ledger for the auditor."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from tocsin.domain.errors import ConflictError
from tocsin.domain.ids import NoticeId
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context, plain, show_rows
from tocsin.surfaces.cli.exchange import message_named
from tocsin.usecases import audit, counterparts, forks, tiles
from tocsin.verify import DOES_NOT_HOLD, check_files

ERASED = {"action": "erased", "at": None}


@click.command()
@click.argument("notice", required=False)
@click.option("--to", help="The counterpart it went to.")
@click.option("--received", metavar="MESSAGE", help="Prove that we received this message instead.")
@click.option(
    "--open", "with_content", is_flag=True, help="Put message and answers in; erasure cannot reach them then."
)
@click.option(
    "--stated-by",
    metavar="TIME",
    type=click.DateTime(),
    help="UTC. Put in what they stated that they had from us by then.",
)
@pass_context
def prove(
    context: Context,
    notice: str | None,
    to: str | None,
    received: str | None,
    with_content: bool,
    stated_by: datetime | None,
) -> None:
    """Write a proof to standard output: tocsin prove NOTICE --to COUNTERPART > proof.json."""
    if received is not None:
        data = audit.prove_received(context.node, context.actor, message=message_named(context, received))
    elif notice is None or to is None:
        raise click.UsageError(_("name a notice and a counterpart, or a message with --received"))
    else:
        counterpart = counterparts.named(context.node, name=to)
        data = audit.prove(
            context.node,
            context.actor,
            notice=NoticeId(notice),
            to=counterpart.id,
            with_content=with_content,
            stated_by=stated_by.replace(tzinfo=UTC) if stated_by else None,
        )
    sys.stdout.buffer.write(data)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("other", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--fingerprint", multiple=True, help="Of keys in the file, as their owner gave it to you by another way.")
@json_option
@pass_context
def verify(context: Context, file: Path, other: Path | None, fingerprint: tuple[str, ...]) -> None:
    """Check a proof, a fork or a part, or two parts, without any node: say what is shown and what is not."""
    verdict = check_files(file, other, trusted=fingerprint)
    if context.as_json:
        click.echo(json.dumps(plain(verdict), ensure_ascii=False, indent=1))
    else:
        click.echo(_("THE PROOF HOLDS") if verdict.holds else _("THE PROOF DOES NOT HOLD"))
        for title, lines in (
            (_("Because"), verdict.failures),
            (_("Proven"), verdict.proven),
            (_("Not proven"), verdict.not_proven),
        ):
            if lines:
                click.echo(f"\n{title}:")
                for line in lines:
                    click.echo(f"  - {line}")
    if not verdict.holds:
        sys.exit(DOES_NOT_HOLD)


@click.group()
def ledger() -> None:
    """The node's ledger, for the auditor."""


@ledger.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List the entries."""
    entries = [
        {"index": entry.index, **(json.loads(entry.record) if entry.record is not None else ERASED)}
        for entry in audit.entries(context.node, context.actor)
    ]
    show_rows(
        context,
        entries,
        {
            _("ENTRY"): lambda each: each["index"],
            _("AT"): lambda each: each["at"],
            _("ACTION"): lambda each: each["action"],
            _("FACTS"): lambda each: " ".join(
                f"{k}={v}" for k, v in each.items() if k not in {"index", "at", "action"}
            ),
        },
    )


@ledger.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@pass_context
def export(context: Context, folder: Path) -> None:
    """Write the whole ledger to a new folder, as C2SP tiles, with the records; for the auditor."""
    if folder.exists():
        raise ConflictError(f"{folder} is there already: name a new folder")
    for path, content in tiles.export(context.node, context.actor):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    click.echo(_("The ledger is written."))


@ledger.command("forks")
@json_option
@pass_context
def list_forks(context: Context) -> None:
    """List the counterparts that have shown us two ledgers."""
    names = counterparts.names(context.node, context.actor)
    show_rows(
        context,
        forks.listing(context.node, context.actor),
        {
            _("ID"): lambda each: each.id,
            _("COUNTERPART"): lambda each: names[each.counterpart],
            _("FOUND"): lambda each: each.found_at,
            _("ENTRIES"): lambda each: f"{each.known_size} / {each.shown_size}",
            _("SETTLED"): lambda each: each.settled_at,
        },
    )


@ledger.command("fork")
@click.argument("fork")
@pass_context
def fork(context: Context, fork: str) -> None:
    """Write the evidence of a fork to standard output; tocsin verify explains it to anybody."""
    sys.stdout.buffer.write(forks.evidence(context.node, context.actor, fork=fork))


@ledger.command("settle")
@click.argument("fork")
@click.option("--why", required=True, help="What they said, and why their ledger is watched again.")
@pass_context
def settle(context: Context, fork: str, why: str) -> None:
    """Take note that a fork was looked into."""
    forks.settle(context.node, context.actor, fork=fork, why=why)
    click.echo(_("Settled. Their ledger is watched again from here."))


COMMANDS = (prove, verify, ledger)
