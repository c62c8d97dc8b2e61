"""Proof: prove, verify, and the ledger for the auditor."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from tocsin.domain.ids import NoticeId
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context, plain, show_rows
from tocsin.surfaces.cli.exchange import message_named
from tocsin.usecases import audit, counterparts
from tocsin.wire import proof as wire_proof
from tocsin.wire.limits import MAX_PROOF


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
@json_option
@pass_context
def verify(context: Context, file: Path) -> None:
    """Check a proof, without any node or network, and say what it shows and what it does not."""
    with file.open("rb") as opened:
        verdict = wire_proof.verify(opened.read(MAX_PROOF + 1))
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
        sys.exit(6)


@click.group()
def ledger() -> None:
    """The node's ledger, for the auditor."""


@ledger.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List the entries."""
    entries = [
        {"index": entry.index, **json.loads(entry.record)} for entry in audit.entries(context.node, context.actor)
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


def _facts(entry: dict[str, object]) -> str:
    return " ".join(f"{name}={value}" for name, value in entry.items() if name not in {"index", "at", "action"})


COMMANDS = (prove, verify, ledger)
