"""The emergency path: two persons pass on what its originator has not yet consented to (LED art. 35(2)).

Only against an immediate and serious threat, and only where consent cannot come in time. Who has said no is not
overruled. The originator is told at once, and the case stays listed until a third person has reviewed it.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.ids import AccountId, CounterpartId, NoticeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """One notice to one counterpart, in spite of a missing consent: proposed, confirmed, reviewed."""

    id: str
    notice: NoticeId
    version: int
    counterpart: CounterpartId
    threat: str
    why_no_time: str
    proposed_by: AccountId
    proposed_at: datetime
    confirmed_by: AccountId | None = None
    confirmed_at: datetime | None = None
    reviewed_by: AccountId | None = None
    reviewed_at: datetime | None = None
    review: str = ""

    def __post_init__(self) -> None:
        """Refuse one that does not say what the threat is and why nobody can wait."""
        if not self.threat.strip() or not self.why_no_time.strip():
            raise InvalidError("say what immediate and serious threat it is, and why consent cannot come in time")

    @property
    def is_confirmed(self) -> bool:
        """Say whether a second person agreed."""
        return self.confirmed_by is not None

    def confirmed(self, *, by: AccountId, at: datetime) -> "Emergency":
        """Return it with a second person's yes."""
        if self.is_confirmed:
            raise ConflictError(f"{self.id} has been confirmed already")
        if by == self.proposed_by:
            raise RefusedError("whoever proposed it cannot confirm it: a second person has to")
        return replace(self, confirmed_by=by, confirmed_at=at)

    def reviewed(self, *, by: AccountId, at: datetime, said: str) -> "Emergency":
        """Return it reviewed by somebody who took no part in it."""
        if not self.is_confirmed or self.reviewed_by is not None:
            raise ConflictError(f"{self.id} does not wait for a review")
        if by in {self.proposed_by, self.confirmed_by}:
            raise RefusedError("whoever took part in it cannot review it: a third person has to")
        if not said.strip():
            raise InvalidError("say what the review found")
        return replace(self, reviewed_by=by, reviewed_at=at, review=said.strip())
