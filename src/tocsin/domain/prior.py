"""A prior consultation: the authority was asked before a processing whose risk stays high (LED art. 28)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import AccountId

ANSWER_WITHIN = timedelta(weeks=6)  # LED art. 28(5)
LONGER = timedelta(days=30)  # by which the authority may extend that: a month


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorConsultation:
    """Who was asked, when and about which risk, and what they said."""

    id: str
    authority: str
    risk: str  # the high risk that the impact assessment left
    asked_at: datetime
    asked_by: AccountId
    is_longer: bool = False  # the authority has said that it takes a month more
    said: str = ""
    said_at: datetime | None = None

    @property
    def answer_by(self) -> datetime | None:
        """When the authority has to have answered; None where it has."""
        if self.said_at is not None:
            return None
        return self.asked_at + ANSWER_WITHIN + (LONGER if self.is_longer else timedelta(0))

    def longer(self) -> "PriorConsultation":
        """Return it with a month more, as the authority said."""
        if self.said_at is not None or self.is_longer:
            raise ConflictError(f"{self.id} is answered, or has its month more already")
        return replace(self, is_longer=True)

    def answered(self, said: str, at: datetime) -> "PriorConsultation":
        """Return it with what the authority said; that is written down once."""
        if self.said_at is not None:
            raise ConflictError(f"what the authority said of {self.id} is written down already")
        if not said.strip():
            raise InvalidError("write down what the authority said")
        return replace(self, said=said.strip(), said_at=at)
