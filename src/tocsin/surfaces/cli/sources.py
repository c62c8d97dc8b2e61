"""Sources: rate them, and see how what they held likely turned out."""

import click

from tocsin.domain.ids import ClaimId
from tocsin.surfaces.cli.claims import why_option
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show_rows
from tocsin.usecases import sources
from tocsin.vocabulary.admiralty import Reliability


@click.group()
def source() -> None:
    """How reliable sources are, over time."""


@source.command("rate")
@click.argument("name")
@click.argument("reliability", type=one_of(Reliability))
@why_option
@pass_context
def rate(context: Context, name: str, reliability: str, why: str) -> None:
    """Say how reliable a source is from now on, A to F; what was thought before is kept."""
    made = sources.rate(context.node, context.actor, name=name, reliability=Reliability(reliability), why=why)
    click.echo(
        _("{name}: {reliability}, and {count} earlier.").format(
            name=made.name, reliability=made.reliability, count=len(made.ratings) - 1
        )
    )


@source.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List sources with every rating they were given, the newest first."""
    rows = [
        {"name": each.name, "reliability": rating.reliability, "at": rating.at, "by": rating.by, "why": rating.why}
        for each in sources.listing(context.node, context.actor)
        for rating in reversed(each.ratings)
    ]
    show_rows(
        context,
        rows,
        {
            _("SOURCE"): lambda each: each["name"],
            _("RELIABILITY"): lambda each: each["reliability"],
            _("AT"): lambda each: each["at"],
            _("WHY"): lambda each: each["why"],
        },
    )


@source.command("settle")
@click.argument("claim")
@click.option("--happened/--did-not-happen", required=True, default=None, help="What a claim held likely, or unlikely.")
@why_option
@pass_context
def settle(context: Context, claim: str, happened: bool, why: str) -> None:
    """Say whether what a claim holds likely has happened."""
    sources.settle(context.node, context.actor, claim=ClaimId(claim), happened=happened, why=why)
    click.echo(_("Kept. It counts in: tocsin source calibration"))


@source.command("calibration")
@json_option
@pass_context
def calibration(context: Context) -> None:
    """Show how often what sources held likely happened: Brier score (0 is best), and coverage of the bands."""
    show_rows(
        context,
        sources.calibration(context.node, context.actor),
        {
            _("SOURCE"): lambda each: each.source,
            _("SCHEME"): lambda each: each.scheme,
            _("SETTLED"): lambda each: each.settled,
            _("BRIER"): lambda each: f"{each.brier:.2f}",
            _("COVERAGE"): lambda each: f"{100 * each.coverage:.0f} %",
            _("TERMS"): lambda each: "; ".join(f"{term.term} {term.happened}/{term.said}" for term in each.terms),
        },
    )


COMMANDS = (source,)
