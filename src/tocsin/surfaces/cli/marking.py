"""The options by which a marking is given: whoever marks says the whole of it, for it is replaced as a whole."""

from collections.abc import Callable
from functools import reduce
from typing import Any

import click

from tocsin.domain.ids import AccountId
from tocsin.domain.marking import UNMARKED, Marking, Restriction, reader
from tocsin.surfaces.cli.context import one_of
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import (
    AffectedPartyNotifications,
    Attribution,
    EncryptInTransit,
    PermittedActions,
    Policy,
    UnmodifiedResale,
)
from tocsin.vocabulary.tlp import Tlp

_FREE = Policy()
_OPTIONS = (
    click.option("--tlp", type=one_of(Tlp), required=True, help="Who may read it."),
    click.option("--reader", "readers", multiple=True, metavar="'NAME @ ORGANISATION'", help="Of RED; repeated."),
    click.option(
        "--actions",
        type=one_of(PermittedActions),
        default=_FREE.permitted_actions.value,
        show_default=True,
        help="What may be done on it (IEP).",
    ),
    click.option("--notify/--do-not-notify", default=True, help="May those whom it endangers be told (IEP)?"),
    click.option(
        "--attribution",
        type=one_of(Attribution),
        default=_FREE.attribution.value,
        show_default=True,
        help="May, must or must not the source be named (IEP)?",
    ),
    click.option("--encrypt/--in-the-open", default=False, help="Must it be encrypted wherever it is passed on (IEP)?"),
    click.option("--resale/--no-resale", default=False, help="May it be sold on as it is (IEP)?"),
    click.option(
        "--code", "codes", type=one_of(HandlingCode), multiple=True, help="Europol's handling code; repeated."
    ),
    click.option(
        "--restriction", "restrictions", multiple=True, help="What H3 says, in words you have read; repeated."
    ),
    click.option("--originator", "originators", multiple=True, help="Whose consent is needed; repeated."),
    click.option(
        "--releasable-to",
        "releasable_to",
        multiple=True,
        metavar="COUNTRY|ORGANISATION",
        help="Nobody but these may hold it; repeated.",
    ),
)

tlp_option = click.option("--tlp", type=one_of(Tlp), help="Who may read it; without it nobody, until you mark it.")


def marking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command every option of a marking."""
    return reduce(lambda done, option: option(done), reversed(_OPTIONS), command)


def marking_of(said: dict[str, Any], by: AccountId) -> Marking:
    """Return the marking that the options say; whoever writes a restriction has read it."""
    restrictions = frozenset(Restriction(text=each, read_by=by) for each in said["restrictions"])
    codes = frozenset(HandlingCode(each) for each in said["codes"])
    return Marking(
        tlp=Tlp(said["tlp"]),
        readers=frozenset(reader(each) for each in said["readers"]),
        policy=Policy(
            permitted_actions=PermittedActions(said["actions"]),
            affected_party_notifications=AffectedPartyNotifications("may" if said["notify"] else "must-not"),
            attribution=Attribution(said["attribution"]),
            encrypt_in_transit=EncryptInTransit("must" if said["encrypt"] else "may"),
            unmodified_resale=UnmodifiedResale("may" if said["resale"] else "must-not"),
        ),
        codes=codes | {HandlingCode.H3} if restrictions else codes,
        restrictions=restrictions,
        originators=frozenset(said["originators"]),
        releasable_to=frozenset(said["releasable_to"]) or None,
    )


def marking_at_intake(tlp: str | None) -> Marking:
    """Return the marking of what comes in: what nobody says anything of is for nobody."""
    return UNMARKED if tlp is None else Marking(tlp=Tlp(tlp))
