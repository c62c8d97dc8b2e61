"""Marking in the console: the form by which a claim is marked, and the one choice made when something comes in."""

from tocsin.domain.ids import AccountId
from tocsin.domain.marking import UNMARKED, Marking, Restriction, reader
from tocsin.surfaces.console.form import Form
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


def at_intake(form: Form) -> Marking:
    """Return the marking of what comes in: where nothing was chosen, it is for nobody."""
    return Marking(tlp=form.one_of(Tlp, "tlp")) if form.has("tlp") else UNMARKED


def as_marked(form: Form, by: AccountId) -> Marking:
    """Return the marking that the form says. Whoever saves a restriction in words has read it."""
    restrictions = frozenset(Restriction(text=each, read_by=by) for each in form.lines("restrictions"))
    codes = frozenset(each for each in HandlingCode if each in form.every("codes") and not each.needs_words)
    return Marking(
        tlp=form.one_of(Tlp, "tlp"),
        readers=frozenset(reader(each) for each in form.lines("readers")),
        policy=Policy(
            permitted_actions=form.one_of(PermittedActions, "actions"),
            affected_party_notifications=form.one_of(AffectedPartyNotifications, "notify"),
            attribution=form.one_of(Attribution, "attribution"),
            encrypt_in_transit=EncryptInTransit.MUST if form.has("encrypt") else EncryptInTransit.MAY,
            unmodified_resale=UnmodifiedResale.MAY if form.has("resale") else UnmodifiedResale.MUST_NOT,
        ),
        codes=codes | {HandlingCode.H3} if restrictions else codes,
        restrictions=restrictions,
        originators=frozenset(form.lines("originators")),
        releasable_to=frozenset(form.lines("releasable_to")) or None,
    )


def choices() -> dict[str, object]:
    """Return what the form offers."""
    return {
        "labels": tuple(Tlp),
        "actions": tuple(PermittedActions),
        "notifications": tuple(AffectedPartyNotifications),
        "attributions": tuple(Attribution),
        "codes": tuple(each for each in HandlingCode if not each.needs_words),
    }
