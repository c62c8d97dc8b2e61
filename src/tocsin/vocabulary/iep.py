"""Information Exchange Policy 2.0 (FIRST, 2019): what whoever receives something may do with it.

Each statement is a list from the freest word to the strictest, so that two policies combine statement by statement.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

W = TypeVar("W", bound=StrEnum)


class PermittedActions(StrEnum):
    """What may be done on it, as far as others could notice."""

    DIRECT = "externally-visible-direct-actions"
    INDIRECT = "externally-visible-indirect-actions"
    INTERNAL = "internally-visible-actions"
    CONTACT = "contact-for-instruction"
    NONE = "none"


class AffectedPartyNotifications(StrEnum):
    """May those whom it endangers be told?"""

    MAY = "may"
    MUST_NOT = "must-not"


class Attribution(StrEnum):
    """Is the source named where it is passed on? Once named it cannot be unnamed: silence is the strictest."""

    MAY = "may"
    MUST = "must"
    MUST_NOT = "must-not"


class EncryptInTransit(StrEnum):
    """May it be passed on in the open?"""

    MAY = "may"
    MUST = "must"


class UnmodifiedResale(StrEnum):
    """May it be sold on as it is?"""

    MAY = "may"
    MUST_NOT = "must-not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The five statements. What nobody restricted is free; only resale and naming the source have to be allowed."""

    permitted_actions: PermittedActions = PermittedActions.DIRECT
    affected_party_notifications: AffectedPartyNotifications = AffectedPartyNotifications.MAY
    attribution: Attribution = Attribution.MUST_NOT
    encrypt_in_transit: EncryptInTransit = EncryptInTransit.MAY
    unmodified_resale: UnmodifiedResale = UnmodifiedResale.MUST_NOT

    def permits(self, action: PermittedActions) -> bool:
        """Say whether such an action needs nobody's leave any more."""
        return _rank(self.permitted_actions) <= _rank(action)

    def within(self, ceiling: "Policy") -> bool:
        """Say whether this leaves no more to its reader than `ceiling` does."""
        return combined(self, ceiling) == self


USUAL = Policy()
OPEN = Policy(attribution=Attribution.MAY, unmodified_resale=UnmodifiedResale.MAY)
CLOSED = Policy(
    permitted_actions=PermittedActions.NONE,
    affected_party_notifications=AffectedPartyNotifications.MUST_NOT,
    encrypt_in_transit=EncryptInTransit.MUST,
)


def combined(*policies: Policy) -> Policy:
    """Return what holds where all of these hold: of each statement the strictest. With none given, nothing is free."""
    if not policies:
        return CLOSED
    return Policy(**{each.name: strictest(*(getattr(one, each.name) for one in policies)) for each in fields(Policy)})


def strictest(first: W, *others: W) -> W:
    """Return the strictest word of one statement."""
    return max((first, *others), key=_rank)


def _rank(word: StrEnum) -> int:
    return tuple(type(word)).index(word)
