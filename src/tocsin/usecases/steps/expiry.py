"""Expiry: cards and sealing keys that are about to run out, ours and theirs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.domain.counterpart import Counterpart, Standing
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards
from tocsin.wire.card import Card

WARN_BEFORE = timedelta(days=30)  # who renews its keys never comes so near


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiring:
    """A card after which, or after whose last sealing key, no mail can be sealed for its node."""

    of: Counterpart | None  # None: ours
    until: datetime


def expiring(node: Node, tx: Transaction) -> Iterator[Expiring]:
    """Return what runs out within thirty days, or has run out."""
    soon = node.clock.now() + WARN_BEFORE
    ours = usable_until(cards.ours(tx).card)
    if ours <= soon:
        yield Expiring(of=None, until=ours)
    for each in tx.counterparts.where():
        if each.card is not None and each.standing is Standing.ACTIVE:
            theirs = usable_until(cards.theirs(tx, each).card)
            if theirs <= soon:
                yield Expiring(of=each, until=theirs)


def usable_until(card: Card) -> datetime:
    """Return when the card, or the last of its sealing keys, runs out."""
    return min(card.valid_until, max(key.valid_until for key in card.sealing))
