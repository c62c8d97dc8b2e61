"""Succession: what becomes of a newer card of a counterpart, by whatever way it came."""

from dataclasses import replace
from enum import StrEnum

from tocsin.domain.counterpart import CardRecord, Counterpart, Standing
from tocsin.domain.errors import UntrustedError
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal, outbox
from tocsin.wire.card import Card, OpenedCard, Succession, open_card, succession


class Outcome(StrEnum):
    """What became of it."""

    KNOWN = "known"
    IN_FORCE = "in-force"
    WAITS = "waits"  # for a person: it changes more than keys and dates
    BROKEN = "broken"  # it does not follow the one we trust: the counterpart is suspended


def follow(node: Node, tx: Transaction, held: Counterpart, data: bytes) -> Outcome:
    """Take a card that should follow the newest one we have; `UntrustedError` where it is none of theirs."""
    opened = open_card(data)
    if held.card is None or opened.card.node_id != held.node_id:
        raise UntrustedError("this is the card of another node", code="card")
    if tx.cards.find(opened.digest) is not None:
        return Outcome.KNOWN
    require_forerunner(tx, opened)
    newest = open_card(tx.cards.get(held.card_waiting or held.card).data)
    how = succession(newest, opened)
    if how is Succession.BROKEN:
        suspend(node, tx, held, because="their new card does not follow the one we trust")
        return Outcome.BROKEN
    tx.cards.add(CardRecord(digest=opened.digest, data=data, owner=held.id))
    in_force = open_card(tx.cards.get(held.card).data).card
    if changes(in_force, opened.card):
        tx.counterparts.put(replace(held, card_waiting=opened.digest))
        journal.record(node, tx, "card.waits", counterpart=held.id, card=opened.digest)
        return Outcome.WAITS
    put_in_force(node, tx, held, opened, how=how)
    return Outcome.IN_FORCE


def require_forerunner(tx: Transaction, opened: OpenedCard) -> None:
    """Require that the card before this one has come; raises `UntrustedError` otherwise.

    By sticks they come in any order, and after a restore we may have forgotten one: that makes nobody a thief.
    """
    before = opened.card.previous
    if before is not None and tx.cards.find(before) is None and tx.cards.find(opened.digest) is None:
        raise UntrustedError("the card before this one has not come yet: take that one first", code="card-early")


def put_in_force(node: Node, tx: Transaction, held: Counterpart, opened: OpenedCard, *, how: str) -> Counterpart:
    """Go by this card from now on. What waited for a key on it goes at once."""
    changed = replace(
        tx.counterparts.get(held.id),
        card=opened.digest,
        card_waiting=None,
        fingerprint=opened.card.signing.fingerprint,
    )
    tx.counterparts.put(changed)
    outbox.reopen(node, tx, held.id)
    journal.record(node, tx, f"card.{how}", counterpart=held.id, card=opened.digest)
    return changed


def suspend(node: Node, tx: Transaction, held: Counterpart, *, because: str) -> Counterpart:
    """Let no mail pass until fingerprints have been compared again. What is on its way waits, and says so."""
    changed = replace(held, standing=Standing.SUSPENDED, suspended_because=because, suspended_at=node.clock.now())
    tx.counterparts.put(changed)
    for each in outbox.under_way(tx, held.id):
        tx.deliveries.put(replace(each, last_error=f"it waits: {because}"))
    outbox.settle(node, tx, held.id)
    journal.record(node, tx, "counterpart.suspended", counterpart=held.id)
    return changed


def changes(old: Card, new: Card) -> tuple[str, ...]:
    """Name what a card changes besides keys, dates and formats."""
    watched = ("organisation", "countries", "mandates", "endpoints")
    return tuple(each for each in watched if getattr(old, each) != getattr(new, each))
