"""The journal of processing (LED art. 25): who did what with which record about whom, why, and who got it.

It is kept apart from the records it is about, holds no word of what they say, and is read by the auditor alone.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.domain.claim import Claim
from tocsin.domain.ids import AccountId, CounterpartId, EntityId
from tocsin.vocabulary.law import SubjectCategory

OPEN_FOR = timedelta(hours=12)  # a reason to look at a case is given once in so long


class Operation(StrEnum):
    """What can be done with personal data, as the directive names it."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What was done: by whom, why, with what. `case` is the report, notice or request it was done in."""

    by: AccountId | None  # None: the node itself, by its schedule
    why: str
    claims: tuple[Claim, ...] = ()
    objects: tuple[str, ...] = ()  # ids of whatever else it was done with
    people: tuple[EntityId, ...] = ()  # besides those in the claims
    case: str | None = None  # None: the report of the claims
    recipient: CounterpartId | None = None
    legal_basis: str = ""  # of a disclosure


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act, as the journal has it. The ledger holds SHA-256(salt ‖ entry) and nothing else of it."""

    id: str
    operation: Operation
    at: datetime
    by: AccountId | None
    why: str
    case: str
    objects: tuple[str, ...]
    people: tuple[EntityId, ...] = ()
    categories: frozenset[SubjectCategory] = frozenset()
    recipient: CounterpartId | None = None
    legal_basis: str = ""
    salt: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """That somebody has said why they look at a case. It is the key to it until it runs out."""

    account: AccountId
    case: str
    until: datetime

    @property
    def key(self) -> str:
        """Whose it is, and for what."""
        return opening_key(self.account, self.case)


def opening_key(account: AccountId, case: str) -> str:
    """The key of an opening."""
    return f"{account}:{case}"
