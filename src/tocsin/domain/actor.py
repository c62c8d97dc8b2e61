"""Who asks: an authenticated person and what their roles allow."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.domain.errors import RefusedError
from tocsin.domain.ids import AccountId


class Role(StrEnum):
    """What a person may do; an administrator runs the node and decides nothing about its content."""

    ANALYST = "analyst"
    RELEASING_OFFICER = "releasing-officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person known to this node."""

    id: AccountId
    name: str
    password: str  # argon2id, never the words themselves
    roles: frozenset[Role]
    added_by: AccountId | None  # None: the first account of the node
    added_at: datetime
    confirmed_by: AccountId | None = None  # a releasing officer is one only after a second person says so
    disabled: bool = False

    @property
    def is_confirmed(self) -> bool:
        """Say whether every role may be used."""
        return Role.RELEASING_OFFICER not in self.roles or self.confirmed_by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in person, for a short while. `id` is the digest of a token only that person holds."""

    id: str
    account: AccountId
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An authenticated person, passed to every use case."""

    account: AccountId
    name: str
    roles: frozenset[Role]

    @property
    def office(self) -> str:
        """Who answers, as the other side learns it: an office, not a name that could be used against somebody."""
        return "releasing officer" if Role.RELEASING_OFFICER in self.roles else "analyst"

    def require(self, *roles: Role) -> None:
        """Raise `RefusedError` unless this person has one of the roles."""
        if not self.roles & set(roles):
            needed = " or ".join(roles)
            raise RefusedError(f"{self.name} may not do this: it takes the role {needed}")
