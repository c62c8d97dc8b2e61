"""Counterparts: add, list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from tocsin.domain.counterpart import Agreement, Counterpart, Fallback
from tocsin.domain.errors import InvalidError
from tocsin.domain.transfer import Abroad
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.texts.labels import label
from tocsin.usecases import counterparts, epochs
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.law import DataCategory, Purpose, SubjectCategory
from tocsin.vocabulary.likelihood import Scheme
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.transfer import TransferGround

EVERYWHERE = "ALL"


@click.group()
def counterpart() -> None:
    """Other organisations, and what our agreements with them grant."""


_TOLD = (
    click.option(
        "--recall-within",
        "recall_hours",
        metavar="HOURS",
        type=click.IntRange(min=1),
        show_default="24",
        help="Hours in which they say what became of what we took back or put right.",
    ),
    click.option(
        "--language",
        type=one_of(Language),
        show_default=Language.ENGLISH.value,
        help="In which they are told.",
    ),
    click.option(
        "--scale",
        type=one_of(Scheme),
        show_default=Scheme.ICD203.value,
        help="Their scale of likelihood.",
    ),
)


_COVERED = (
    click.option(
        "--for-purpose",
        "purposes",
        type=one_of(Purpose),
        multiple=True,
        help="For what they may hold data about people; may be repeated.",
    ),
    click.option(
        "--subject",
        "subjects",
        type=one_of(SubjectCategory),
        multiple=True,
        help="About whom they may hold something; may be repeated.",
    ),
    click.option(
        "--data", type=one_of(DataCategory), multiple=True, help="What they may hold about people; may be repeated."
    ),
    click.option(
        "--region",
        "regions",
        multiple=True,
        help="A state whose matters they may hear of, or 'all'; may be repeated.",
    ),
)


_ABROAD = (
    click.option(
        "--authority/--private",
        "is_authority",
        default=None,
        help="Private is no authority: it hears of people one by one (tocsin direct).",
    ),
    click.option("--abroad", type=one_of(TransferGround), help="On what a transfer abroad rests (KVKK art. 9)."),
    click.option("--signed", type=click.DateTime(["%Y-%m-%d"]), help="When a standard contract was signed."),
    click.option("--notified", type=click.DateTime(["%Y-%m-%d"]), help="When the authority was notified of it."),
)


def agreement_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that make an agreement."""
    options = (
        click.option("--country", "countries", multiple=True, help="Told on behalf of this country; may be repeated."),
        click.option("--organisation", "organisations", multiple=True, help="Told on behalf of this organisation."),
        click.option("--basis", required=True, help="Legal basis, as in: UN SCR 1373 (2001)."),
        click.option("--purpose", required=True, help="What the information may be used for."),
        click.option("--review", type=click.DateTime(["%Y-%m-%d"]), required=True, help="When to look at it again."),
        click.option("--ceiling", type=one_of(Tlp), show_default=Tlp.AMBER.value),
        click.option("--contact", required=True, help="Whom to ring."),
        *_TOLD,
        *_COVERED,
        *_ABROAD,
        click.option(
            "--may-name-us/--may-not-name-us", default=None, help="In their proofs, as a witness of their ledger."
        ),
        click.option(
            "--night-minimum/--no-night-minimum",
            default=None,
            help="One person on watch may tell them what, where and when.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@counterpart.command("add")
@click.argument("card", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--fingerprint", required=True, help="As they read it to you, over another channel.")
@agreement_options
@json_option
@pass_context
def add(context: Context, /, card: Path, fingerprint: str, contact: str, **terms: Any) -> None:  # noqa: ANN401  # click
    """Take up a counterpart that has a node, by its card and its fingerprint."""
    made = counterparts.enrol(
        context.node,
        context.actor,
        card=card.read_bytes(),
        fingerprint=fingerprint,
        agreement=Agreement(**_terms(**terms)),
        contact=contact,
    )
    _tell(context, made)


@counterpart.command("add-by-hand")
@click.argument("name")
@agreement_options
@json_option
@pass_context
def add_by_hand(context: Context, /, name: str, contact: str, **terms: Any) -> None:  # noqa: ANN401  # click
    """Take up a counterpart without a node: it is told on paper."""
    made = counterparts.add_by_hand(
        context.node, context.actor, name=name, agreement=Agreement(**_terms(**terms)), contact=contact
    )
    _tell(context, made)


@counterpart.command("agree")
@click.argument("name")
@agreement_options
@json_option
@pass_context
def agree(context: Context, /, name: str, contact: str, **terms: Any) -> None:  # noqa: ANN401  # click
    """Replace what we grant a counterpart."""
    held = counterparts.named(context.node, name=name)
    agreement = replace(held.agreement, **_terms(**terms))  # whom they are told for is said anew
    made = counterparts.agree(context.node, context.actor, counterpart=held.id, agreement=agreement, contact=contact)
    _tell(context, made)


@counterpart.command("fallback")
@click.argument("name")
@click.option("--mail", help="The address; without it, none is kept any more.")
@click.option("--language", default="en", show_default=True, help="In which the notice is written.")
@json_option
@pass_context
def fallback(context: Context, name: str, mail: str | None, language: str) -> None:
    """Say where a notice without content goes when they do not answer."""
    held = counterparts.named(context.node, name=name)
    address = None if mail is None else Fallback(mail=mail, language=language)
    made = counterparts.set_fallback(context.node, context.actor, counterpart=held.id, fallback=address)
    _tell(context, made)


@counterpart.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List counterparts."""
    show_rows(
        context,
        counterparts.listing(context.node, context.actor),
        {
            _("ID"): lambda each: each.id,
            _("NAME"): lambda each: each.name,
            _("REACH"): lambda each: _(label(each.reach)),
            _("STANDING"): lambda each: _(label(each.standing)),
            _("TOLD FOR"): lambda each: each.agreement.countries | each.agreement.organisations,
            _("CEILING"): lambda each: each.agreement.ceiling,
            _("REVIEW"): lambda each: each.agreement.review_on,
            _("CONTACT"): lambda each: each.contact,
        },
    )


@counterpart.command("accept-epoch")
@click.argument("name")
@click.option("--number", type=int, help="Which one, where several wait; ring them and ask.")
@pass_context
def accept_epoch(context: Context, name: str, number: int | None) -> None:
    """Accept that a counterpart was restored from a backup and counts anew; what was set aside is taken in."""
    held = counterparts.named(context.node, name=name)
    taken = epochs.accept(context.node, context.actor, counterpart=held.id, number=number)
    click.echo(_("Accepted. Messages taken in: {count}.").format(count=taken))


def _terms(
    *,
    countries: tuple[str, ...],
    organisations: tuple[str, ...],
    basis: str,
    purpose: str,
    review: datetime,
    ceiling: str | None,
    recall_hours: int | None,
    language: str | None,
    scale: str | None,
    may_name_us: bool | None,
    night_minimum: bool | None,
    is_authority: bool | None,
    abroad: str | None,
    signed: datetime | None,
    notified: datetime | None,
    **covers: tuple[str, ...],
) -> dict[str, Any]:
    """Return the terms that the options name; what none of them says is left as it was, or as it is by itself."""
    said = {
        "countries": frozenset(code.upper() for code in countries),
        "organisations": frozenset(organisations),
        "legal_basis": basis,
        "purpose": purpose,
        "review_on": review.date(),
        "ceiling": Tlp(ceiling) if ceiling is not None else None,
        "recall_within": timedelta(hours=recall_hours) if recall_hours is not None else None,
        "language": Language(language) if language is not None else None,
        "scheme": Scheme(scale) if scale is not None else None,
        "may_name_us": may_name_us,
        "night_minimum": night_minimum,
        "is_authority": is_authority,
        "abroad": _abroad(abroad, signed, notified),
    }
    return {name: value for name, value in said.items() if value is not None} | _covers(**covers)


def _abroad(ground: str | None, signed: datetime | None, notified: datetime | None) -> Abroad | None:
    if ground is None:
        if signed is not None or notified is not None:
            raise InvalidError("--signed and --notified are days of a contract: say --abroad standard-contract as well")
        return None
    return Abroad(
        ground=TransferGround(ground),
        signed_on=signed.date() if signed is not None else None,
        notified_on=notified.date() if notified is not None else None,
    )


def _covers(
    *, purposes: tuple[str, ...], subjects: tuple[str, ...], data: tuple[str, ...], regions: tuple[str, ...]
) -> dict[str, Any]:
    """Return what people and matters it covers."""
    said = {
        "purposes": frozenset(map(Purpose, purposes)),
        "subjects": frozenset(map(SubjectCategory, subjects)),
        "data": frozenset(map(DataCategory, data)),
        "regions": frozenset(code.upper() for code in regions),
    }
    found: dict[str, Any] = {name: values for name, values in said.items() if values}
    return found | ({"regions": None} if EVERYWHERE in said["regions"] else {})


def _tell(context: Context, made: Counterpart) -> None:
    show(context, made, f"{made.id}: {made.name}")


COMMANDS = (counterpart,)
