"""Erasure: what would go, and then it goes; and its record."""

from collections.abc import Iterator

import click

from tocsin.domain.erasure import Errands
from tocsin.domain.ids import ClaimId, EntityId, ReportId
from tocsin.domain.recall import WithdrawalGround
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.texts.labels import label
from tocsin.usecases import erasing, erasures
from tocsin.usecases.erasing import Built, Erased, Foreseen, What
from tocsin.usecases.erasures import ErasureView


@click.command()
@click.option("--claim", "claims", multiple=True, help="A claim, with what it replaced; may be repeated.")
@click.option("--report", "reports", multiple=True, help="A whole report with every claim; may be repeated.")
@click.option("--person", "people", metavar="ENTITY", multiple=True, help="Everything about somebody; may be repeated.")
@click.option(
    "--told", metavar="MESSAGE:CLAIM", multiple=True, help="Words of a warning that came in; may be repeated."
)
@click.option("--request", help="The request that was granted.")
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
def erase(
    context: Context,
    /,
    request: str | None,
    ground: str,
    why: str | None,
    told: tuple[str, ...],
    **named: tuple[str, ...],
) -> None:
    """Destroy what is held, with its keys, and take it back from everybody who was told. There is no way back."""
    what = What(
        claims=tuple(map(ClaimId, named["claims"])),
        reports=tuple(map(ReportId, named["reports"])),
        people=tuple(map(EntityId, named["people"])),
        told=told,
    )
    node, actor = context.node, context.actor
    if why is None:
        foreseen = erasing.preview(node, actor, what=what)
        show(context, foreseen, "\n".join([*_foreseen(foreseen), _("Nothing was erased: say --why.")]))
        return
    done = erasing.erase(node, actor, what=what, ground=WithdrawalGround(ground), why=why, request=request)
    show(context, done, "\n".join(_done(done)))


@click.group()
def erasure() -> None:
    """What was erased: who answered, and what is left for a person to do."""


@erasure.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List erasures."""
    show_rows(
        context,
        erasures.listing(context.node, context.actor),
        {
            _("ERASURE"): lambda each: each.id,
            _("AT"): lambda each: each.at,
            _("CLAIMS"): lambda each: len(each.claims),
            _("TOLD"): lambda each: len(each.recalls),
            _("LEFT TO DO"): lambda each: sum(one.at is None for one in each.errands),
            _("WHY"): lambda each: each.why,
        },
    )


@erasure.command("show")
@click.argument("erasure")
@json_option
@pass_context
def show_(context: Context, erasure: str) -> None:
    """Show who was told and has answered, and what is left to do."""
    view = erasures.view(context.node, context.actor, erasure=erasure)
    show(context, view, "\n".join(_view(view)))


@erasure.command("settle")
@click.argument("erasure")
@click.argument("errand")
@click.option("--said", required=True, help="What was done; it is kept.")
@json_option
@pass_context
def settle(context: Context, erasure: str, errand: str, said: str) -> None:
    """Say that something only a person can do is done."""
    made = erasures.settle(context.node, context.actor, erasure=erasure, errand=errand, said=said)
    show(context, made, "\n".join(map(_errand, made.errands)))


def _foreseen(found: Foreseen) -> Iterator[str]:
    yield _("Would go: {claims} claims of {reports} reports.").format(**_counts(found.built))
    for message in found.messages:
        yield _("Words would go from the warning {message}.").format(message=message[:16])
    for notice in found.notices:
        yield _("A name would be covered in {notice}.").format(notice=notice.id)
    for onward in (each for part in found.built for each in part.onward):
        yield _("Told to {name}: {claims}").format(name=onward.counterpart.name, claims=", ".join(onward.claims))
    for each in found.mentions:
        yield _("May be meant in a warning of {name}: {says} (--told {key})").format(
            name=each.counterpart, says=each.says, key=each.key
        )


def _done(done: Erased) -> Iterator[str]:
    yield _("Gone: {claims} claims of {reports} reports.").format(**_counts(done.built))
    yield _("Taken back from {count}.").format(count=done.taken_back)
    for name, reason in done.not_reached:
        yield _("Not reached: {name}: {reason}").format(name=name, reason=reason)
    yield _("{erasure}: left for a person to do:").format(erasure=done.record.id)
    yield from map(_errand, done.record.errands)


def _view(view: ErasureView) -> Iterator[str]:
    for each in view.told:
        fates = ", ".join(_(label(fate.outcome)) for fate in each.delivery.answer.fates)
        yield f"{each.counterpart.name}: {fates or _('has not answered yet')}"
    yield from map(_errand, view.erasure.errands)


def _errand(each: Errands) -> str:
    about = f" ({each.about})" if each.about else ""
    return f"{'✓' if each.at is not None else '·'} {each.key}: {_(label(each.what))}{about} {each.said}".rstrip()


def _counts(built: tuple[Built, ...]) -> dict[str, int]:
    return {"claims": sum(len(each.claims) for each in built), "reports": sum(len(each.reports) for each in built)}


COMMANDS = (erase, erasure)
