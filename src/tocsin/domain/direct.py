"""Told directly: somebody is made known to a recipient that is no authority, in one case (LED art. 39).

A company that is threatened has to hear of it, and its state's authority is too slow. What is planned, where and when
goes by the rules as to everybody; of people it hears one by one, each for a reason that is written down.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import AccountId, CounterpartId, EntityId, NoticeId

TELL_WITHIN = timedelta(days=1)  # our measure of "without undue delay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Direct:
    """One person, one recipient, one notice."""

    id: str
    notice: NoticeId
    counterpart: CounterpartId
    person: EntityId
    necessity: str  # why it is strictly necessary, for which task, and outweighs what it does to this person
    route: str  # why the authority of that state would be told in vain, or too late
    authority: str  # which one: it hears of it afterwards
    decided_by: AccountId
    decided_at: datetime
    told: str = ""  # how the authority was told, or why that would be in vain too
    told_by: AccountId | None = None
    told_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a decision without its reasons: they are what makes it lawful."""
        if not all(each.strip() for each in (self.necessity, self.route, self.authority)):
            raise InvalidError("say why it is strictly necessary, why not by the authority, and which authority it is")

    @property
    def waits(self) -> bool:
        """Say whether nobody has told the authority yet."""
        return self.told_at is None

    def authority_told(self, *, by: AccountId, at: datetime, said: str) -> "Direct":
        """Return it with how the authority was told."""
        if not self.waits:
            raise ConflictError(f"it is written down already how the authority was told of {self.id}")
        if not said.strip():
            raise InvalidError("say how the authority was told, or why that would be in vain")
        return replace(self, told=said.strip(), told_by=by, told_at=at)
