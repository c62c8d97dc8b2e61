"""A prior consultation: the authority was asked before a processing whose risk stays high (LED art. 28)."""

from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorConsultation:
    """Who was asked, when and about which risk, and what they said."""

    id: str
    authority: str
    risk: str  # the high risk that the impact assessment left
    asked_at: datetime
    asked_by: AccountId
    said: str = ""
    said_at: datetime | None = None

    def answered(self, said: str, at: datetime) -> "PriorConsultation":
        """Return it with what the authority said; that is written down once."""
        if self.said_at is not None:
            raise ConflictError(f"what the authority said of {self.id} is written down already")
        if not said.strip():
            raise InvalidError("write down what the authority said")
        return replace(self, said=said.strip(), said_at=at)
