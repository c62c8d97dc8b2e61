"""An identity: a person's reversible judgement that entities of several reports are one, or are not."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.ids import AccountId, EntityId, IdentityId


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One judgement; `undone_by` takes it back, and both stay on record."""

    id: IdentityId
    entities: tuple[EntityId, ...]
    are_same: bool
    by: AccountId
    at: datetime
    why: str
    undone_by: AccountId | None = None
    undone_at: datetime | None = None
