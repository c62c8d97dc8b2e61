"""Erasure: what would go, and then it goes."""

import click

from tocsin.domain.ids import ClaimId, EntityId, ReportId
from tocsin.domain.recall import WithdrawalGround
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show
from tocsin.usecases import erasing
from tocsin.usecases.erasing import Built, What


@click.command()
@click.option("--claim", "claims", multiple=True, help="A claim, with what it replaced; may be repeated.")
@click.option("--report", "reports", multiple=True, help="A whole report with every claim; may be repeated.")
@click.option("--person", "people", metavar="ENTITY", multiple=True, help="Everything about somebody; may be repeated.")
@click.option(
    "--ground",
    type=one_of(WithdrawalGround),
    default=WithdrawalGround.RIGHTS.value,
    show_default=True,
    help="What those who were told are given as the reason.",
)
@click.option("--why", help="The reason, kept in the journal. Without it, only what would go is shown.")
@json_option
@pass_context
def erase(  # one for each option
    context: Context,
    claims: tuple[str, ...],
    reports: tuple[str, ...],
    people: tuple[str, ...],
    ground: str,
    why: str | None,
) -> None:
    """Destroy what is held, with its keys, and take it back from everybody who was told. There is no way back."""
    what = What(
        claims=tuple(ClaimId(each) for each in claims),
        reports=tuple(ReportId(each) for each in reports),
        people=tuple(EntityId(each) for each in people),
    )
    if why is None:
        built = erasing.preview(context.node, context.actor, what=what)
        lines = [_("Would go: {claims} claims of {reports} reports.").format(**_counts(built))]
        lines += [
            _("Told to {name}: {claims}").format(name=each.counterpart.name, claims=", ".join(each.claims))
            for part in built
            for each in part.onward
        ]
        show(context, list(built), "\n".join([*lines, _("Nothing was erased: say --why.")]))
        return
    done = erasing.erase(context.node, context.actor, what=what, ground=WithdrawalGround(ground), why=why)
    lines = [
        _("Gone: {claims} claims of {reports} reports.").format(**_counts(done.built)),
        _("Taken back from {count}.").format(count=done.taken_back),
        *(_("Not reached: {name}: {reason}").format(name=name, reason=reason) for name, reason in done.not_reached),
    ]
    show(context, done, "\n".join(lines))


def _counts(built: tuple[Built, ...]) -> dict[str, int]:
    return {"claims": sum(len(each.claims) for each in built), "reports": sum(len(each.reports) for each in built)}


COMMANDS = (erase,)
