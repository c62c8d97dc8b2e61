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
    REASONS = "reasons"  # what people wrote as a reason may name somebody, or does
    ASKED = "asked"  # a counterpart was asked something in which the name stands
    PAPER = "paper"  # what a counterpart without a node has in its hands
    NOT_REACHED = "not-reached"  # who could not be told by the node
    ORIGIN = "origin"  # whoever told us holds it still (LED 16(5))


EVERY_TIME = (Errand.BACKUPS, Errand.PRINTED, Errand.OPENED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errands:
    """One thing to do, about a counterpart, a record or nothing else, and who says that it is done."""

    what: Errand
    about: str = ""  # the counterpart's name, or the record's id
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


def errands_after(
    told: Iterable[Counterpart], about: Iterable[tuple[Errand, str]], written: Iterable[str] | None
) -> Iterator[Errands]:
    """Return what a person must do after an erasure. `written` are the records that still name somebody; None: unknown.

    `about` is what else is left, each with the name of a counterpart.
    """
    yield from (Errands(what=each) for each in EVERY_TIME)
    places = ("",) if written is None else sorted(set(written))
    yield from (Errands(what=Errand.REASONS, about=place) for place in places)
    by_hand = {(Errand.PAPER, each.name) for each in told if each.reach is Reach.BY_HAND}
    yield from (Errands(what=what, about=name) for what, name in sorted({*by_hand, *about}))
