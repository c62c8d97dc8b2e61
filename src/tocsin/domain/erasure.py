"""An erasure, as evidence: what went, who was told, and what only a person can do, with who did it.

It holds ids and no word of what is gone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tocsin.domain.counterpart import Counterpart, Reach
from tocsin.domain.ids import AccountId, ClaimId, EntityId, MessageId, NoticeId, ReportId
from tocsin.domain.recall import WithdrawalGround


class Errand(StrEnum):
    """What the node cannot do by itself after an erasure."""

    BACKUPS = "backups"  # they forget when they are destroyed
    PRINTED = "printed"  # letters, pages and files that were taken out of the node
    OPENED = "opened"  # proofs written with --open
    REASONS = "reasons"  # what people wrote as a reason may name somebody
    PAPER = "paper"  # what a counterpart without a node has in its hands
    NOT_REACHED = "not-reached"  # who could not be told by the node
    ORIGIN = "origin"  # whoever told us holds it still (LED 16(5))


EVERY_TIME = (Errand.BACKUPS, Errand.PRINTED, Errand.OPENED, Errand.REASONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errands:
    """One thing to do, about a counterpart or about none, and who says that it is done."""

    what: Errand
    about: str = ""  # the counterpart's name
    said: str = ""
    by: AccountId | None = None
    at: datetime | None = None

    @property
    def key(self) -> str:
        """What it is named by."""
        return f"{self.what}:{self.about}" if self.about else self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was destroyed, by whom and why."""

    id: str
    at: datetime
    by: AccountId
    ground: WithdrawalGround
    why: str
    request: str | None = None
    claims: tuple[ClaimId, ...] = ()
    reports: tuple[ReportId, ...] = ()
    people: tuple[EntityId, ...] = ()
    messages: tuple[MessageId, ...] = ()
    notices: tuple[NoticeId, ...] = ()  # in whose titles or questions a name was covered
    recalls: tuple[str, ...] = ()
    errands: tuple[Errands, ...] = ()

    @property
    def waits(self) -> bool:
        """Say whether anything is left for a person to do."""
        return any(each.at is None for each in self.errands)

    def settled(self, key: str, *, said: str, by: AccountId, at: datetime) -> "Erasure":
        """Return it with one thing done."""
        errands = (replace(each, said=said, by=by, at=at) if each.key == key else each for each in self.errands)
        return replace(self, errands=tuple(errands))


def errands_after(told: Iterable[Counterpart], not_reached: Iterable[str], origins: Iterable[str]) -> Iterator[Errands]:
    """Return what a person must do after an erasure."""
    yield from (Errands(what=each) for each in EVERY_TIME)
    by_hand = {each.name for each in told if each.reach is Reach.BY_HAND}
    yield from (Errands(what=Errand.PAPER, about=name) for name in sorted(by_hand))
    yield from (Errands(what=Errand.NOT_REACHED, about=name) for name in sorted(set(not_reached)))
    yield from (Errands(what=Errand.ORIGIN, about=name) for name in sorted(set(origins)))
