"""The journal of processing, for the auditor."""

import json
from datetime import UTC, datetime

import click

from tocsin.domain.claim import Claim
from tocsin.domain.ids import EntityId
from tocsin.domain.logbook import Operation
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, plain, show_rows
from tocsin.texts.labels import label
from tocsin.usecases import processing
from tocsin.usecases.processing import Record, Search


@click.group()
def journal() -> None:
    """Who did what with which record about whom, and why: for the auditor."""


@journal.command("search")
@click.argument("whom", required=False)
@click.option("--operation", type=one_of(Operation), help="Only this.")
@click.option("--by", help="Only by this person of ours.")
@click.option("--since", type=click.DateTime(), help="Only from then on (UTC).")
@click.option("--reason", required=True, help="Why you search: kept in the journal like any other look.")
@json_option
@pass_context
def search(  # one for each option
    context: Context, whom: str | None, operation: str | None, by: str | None, since: datetime | None, reason: str
) -> None:
    """Show the entries, or those about WHOM: what is held about them, who saw it, and who got it."""
    wanted = Search(
        whom=whom,
        operation=Operation(operation) if operation is not None else None,
        by=by,
        since=since.replace(tzinfo=UTC) if since is not None else None,
    )
    found = processing.search(context.node, context.actor, wanted=wanted, why=reason)
    if context.as_json:
        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=1))
        return
    if whom is not None:
        _show_held(context, found)
    show_rows(
        context,
        found.rows,
        {
            _("WHEN"): lambda row: row.entry.at,
            _("WHAT"): lambda row: _(label(row.entry.operation)),
            _("WHO"): lambda row: row.by or _("the node, by its schedule"),
            _("WHY"): lambda row: row.entry.why,
            _("CASE"): lambda row: row.entry.case,
            _("TO"): lambda row: row.recipient,
            _("BASIS"): lambda row: row.entry.legal_basis or None,
        },
    )


def _show_held(context: Context, found: Record) -> None:
    claims = [(each.entity, claim) for each in found.held for claim in each.claims]
    show_rows(
        context,
        claims,
        {
            _("PERSON"): lambda pair: pair[0].name,
            _("CLAIM"): lambda pair: pair[1].id,
            _("REPORT"): lambda pair: pair[1].report,
            _("CATEGORY"): lambda pair: _category(pair[1], pair[0].id),
            _("PURPOSE"): lambda pair: _(label(pair[1].personal.purpose)) if pair[1].personal else None,
            _("BASIS"): lambda pair: pair[1].personal.legal_basis if pair[1].personal else None,
            _("REVIEW ON"): lambda pair: pair[1].personal.review_on if pair[1].personal else None,
        },
    )
    click.echo()


def _category(claim: Claim, entity: EntityId) -> str | None:
    stated = claim.personal.category(entity) if claim.personal is not None else None
    return _(label(stated)) if stated is not None else None


COMMANDS = (journal,)
