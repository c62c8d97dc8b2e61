"""Cards in force: our own and those of counterparts."""

from collections.abc import Iterator

from tocsin.domain.counterpart import CardRecord, Counterpart
from tocsin.domain.errors import ConflictError
from tocsin.ports.store import Transaction
from tocsin.wire.card import OpenedCard, open_card
from tocsin.wire.signing import PublicSigningKeys


def ours(tx: Transaction) -> OpenedCard:
    """Return our newest card."""
    return open_card(our_record(tx).data)


def our_record(tx: Transaction) -> CardRecord:
    """Return our newest card as it was signed."""
    newest = tx.cards.newest(1, owner=None)
    if not newest:
        raise ConflictError("this node has no card yet: run tocsin init")
    return newest[0]


def is_revoked(tx: Transaction, digest: str) -> bool:
    """Say whether we have revoked the keys of a card of ours."""
    revoked = ours(tx).card.revoked
    record = tx.cards.find(digest) if revoked else None
    return record is not None and open_card(record.data).card.signing.digest in revoked


def theirs(tx: Transaction, counterpart: Counterpart) -> OpenedCard:
    """Return the card of a counterpart that is in force."""
    return open_card(their_record(tx, counterpart).data)


def their_record(tx: Transaction, counterpart: Counterpart) -> CardRecord:
    """Return the card of a counterpart that is in force, as it was signed."""
    if counterpart.card is None:
        raise ConflictError(f"{counterpart.name} has no node: tell them by hand")
    return tx.cards.get(counterpart.card)


def vouching(tx: Transaction, counterpart: Counterpart, named: str | None = None) -> Iterator[OpenedCard]:
    """Return their cards whose keys count, the likeliest first: the one named, the one in force, then the others.

    A card that has been replaced still vouches for what was made in its time, unless its keys were revoked.
    """
    in_force = theirs(tx, counterpart)
    if named is not None and named != in_force.digest:
        record = tx.cards.find(named)
        if record is not None and record.owner == counterpart.id:
            yield from _unrevoked(open_card(record.data), in_force)
    yield in_force
    if named is None:
        for record in reversed(tx.cards.where(owner=counterpart.id)):
            if record.digest != in_force.digest:
                yield from _unrevoked(open_card(record.data), in_force)


def vouching_keys(tx: Transaction, counterpart: Counterpart) -> Iterator[PublicSigningKeys]:
    """Return the signing keys of theirs that count, those in force first."""
    seen = set()
    for card in vouching(tx, counterpart):
        if card.card.signing.digest not in seen:
            seen.add(card.card.signing.digest)
            yield card.card.signing


def _unrevoked(card: OpenedCard, in_force: OpenedCard) -> Iterator[OpenedCard]:
    if card.card.signing.digest not in in_force.card.revoked:
        yield card
