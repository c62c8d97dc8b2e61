"""Terms: what of a marking binds whoever is told, and what they may therefore do.

They are about this recipient alone. To whom else the same may go, and whose it was before it was ours, they do not
say: a list of others would tell who else was told.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from tocsin.domain.errors import InvalidError
from tocsin.domain.marking import Marking, Restriction
from tocsin.vocabulary import iep
from tocsin.vocabulary.country import fold
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import AffectedPartyNotifications, PermittedActions, Policy
from tocsin.vocabulary.tlp import Tlp


class Use(StrEnum):
    """What a recipient can do on what it was told."""

    INTERNAL = "internal"  # nobody outside notices it
    INDIRECT = "indirect"
    DIRECT = "direct"
    NOTIFY = "notify"  # those whom it endangers are told
    COURT = "court"


class Bar(StrEnum):
    """Why it may not be done."""

    NOTHING = "nothing-permitted"
    ASK = "ask-before-acting"
    NOTICED = "others-would-notice"
    NOTIFY = "they-must-not-be-told"
    COURT = "not-in-court"


_ACTIONS = {
    Use.INTERNAL: PermittedActions.INTERNAL,
    Use.INDIRECT: PermittedActions.INDIRECT,
    Use.DIRECT: PermittedActions.DIRECT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What goes along with the label. Nothing said: to be passed on only with leave, and otherwise free."""

    readers: tuple[str, ...] = ()  # of RED: persons or offices of the recipient, as it calls them
    policy: Policy = iep.USUAL
    codes: tuple[HandlingCode, ...] = ()
    restrictions: tuple[str, ...] = ()  # of H3, in words
    ask_first: bool = True  # before anybody else is told

    def __post_init__(self) -> None:
        """Refuse what contradicts itself: it could be read in two ways."""
        if (HandlingCode.H3 in self.codes) != bool(self.restrictions):
            raise InvalidError("H3 is a restriction in words, and those words are H3")
        if HandlingCode.H2 in self.codes and not self.ask_first:
            raise InvalidError("H2 is that its provider is asked before it is passed on")

    def are_for(self, names: Collection[str]) -> bool:
        """Say whether somebody of these names and offices is among the readers, if there are any."""
        return not self.readers or not {fold(each) for each in self.readers}.isdisjoint(fold(each) for each in names)

    def bars(self, use: Use) -> Bar | None:
        """Return why something may not be done; None where it may."""
        policy = self.policy
        if use is Use.COURT:
            return Bar.COURT if HandlingCode.H1 in self.codes else None
        if use is Use.NOTIFY:
            is_free = policy.affected_party_notifications is AffectedPartyNotifications.MAY
            return None if is_free else Bar.NOTIFY
        if policy.permits(_ACTIONS[use]):
            return None
        unless = {PermittedActions.NONE: Bar.NOTHING, PermittedActions.CONTACT: Bar.ASK}
        return unless.get(policy.permitted_actions, Bar.NOTICED)


AS_USUAL = Terms()


def terms_for(marking: Marking, organisation: str) -> Terms:
    """Return what of a marking binds one organisation; it is asked about whatever is not for everybody."""
    listed = marking.tlp is not Tlp.CLEAR or marking.releasable_to is not None
    return Terms(
        readers=tuple(sorted(marking.readers_in(organisation))),
        policy=marking.policy,
        codes=tuple(sorted(marking.codes)),
        restrictions=tuple(sorted({each.text for each in marking.restrictions})),
        ask_first=listed or bool(marking.originators) or HandlingCode.H2 in marking.codes,
    )


def marking_of(terms: Terms, tlp: Tlp, *, sender: str) -> Marking:
    """Return how we mark what was told us on these terms: as strictly, and with its sender as the one to be asked.

    What H3 says counts as unread until somebody here marks it anew. Its readers have to be named again.
    """
    return Marking(
        tlp=tlp,
        policy=terms.policy,
        codes=frozenset(terms.codes),
        restrictions=frozenset(Restriction(text=each) for each in terms.restrictions),
        originators=frozenset({sender}) if terms.ask_first else frozenset(),
    )
