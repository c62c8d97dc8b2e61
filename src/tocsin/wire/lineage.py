"""A lineage: the cards by which one organisation went from the keys of a message to those it signs with later.

Each card reveals the keys that the one before it committed to, so whoever trusts the first may trust the last.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from tocsin.domain.errors import UntrustedError
from tocsin.wire.card import Card, OpenedCard, Succession, open_card, succession

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """The card that a message names, and those that followed it, each of which succeeds the one before."""

    first: OpenedCard
    later: tuple[OpenedCard, ...] = ()

    @property
    def card(self) -> Card:
        """The card that the message names."""
        return self.first.card

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """Of all signing keys, the oldest first."""
        return tuple(dict.fromkeys(each.card.signing.fingerprint for each in (self.first, *self.later)))

    @property
    def has_revoked(self) -> bool:
        """Say whether a later card revokes the signing keys of an earlier one."""
        signing = {each.card.signing.digest for each in (self.first, *self.later)}
        return any(signing & set(each.card.revoked) for each in self.later)

    def by_any(self, check: Callable[[Card], T]) -> T:
        """Return what the first card says that this check accepts; raises what it raised for the last."""
        for each in (self.first, *self.later[:-1]):
            try:
                return check(each.card)
            except UntrustedError:
                if not self.later:
                    raise
        return check(self.later[-1].card)

    def followed_by(self, card: OpenedCard) -> "Lineage":
        """Return this with one more card; raises `UntrustedError` where it does not succeed the last."""
        last = self.later[-1] if self.later else self.first
        if succession(last, card) is Succession.BROKEN:
            raise UntrustedError("a later card in this file does not follow from the one before it", code="card")
        return Lineage(first=self.first, later=(*self.later, card))


def lineages(first: bytes, second: bytes, later: Iterable[bytes]) -> tuple[Lineage, Lineage]:
    """Return the lineages of two organisations, of whom the later cards are in any order between the two."""
    one, other = Lineage(first=open_card(first)), Lineage(first=open_card(second))
    for each in map(open_card, later):
        if each.card.node_id == one.card.node_id:
            one = one.followed_by(each)
        else:
            other = other.followed_by(each)
    return one, other
