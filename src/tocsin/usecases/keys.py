"""Keys: new sealing keys every thirty days, new signing keys when a person brings them, and the cards that say so.

A card goes to every counterpart as a message, signed with the keys of the card before it. The keyring changes first and
the card follows in the transaction; after a crash between the two, the next look finds that they differ and goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import CardRecord, Reach
from tocsin.domain.exchange import Work, WorkKind
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.table import FORMATS
from tocsin.usecases.steps import cards, journal, outbox, seals
from tocsin.usecases.steps.expiry import Expiring, expiring
from tocsin.usecases.steps.post import Posting, post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import card as wire_card
from tocsin.wire.card import Card, OpenedCard
from tocsin.wire.keys import SealingKey
from tocsin.wire.message import Kind

LOOK_EVERY = timedelta(days=1)
SEALING_EVERY = timedelta(days=30)
CARD_LASTS = timedelta(days=365)
CLOCKS_DIFFER = timedelta(days=1)  # a sealing key is destroyed so long after its end


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """One key of ours: what it is for, and from when until when. `until` is None where it has no end."""

    purpose: str  # signing, next-signing, sealing, log
    id: str
    since: datetime | None
    until: datetime | None


def look_after(node: Node) -> tuple[Expiring, ...]:
    """Renew what is due, destroy what is over, say what runs out all the same; leave the next look as work."""
    now = node.clock.now()
    node.keyring.unlock()
    with node.store.begin() as tx:
        tx.work.put(Work(kind=WorkKind.KEYS, subject="", due_at=now + LOOK_EVERY))
        if max(key.valid_from for key in node.keyring.held()) + SEALING_EVERY <= now:
            node.keyring.add_sealing(now)
        _publish(node, tx)
    _destroy(node, (key for key in node.keyring.held() if key.valid_until + CLOCKS_DIFFER <= now))
    node.keyring.retire()
    with node.store.read() as tx:
        return tuple(expiring(node, tx))


def renew(node: Node, actor: Actor) -> OpenedCard:
    """Make a new sealing key and a new card at once."""
    actor.require(Role.ADMINISTRATOR)
    node.keyring.unlock()
    with node.store.begin() as tx:
        node.keyring.add_sealing(node.clock.now())
        _publish(node, tx)
        journal.record(node, tx, "sealing.renewed", by=actor.account)
        return cards.ours(tx)


def rotate(node: Node, actor: Actor, *, place: str | None = None, revoke: bool = False) -> OpenedCard:
    """Go on with the signing keys that our card promises, found at `place`, and promise others.

    To `revoke` is to say that the keys until now were stolen: nothing they signed counts any more. What waits is signed
    again with the new ones, and the sealing keys until now go too.
    """
    actor.require(Role.ADMINISTRATOR)
    node.keyring.unlock()
    with node.store.begin() as tx:
        before = cards.ours(tx).card
        if before.signing == node.keyring.signing:  # else a rotation was broken off: finish it
            node.keyring.rotate(place)
        older = node.keyring.held() if revoke else ()
        if revoke:
            node.keyring.add_sealing(node.clock.now())
        _publish(node, tx, stolen=before.signing.digest if revoke else None)
        if revoke:
            _sign_again(node, tx)
        journal.record(node, tx, "keys.revoked" if revoke else "keys.rotated", by=actor.account)
        card = cards.ours(tx)
    node.keyring.retire()
    _destroy(node, older)
    return card


def listing(node: Node, actor: Actor) -> tuple[KeyRow, ...]:
    """Return every key of ours."""
    actor.require(Role.ADMINISTRATOR, Role.AUDITOR, Role.RELEASING_OFFICER)
    with node.store.read() as tx:
        ours = [wire_card.open_card(each.data).card for each in tx.cards.where(owner=None)]
    keys = node.keyring
    since = {card.signing.digest: card.valid_from for card in reversed(ours)}.get(keys.signing.digest)
    rows = [
        KeyRow(purpose="signing", id=keys.signing.digest[:16], since=since, until=ours[-1].valid_until),
        KeyRow(purpose="next-signing", id=keys.next_signing_digest[:16], since=None, until=None),
        KeyRow(purpose="log", id=keys.log.origin, since=ours[0].valid_from, until=None),
    ]
    sealing = (KeyRow(purpose="sealing", id=key.id, since=key.valid_from, until=key.valid_until) for key in keys.held())
    return (*rows, *sealing)


def _publish(node: Node, tx: Transaction, *, stolen: str | None = None) -> None:
    """Make the card that says how things are, if it says anything new, and post it to everybody."""
    before = cards.ours(tx)
    card = _card(node, before, stolen)
    if not _is_news(before.card, card):
        return
    data = wire_card.compose(card, node.keyring.sign)
    posting = Posting(kind=Kind.CARD, urgency=Urgency.IMMEDIATE, body=data, keys=before.card.signing.digest)
    for each in tx.counterparts.where():
        if each.reach is Reach.NODE and f"tocsin/{Kind.CARD}/1" in cards.theirs(tx, each).card.formats:
            post(node, tx, each, posting)
    digest = wire_card.open_card(data).digest
    tx.cards.add(CardRecord(digest=digest, data=data, owner=None))
    journal.record(node, tx, "card.published", card=digest)


def _card(node: Node, before: OpenedCard, stolen: str | None) -> Card:
    now, us = node.clock.now(), node.organisation
    sealing = node.keyring.sealing(now)
    return replace(
        before.card,
        organisation=us.name,
        countries=tuple(sorted(us.countries)),
        endpoints=us.endpoints,
        formats=FORMATS,
        valid_from=now - timedelta(minutes=5),  # a counterpart's clock may be a little behind
        valid_until=now + CARD_LASTS,
        previous=before.digest,
        node=before.card.node_id,
        signing=node.keyring.signing,
        revoked=before.card.revoked if stolen is None else (*before.card.revoked, stolen),
        sealing=sealing if stolen is None else sealing[-1:],
        log=node.keyring.log,
        next_signing_digest=node.keyring.next_signing_digest,
    )


def _is_news(old: Card, new: Card) -> bool:
    """Say whether a card differs in more than its dates and the sealing keys that are over."""
    dates = {"valid_from": old.valid_from, "valid_until": old.valid_until}
    as_old = replace(new, previous=old.previous, node=old.node, sealing=old.sealing, **dates)  # type: ignore[arg-type]
    return as_old != old or not {key.id for key in new.sealing} <= {key.id for key in old.sealing}


def _sign_again(node: Node, tx: Transaction) -> None:
    """Sign what waits with the keys now in use."""
    for to in tx.counterparts.where():
        for each in outbox.under_way(tx, to.id) if to.reach is Reach.NODE else ():
            seals.sign_again(node, tx, tx.outgoing.get(each.id))


def _destroy(node: Node, keys: Iterator[SealingKey] | tuple[SealingKey, ...]) -> None:
    ids = frozenset(key.id for key in keys)
    if not ids:
        return
    node.keyring.destroy_sealing(ids)
    with node.store.begin() as tx:
        for each in sorted(ids):
            journal.record(node, tx, "sealing.destroyed", key=each)
